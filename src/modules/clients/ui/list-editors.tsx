import { ActionIcon, Button, TextInput } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useState, type ReactNode } from 'react'
import type { Email, Link, Phone } from '../contract.ts'
import css from './clients.module.css'
import type { Editor } from './use-client-edit.ts'
import { ownEscape } from '#web/kit/inline-editors.tsx'
import { useClientsTexts } from './use-clients.ts'

type Given<Item> = { editor: Editor; label: string; value: readonly Item[] }

/** Several numbers, each with what it is; the first one stands in lists. */
export function PhonesEditor({ editor, label, value }: Given<Phone>) {
  const texts = useClientsTexts()
  return (
    <LinesEditor
      label={label}
      add={texts.card.addPhone}
      value={value.map(({ number, note }) => ({ main: number, side: note ?? '' }))}
      inputMode="tel"
      side={texts.card.note}
      sidePlaceholder={texts.card.notePlaceholder}
      onCancel={editor.cancel}
      onSave={(lines) => editor.save({ phones: lines.map(({ main, side }) => ({ number: main, note: side || null })) })}
    />
  )
}

export function EmailsEditor({ editor, label, value }: Given<Email>) {
  const texts = useClientsTexts()
  return (
    <LinesEditor
      label={label}
      add={texts.card.addEmail}
      value={value.map(({ email, note }) => ({ main: email, side: note ?? '' }))}
      inputMode="email"
      side={texts.card.note}
      sidePlaceholder={texts.card.notePlaceholder}
      onCancel={editor.cancel}
      onSave={(lines) => editor.save({ emails: lines.map(({ main, side }) => ({ email: main, note: side || null })) })}
    />
  )
}

export function LinksEditor({ editor, label, value }: Given<Link>) {
  const texts = useClientsTexts()
  return (
    <LinesEditor
      label={label}
      add={texts.card.addLink}
      value={value.map(({ url, title }) => ({ main: url, side: title ?? '' }))}
      inputMode="url"
      side={texts.card.linkTitle}
      onCancel={editor.cancel}
      onSave={(lines) =>
        editor.save({
          // «example.ru» is what people type.
          links: lines.map(({ main, side }) => ({
            url: /^[a-z]+:/i.test(main) ? main : `https://${main}`,
            title: side || null,
          })),
        })
      }
    />
  )
}

interface Line {
  main: string
  side: string
}

type Props = {
  label: string
  add: string
  value: readonly Line[]
  inputMode: 'tel' | 'email' | 'url'
  side: string
  sidePlaceholder?: string
  onSave: (lines: Line[]) => void
  onCancel: () => void
}

/** Lines of two texts, saved together: by the button, by Enter, and by leaving them for another place. */
function LinesEditor({ label, add, value, inputMode, side, sidePlaceholder, onSave, onCancel }: Props): ReactNode {
  const texts = useClientsTexts()
  const [lines, setLines] = useState<Line[]>(value.length > 0 ? [...value] : [{ main: '', side: '' }])
  const change = (index: number, patch: Partial<Line>) =>
    setLines(lines.map((line, place) => (place === index ? { ...line, ...patch } : line)))
  const save = () => {
    const kept = lines
      .map(({ main, side: note }) => ({ main: main.trim(), side: note.trim() }))
      .filter(({ main }) => main)
    if (JSON.stringify(kept) === JSON.stringify(value)) onCancel()
    else onSave(kept)
  }
  return (
    <div
      role="group"
      className={css.lines}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && event.relatedTarget && save()}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        save()
      }}
    >
      {lines.map((line, index) => (
        // The place in the list is what a line is: it has no other name while it is being typed.
        <div key={index} className={css.line}>
          <TextInput
            {...ownEscape}
            aria-label={label}
            inputMode={inputMode}
            value={line.main}
            autoFocus={index === lines.length - 1}
            onChange={(event) => change(index, { main: event.currentTarget.value })}
          />
          <TextInput
            {...ownEscape}
            aria-label={side}
            value={line.side}
            {...(sidePlaceholder && { placeholder: sidePlaceholder })}
            onChange={(event) => change(index, { side: event.currentTarget.value })}
          />
          <ActionIcon
            variant="subtle"
            aria-label={texts.card.remove}
            title={texts.card.remove}
            onClick={() => setLines(lines.filter((_line, place) => place !== index))}
          >
            <IconX size={14} />
          </ActionIcon>
        </div>
      ))}
      <div className={css.lineButtons}>
        <Button variant="subtle" size="compact-sm" onClick={() => setLines([...lines, { main: '', side: '' }])}>
          {add}
        </Button>
        <Button size="compact-sm" onClick={save}>
          {texts.card.done}
        </Button>
      </div>
    </div>
  )
}
