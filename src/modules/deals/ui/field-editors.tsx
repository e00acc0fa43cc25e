import { Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Choice, type Option, type OptionSource } from '#web/kit/choice.tsx'
import type { Editor } from './field.tsx'
import { MoneyInput } from './money-input.tsx'
import type { Changes } from './use-deal-edit.ts'

/** Escape is the editor's own: the panel around it stays open. */
const ownEscape = { 'data-mantine-stop-propagation': true }

type Text = { editor: Editor; label: string; value: string; changes: (text: string) => Changes }

/** Saved by Enter and by leaving the field. */
export function TextEditor({ editor, label, value, changes, type = 'text' }: Text & { type?: 'text' | 'date' }) {
  const [text, setText] = useState(value)
  const save = () => (text === value ? editor.cancel() : editor.save(changes(text)))
  return (
    <TextInput
      {...ownEscape}
      type={type}
      aria-label={label}
      value={text}
      data-autofocus
      autoFocus
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  )
}

/** Enter makes a new line here; Ctrl+Enter and leaving the field save. */
export function LongTextEditor({ editor, label, value, changes }: Text) {
  const [text, setText] = useState(value)
  const save = () => (text === value ? editor.cancel() : editor.save(changes(text)))
  return (
    <Textarea
      {...ownEscape}
      aria-label={label}
      value={text}
      autoFocus
      autosize
      minRows={3}
      maxRows={14}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && save()}
    />
  )
}

export function MoneyEditor({
  editor,
  label,
  value,
  currency,
}: {
  editor: Editor
  label: string
  value: number
  currency: string
}) {
  const [minor, setMinor] = useState<number | null>(value)
  const save = () => (minor === value || minor === null ? editor.cancel() : editor.save({ amountMinor: minor }))
  return (
    <MoneyInput
      {...ownEscape}
      aria-label={label}
      value={minor}
      onChange={setMinor}
      currency={currency}
      autoFocus
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  )
}

type Chosen = OptionSource & {
  editor: Editor
  label: string
  value: string | null
  chosen?: Option | undefined
  clearable?: boolean
  withAvatars?: boolean
  changes: (value: string | null) => Changes
}

/** Saved by choosing. */
export function ChoiceEditor({ editor, label, value, changes, ...source }: Chosen) {
  return (
    <ChoiceFrame onLeave={editor.cancel}>
      <Choice
        {...ownEscape}
        aria-label={label}
        value={value}
        onChange={(next) => (next === value ? editor.cancel() : editor.save(changes(next)))}
        {...source}
      />
    </ChoiceFrame>
  )
}

/** Opens the list of the choice inside at once; leaving it for another place leaves all as it was. */
export function ChoiceFrame({ onLeave, children }: { onLeave: () => void; children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const input = frame.current?.querySelector('input')
    input?.focus()
    input?.click()
  }, [])
  return (
    <div ref={frame} onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onLeave()}>
      {children}
    </div>
  )
}
