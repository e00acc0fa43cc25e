import { TextInput } from '@mantine/core'
import type { ReactNode, Ref } from 'react'
import { type QuickTask, readQuickTask } from '../calc/quick-task.ts'
import css from './tasks.module.css'
import { useDueText } from './use-due-text.ts'
import { useNow, useTasksTexts } from './use-tasks.ts'

type Props = {
  label: string
  placeholder: string
  value: string
  onChange: (text: string) => void
  /** What day is meant where the line names none. */
  otherwise: string
  error?: string | undefined
  autoFocus?: boolean
  hideLabel?: boolean
  inputRef?: Ref<HTMLInputElement>
  end?: ReactNode
}

/** A line of what to do and when; below it stands what was understood of it. */
export function QuickLine({
  label,
  placeholder,
  value,
  onChange,
  otherwise,
  error,
  hideLabel = false,
  ...props
}: Props) {
  const now = useNow()
  const read = readQuickTask(value, now())
  return (
    <div className={css.quickLine}>
      <TextInput
        ref={props.inputRef}
        {...(hideLabel ? { 'aria-label': label } : { label })}
        placeholder={placeholder}
        value={value}
        maxLength={500}
        autoComplete="off"
        error={error}
        autoFocus={props.autoFocus ?? false}
        onChange={(event) => onChange(event.currentTarget.value)}
        rightSectionWidth={0}
      />
      <Understood read={read} otherwise={otherwise} shown={value.trim() !== ''} />
    </div>
  )
}

function Understood({ read, otherwise, shown }: { read: QuickTask; otherwise: string; shown: boolean }) {
  const texts = useTasksTexts()
  const dueText = useDueText()
  if (!shown) return null
  const words = [
    read.dueOn ? dueText({ dueOn: read.dueOn, dueTime: read.dueTime }) : otherwise,
    read.horizon && read.horizon !== 'day' && texts.horizon[read.horizon].toLowerCase(),
    read.repeat && texts.repeat[read.repeat],
    read.priority === 'high' && texts.important,
  ].filter((word) => typeof word === 'string')
  return (
    <p className={css.understood} aria-live="polite">
      {words.map((word) => (
        <span key={word}>{word}</span>
      ))}
    </p>
  )
}
