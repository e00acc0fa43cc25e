import { Checkbox, CloseButton, TextInput } from '@mantine/core'
import { useState } from 'react'
import css from './tasks.module.css'
import { type Task, useTasksTexts } from './use-tasks.ts'

type Points = Task['checklist']

/** The list of small steps of a task. Enter adds the next one. */
export function Checklist({ task, onChange }: { task: Task; onChange: (points: Points) => void }) {
  const { card: words } = useTasksTexts()
  const [text, setText] = useState('')
  const { checklist: points } = task
  const isReadOnly = !task.may.edit
  const add = () => {
    if (text.trim() === '') return
    onChange([...points, { id: crypto.randomUUID(), text: text.trim(), done: false }])
    setText('')
  }
  if (isReadOnly && points.length === 0) return null
  return (
    <section aria-label={words.checklist}>
      <ul className={css.points}>
        {points.map((point) => (
          <li key={point.id} data-done={point.done || undefined}>
            <Checkbox
              label={point.text}
              checked={point.done}
              disabled={isReadOnly}
              onChange={() => onChange(points.map((one) => (one.id === point.id ? { ...one, done: !one.done } : one)))}
            />
            {!isReadOnly && (
              <CloseButton
                size="sm"
                aria-label={`${words.removePoint}: ${point.text}`}
                onClick={() => onChange(points.filter(({ id }) => id !== point.id))}
              />
            )}
          </li>
        ))}
      </ul>
      {!isReadOnly && (
        <TextInput
          aria-label={words.addPoint}
          placeholder={words.addPoint}
          value={text}
          maxLength={500}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
      )}
    </section>
  )
}
