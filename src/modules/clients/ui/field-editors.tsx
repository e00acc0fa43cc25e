import { TagsInput, Textarea, TextInput } from '@mantine/core'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Choice, type Option, type OptionSource } from '#web/kit/choice.tsx'
import type { Editor } from './field.tsx'
import type { Changes } from './use-client-edit.ts'
import { useChoices, useClientsTexts } from './use-clients.ts'

/** Escape is the editor's own: the panel around it stays open. */
export const ownEscape = { 'data-mantine-stop-propagation': true }

type Text = { editor: Editor; label: string; value: string; changes: (text: string) => Changes }

/** Saved by Enter and by leaving the field. */
export function TextEditor({ editor, label, value, changes, list }: Text & { list?: readonly string[] | undefined }) {
  const [text, setText] = useState(value)
  const save = () => (text.trim() === value ? editor.cancel() : editor.save(changes(text.trim())))
  return (
    <>
      <TextInput
        {...ownEscape}
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
function ChoiceFrame({ onLeave, children }: { onLeave: () => void; children: ReactNode }) {
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

/** Labels, proposed from those in use; saved by leaving. */
export function TagsEditor({ editor, label, value }: { editor: Editor; label: string; value: readonly string[] }) {
  const texts = useClientsTexts()
  const { data } = useChoices()
  const [tags, setTags] = useState([...value])
  const save = () => (tags.join('\n') === value.join('\n') ? editor.cancel() : editor.save({ tags }))
  return (
    <TagsInput
      {...ownEscape}
      aria-label={label}
      placeholder={texts.card.addTag}
      data={data?.tags ?? []}
      value={tags}
      maxLength={50}
      maxTags={30}
      autoFocus
      acceptValueOnBlur
      onChange={setTags}
      onBlur={save}
    />
  )
}
