import { Modal, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQueries } from '@tanstack/react-query'
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { useGo, type NavIcon, type Target } from '../kit/routing.tsx'
import { useParts } from './modules-context.tsx'
import css from './palette.module.css'
import { useShellTexts } from './use-shell-texts.ts'

type Props = {
  onClose: () => void
  /** Gives, once, what was typed before the field had the cursor. */
  takeEarly: () => string
  fieldId: string
}
type Line = { id: string; group: string; title: string; detail?: string; icon?: NavIcon; target: Target }

const fits = (text: string, words: string) =>
  words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word))

/** Ctrl+K: pages, actions and the records that modules' search sources find. */
export function Palette({ opened, ...props }: Props & { opened: boolean }) {
  const { onClose } = props
  const texts = useShellTexts()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      centered={false}
      yOffset="12vh"
      size={620}
      padding={0}
      transitionProps={{ duration: 80 }}
      aria-label={texts.searchTitle}
    >
      {opened && <PaletteBody {...props} />}
    </Modal>
  )
}

function useFound(text: string): { lines: Line[]; waiting: boolean; failed: string[] } {
  const texts = useShellTexts()
  const { language } = useLanguage()
  const { nav, actions, searchSources } = useParts()
  const [asked] = useDebouncedValue(text, 120)
  const answers = useQueries({
    queries: searchSources.map((source) => ({
      queryKey: ['search', source.id, asked],
      queryFn: ({ signal }: { signal: AbortSignal }) => source.find(asked, signal),
      enabled: asked.trim().length >= 2,
      staleTime: 30_000,
      retry: false,
    })),
  })
  const records = searchSources.flatMap((source, place) =>
    (answers[place]?.data ?? []).map((hit): Line => ({
      id: `${source.id}:${hit.id}`,
      group: hit.group ?? source.label[language],
      title: hit.title,
      ...(hit.detail !== undefined && { detail: hit.detail }),
      target: hit.target,
    })),
  )
  const pages = nav
    .filter((item) => fits(`${item.label[language]} ${texts.areas[item.area]}`, text))
    .map((item): Line => ({
      id: item.path,
      group: texts.pages,
      title: item.label[language],
      detail: texts.areas[item.area],
      icon: item.icon,
      target: { to: item.path },
    }))
  const starts = actions
    .filter((action) => fits(action.label[language], text))
    .map((action): Line => ({
      id: action.id,
      group: texts.actions,
      title: action.label[language],
      icon: action.icon,
      target: action.target,
    }))
  return {
    lines: text.trim() === '' ? [...starts, ...pages] : [...records, ...starts, ...pages],
    waiting: answers.some((answer) => answer.isFetching) || (asked !== text && searchSources.length > 0),
    failed: searchSources.filter((_, place) => answers[place]?.isError).map((source) => source.label[language]),
  }
}

function PaletteBody({ onClose, takeEarly, fieldId }: Props) {
  const texts = useShellTexts()
  const go = useGo()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const { lines, waiting, failed } = useFound(text.trim())
  const groups = useMemo(() => Map.groupBy(lines, (line) => line.group), [lines])
  const chosen = Math.min(at, Math.max(0, lines.length - 1))

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const open = (line: Line | undefined) => {
    if (!line) return
    onClose()
    go(line.target)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt(Math.min(lines.length - 1, chosen + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, chosen - 1))
    else if (event.key === 'Enter') open(lines[chosen])
    else return
    event.preventDefault()
  }
  return (
    <div className={css.palette}>
      <TextInput
        data-autofocus
        id={fieldId}
        onFocus={() => {
          const typed = takeEarly()
          if (typed !== '') setText((before) => before + typed)
        }}
        size="lg"
        variant="unstyled"
        className={css.field}
        leftSection={<IconSearch size={18} aria-hidden />}
        placeholder={texts.searchHint}
        aria-label={texts.searchTitle}
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={lines[chosen] ? `palette-${chosen}` : undefined}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul ref={list} id="palette-list" className={css.list} role="listbox" aria-label={texts.searchTitle}>
        {[...groups].map(([group, members]) => (
          <li key={group} role="presentation">
            <div className={css.group}>{group}</div>
            <ul role="group" aria-label={group}>
              {members.map((line) => {
                const place = lines.indexOf(line)
                const Icon = line.icon
                return (
                  <li
                    key={line.id}
                    id={`palette-${place}`}
                    role="option"
                    aria-selected={place === chosen}
                    onMouseMove={() => setAt(place)}
                    onClick={() => open(line)}
                  >
                    {Icon && <Icon size={16} stroke={1.6} />}
                    <span>{line.title}</span>
                    {line.detail && <small>{line.detail}</small>}
                  </li>
                )
              })}
            </ul>
          </li>
        ))}
      </ul>
      <div className={css.status} role="status">
        {waiting && texts.searching}
        {!waiting && lines.length === 0 && texts.nothing(text)}
        {failed.map((source) => (
          <span key={source}>{texts.searchFailed(source)}</span>
        ))}
      </div>
    </div>
  )
}
