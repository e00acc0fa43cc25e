import { Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Choice, type Option, type OptionSource } from './choice.tsx'
import { useWhenGone } from './use-field-text.ts'

/** What an editor in the place of a value tells the card; `Changes` is what the card's record understands. */
export interface InlineEditor<Changes> {
  /** `said`: how the value is said, where the changes tell only its id. */
  save: (changes: Changes, said?: string) => void
  cancel: () => void
}

/** Escape is the editor's own: the panel around it stays open. */
export const ownEscape = { 'data-mantine-stop-propagation': true }

type Text<Changes> = {
  editor: InlineEditor<Changes>
  label: string
  value: string
  changes: (text: string) => Changes
}

/** Saved by Enter, by leaving the field and when it is taken away with the page. `list`: what is proposed while typing. */
export function TextEditor<Changes>({
  editor,
  label,
  value,
  changes,
  type = 'text',
  list,
}: Text<Changes> & { type?: 'text' | 'date'; list?: readonly string[] | undefined }) {
  const [text, setText] = useState(value)
  const save = () => (text.trim() === value ? editor.cancel() : editor.save(changes(text.trim())))
  useWhenGone(() => text.trim() !== value && save())
  return (
    <>
      <TextInput
        {...ownEscape}
        type={type}
        aria-label={label}
        value={text}
        data-autofocus
        autoFocus
        {...(list && { list: `list-${label}` })}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && save()}
      />
      {list && (
        <datalist id={`list-${label}`}>
          {list.map((item) => (
            <option key={item} value={item} />
          ))}
        </datalist>
      )}
    </>
  )
}

/** Enter makes a new line here; Ctrl+Enter and leaving the field save. */
export function LongTextEditor<Changes>({ editor, label, value, changes }: Text<Changes>) {
  const [text, setText] = useState(value)
  const save = () => (text === value ? editor.cancel() : editor.save(changes(text)))
  useWhenGone(() => text !== value && save())
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

type Chosen<Changes> = OptionSource & {
  editor: InlineEditor<Changes>
  label: string
  value: string | null
  chosen?: Option | undefined
  clearable?: boolean
  withAvatars?: boolean
  changes: (value: string | null) => Changes
}

/** Saved by choosing. */
export function ChoiceEditor<Changes>({ editor, label, value, changes, ...source }: Chosen<Changes>) {
  return (
    <ChoiceFrame onLeave={editor.cancel}>
      <Choice
        {...ownEscape}
        aria-label={label}
        value={value}
        onChange={(next, name) => (next === value ? editor.cancel() : editor.save(changes(next), name))}
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
