import { Checkbox, CloseButton, Popover, TextInput, UnstyledButton } from '@mantine/core'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { Option } from './choice.tsx'
import css from './filter-bar.module.css'
import { belongsElsewhere, latinKey } from './keys.ts'
import { useKitTexts } from './use-kit-texts.ts'

type BarProps = {
  /** Search by text; `/` puts the cursor there. */
  search?: { value: string | undefined; onChange: (text: string | undefined) => void; placeholder?: string }
  /** Given when something is filtered: shows «Сбросить фильтры». */
  onReset?: (() => void) | undefined
  children?: ReactNode
  /** What is filtered, where a page has several bars. */
  label?: string | undefined
  /** At the right end: totals, a switch of view. */
  end?: ReactNode
}

/** The one line of filters of a page. Its state lives in the address: see `useSearchState`. */
export function FilterBar({ search, onReset, children, label, end }: BarProps) {
  const texts = useKitTexts()
  return (
    <div className={css.bar} role="search" aria-label={label}>
      {search && <SearchField {...search} />}
      {children}
      {onReset && (
        <UnstyledButton className={css.reset} onClick={onReset}>
          {texts.filter.resetAll}
        </UnstyledButton>
      )}
      {end && <div className={css.end}>{end}</div>}
    </div>
  )
}

function SearchField({ value, onChange, placeholder }: NonNullable<BarProps['search']>) {
  const texts = useKitTexts()
  const [text, setText] = useState(value ?? '')
  const field = useRef<HTMLInputElement>(null)
  const said = useRef(value ?? '')

  useEffect(() => {
    // The address changed from outside (back, reset): follow it. Our own echo is ignored.
    if ((value ?? '') !== said.current) {
      said.current = value ?? ''
      setText(value ?? '')
    }
  }, [value])
  useEffect(() => {
    if (text === said.current) return
    const timer = setTimeout(() => {
      said.current = text
      onChange(text.trim() === '' ? undefined : text)
    }, 250)
    return () => clearTimeout(timer)
  }, [text, onChange])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (latinKey(event) !== '/' || belongsElsewhere(event)) return
      event.preventDefault()
      field.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <TextInput
      ref={field}
      className={css.search}
      type="search"
      aria-label={placeholder ?? texts.filter.search}
      placeholder={placeholder ?? texts.filter.search}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && (text ? setText('') : field.current?.blur())}
    />
  )
}

type DaysProps = {
  /** '2026-11-21'; both are included. */
  from: string | undefined
  to: string | undefined
  onChange: (days: { from?: string | undefined; to?: string | undefined }) => void
}

/** A filter by days: from one to another, each may be left out. */
export function FilterDays({ from, to, onChange }: DaysProps) {
  const words = useKitTexts().filter
  return (
    <>
      <DayField label={words.since} value={from} onChange={(day) => onChange({ from: day })} />
      <DayField label={words.until} value={to} onChange={(day) => onChange({ to: day })} />
    </>
  )
}

type DayProps = { label: string; value: string | undefined; onChange: (day: string | undefined) => void }

function DayField({ label, value = '', onChange }: DayProps) {
  return (
    <label className={css.day}>
      <span>{label}</span>
      <TextInput type="date" value={value} onChange={(event) => onChange(event.currentTarget.value || undefined)} />
    </label>
  )
}

type FilterProps = {
  label: string
  options: readonly Option[]
  values: readonly string[] | undefined
  onChange: (values: string[] | undefined) => void
}

/** A filter by some of many values: a button that says what is chosen, a list with ticks. */
export function FilterChoice({ label, options, values = [], onChange }: FilterProps) {
  const texts = useKitTexts()
  const [find, setFind] = useState('')
  const chosen = options.filter((option) => values.includes(option.value))
  const said = chosen.length === 1 ? chosen[0]?.label : texts.filter.chosen(values.length)
  const fits = options.filter((option) => option.label.toLowerCase().includes(find.trim().toLowerCase()))
  const toggle = (value: string) => {
    const next = values.includes(value) ? values.filter((item) => item !== value) : [...values, value]
    onChange(next.length === 0 ? undefined : next)
  }
  return (
    <Popover position="bottom-start" trapFocus onClose={() => setFind('')}>
      <div className={css.filter} data-active={values.length > 0 || undefined}>
        <Popover.Target>
          <UnstyledButton className={css.button}>
            <span>{label}</span>
            {values.length > 0 ? <strong>{said}</strong> : <IconChevronDown size={14} aria-hidden />}
          </UnstyledButton>
        </Popover.Target>
        {values.length > 0 && (
          <CloseButton size={24} aria-label={`${texts.clear}: ${label}`} onClick={() => onChange(undefined)} />
        )}
      </div>
      <Popover.Dropdown className={css.dropdown}>
        {options.length > 8 && (
          <TextInput
            data-autofocus
            type="search"
            aria-label={texts.filter.search}
            placeholder={texts.filter.search}
            value={find}
            onChange={(event) => setFind(event.currentTarget.value)}
          />
        )}
        <ul className={css.options}>
          {fits.map((option) => (
            <li key={option.value}>
              <Checkbox
                label={option.label}
                description={option.detail}
                checked={values.includes(option.value)}
                onChange={() => toggle(option.value)}
              />
            </li>
          ))}
          {fits.length === 0 && <li className={css.none}>{texts.nothingFound}</li>}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}
