import { Button, CloseButton, Popover, UnstyledButton } from '@mantine/core'
import IconAdjustments from '@tabler/icons-react/dist/esm/icons/IconAdjustments.mjs'
import { useEffect, useRef, useState } from 'react'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import { checkedFilter } from '../calc/check-filter.ts'
import { type Condition, conditionsIn, filterText, type Group, isGroup, parseFilter, valuesOf } from '../calc/filter.ts'
import { type BuilderField, byId } from './builder-field.ts'
import css from './filter-builder.module.css'
import { FilterGroup } from './filter-group.tsx'
import { useFilterWords } from './filter-words.ts'
import { useListsTexts } from './use-lists-texts.ts'

type Props = {
  fields: readonly BuilderField[]
  /** The text of the filter, as it stands in the address. */
  value: string | undefined
  onChange: (text: string | undefined) => void
}

/** While one types a number or a word the list is not asked at each key. */
const APPLY_AFTER_MS = 350
const nothing: Group = { join: 'all', items: [] }

/** Takes a filter as it stands in an address; gives what of it can be asked, and whether some of it cannot. With no fields at hand only its form is looked at. */
export function usableFilter(
  text: string | undefined,
  fields: readonly BuilderField[] | undefined,
): { filter: Group | null; text: string | undefined; isLost: boolean } {
  if (text === undefined) return { filter: null, text: undefined, isLost: false }
  const parsed = parseFilter(text)
  if (!parsed || !fields) return { filter: parsed, text: parsed ? text : undefined, isLost: !parsed }
  const { filter, problems } = checkedFilter(parsed, byId(fields))
  return { filter, text: filter ? filterText(filter) : undefined, isLost: problems.length > 0 }
}

/** Conditions put together with «and» and «or»: a button that says them as a sentence, and the form behind it. What is finished works at once. */
export function FilterBuilder({ fields, value, onChange }: Props) {
  const texts = useListsTexts().filter
  const [opened, setOpened] = useState(false)
  const { filter, isLost } = usableFilter(value, fields)
  const words = useFilterWords(filter, byId(fields))
  const phone = usePhone()
  const draft = opened && <Draft fields={fields} value={value} isLost={isLost} onChange={onChange} />
  const button = (
    <UnstyledButton
      className={css.target}
      title={words || texts.button}
      aria-expanded={opened}
      onClick={() => setOpened(!opened)}
    >
      <IconAdjustments size={16} aria-hidden />
      {filter ? <strong>{words}</strong> : <span>{texts.button}</span>}
    </UnstyledButton>
  )
  const clear = value !== undefined && (
    <CloseButton size="sm" aria-label={texts.clear} onClick={() => onChange(undefined)} />
  )
  if (phone) {
    return (
      <div className={css.button} data-active={filter !== null || undefined}>
        {button}
        {clear}
        <SidePanel
          opened={opened}
          onClose={() => setOpened(false)}
          title={texts.button}
          footer={
            <Button fullWidth onClick={() => setOpened(false)}>
              {texts.show}
            </Button>
          }
        >
          {draft}
        </SidePanel>
      </div>
    )
  }
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus withinPortal shadow="md">
      <div className={css.button} data-active={filter !== null || undefined}>
        <Popover.Target>{button}</Popover.Target>
        {clear}
      </div>
      <Popover.Dropdown className={css.panel}>{draft}</Popover.Dropdown>
    </Popover>
  )
}

function Draft({ fields, value, isLost, onChange }: Props & { isLost: boolean }) {
  const texts = useListsTexts().filter
  const [draft, setDraft] = useState<Group>(() => (value === undefined ? null : parseFilter(value)) ?? nothing)
  const said = useRef(value)
  const finished = checkedFilter(draft, byId(fields)).filter
  const text = finished ? filterText(finished) : undefined
  const latest = useRef(onChange)
  latest.current = onChange
  useEffect(() => {
    if (text === said.current) return
    const timer = setTimeout(() => {
      said.current = text
      latest.current(text)
    }, APPLY_AFTER_MS)
    return () => clearTimeout(timer)
  }, [text])
  // The form is shut before its time has come.
  const atEnd = useRef(text)
  atEnd.current = text
  useEffect(
    () => () => {
      if (atEnd.current !== said.current) latest.current(atEnd.current)
    },
    [],
  )
  const isUnfinished = conditionsIn(draft).some(lacksValue)
  return (
    <>
      {isLost && said.current === value && <p className={css.note}>{texts.lost}</p>}
      <FilterGroup group={draft} depth={1} fields={fields} onChange={setDraft} />
      {isUnfinished && <p className={css.hint}>{texts.unfinished}</p>}
    </>
  )
}

const lacksValue = ({ op, values }: Condition) =>
  valuesOf(op) !== 'none' && (values.length === 0 || values.some((one) => one === ''))

/** Whether two filters ask the same; for «this view was changed». */
export function sameFilter(one: string | undefined, two: string | undefined): boolean {
  const form = (text: string | undefined) => {
    const group = text === undefined ? null : parseFilter(text)
    return group ? filterText(sorted(group)) : ''
  }
  return form(one) === form(two)
}

function sorted({ join, items }: Group): Group {
  const own = items.map((item) => (isGroup(item) ? sorted(item) : item))
  return { join, items: own.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))) }
}
