import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { type Ref, useState } from 'react'
import { api } from '#web/api.ts'
import { isKept } from '#web/api-error.ts'
import { PersonPicker } from '#web/kit/choice.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useDraft } from '#web/kit/use-draft.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useViewer } from '#web/session.tsx'
import { readQuickTask } from '../calc/quick-task.ts'
import { QuickLine } from './quick-line.tsx'
import css from './tasks.module.css'
import { useDueText, useDueTime } from './use-due-text.ts'
import { type About, useNow, useTaskReference, useTasksChanged, useTasksTexts } from './use-tasks.ts'

type Props = {
  /** The record that the task is about. */
  about?: About
  inputRef?: Ref<HTMLInputElement>
  autoFocus?: boolean
  onMade?: () => void
}

/** One line makes a task: «позвонить Иванову завтра 15:00», Enter. */
export function QuickAdd({ about, inputRef, autoFocus = false, onMade }: Props) {
  const texts = useTasksTexts()
  const words = texts.quick
  const viewer = useViewer()
  const now = useNow()
  const client = useQueryClient()
  const changed = useTasksChanged()
  const undo = useUndoToast()
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const dueText = useDueText()
  const dueTime = useDueTime()
  const { data: reference } = useTaskReference()
  const [draft, write, forget] = useDraft(`task.new.${about ? Object.values(about).join() : ''}`, { text: '' })
  const { text } = draft
  const [chosen, setChosen] = useState<string>()
  const [error, setError] = useState<string>()
  const [sending, setSending] = useState(false)

  // On the card of one of his people a head gives the task to that person.
  const person = about && 'personId' in about ? about.personId : undefined
  const isMine = reference?.people.some(({ id }) => id === person) ?? false
  const owner = chosen ?? (person !== undefined && isMine ? person : viewer.id)

  const send = async () => {
    const { title, dueOn, dueTime: time, horizon, priority, repeat } = readQuickTask(text, now())
    if (text.trim() === '') return
    if (title === '') {
      setError(words.noTitle)
      return
    }
    setSending(true)
    try {
      const keep = { title: words.keeping(title), record: 'tasks', page: '/tasks' }
      const task = {
        title,
        ownerId: owner,
        ...(about && owner !== person && about),
        ...(dueOn && { dueOn }),
        ...(time && { dueTime: time }),
        ...(horizon && { horizon }),
        ...(priority && { priority }),
        ...(repeat && { repeat }),
      }
      const made = await api.tasks.create(task, { context: { keep } })
      forget(draft)
      setError(undefined)
      changed()
      onMade?.()
      undo({
        text: words.created(dueText({ dueOn: made.dueOn, dueTime: dueTime(made) })),
        onUndo: async () => {
          await api.tasks.trash({ ids: [made.id], deleted: true })
          await client.invalidateQueries({ queryKey: ['tasks'] })
        },
      })
    } catch (thrown) {
      if (isKept(thrown)) {
        forget(draft)
        setError(undefined)
        say(kept)
        onMade?.()
        return
      }
      setError(errorText(thrown))
    } finally {
      setSending(false)
    }
  }

  if (reference && !reference.may.create) return null
  return (
    <form
      className={css.quickAdd}
      data-no-print
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <QuickLine
        label={words.label}
        hideLabel
        placeholder={words.placeholder}
        value={text}
        onChange={(next) => {
          write({ text: next })
          setError(undefined)
        }}
        otherwise={words.today}
        error={error}
        autoFocus={autoFocus}
        {...(inputRef && { inputRef })}
      />
      {(reference?.people.length ?? 0) > 1 && (
        <div className={css.quickOwner}>
          <PersonPicker
            aria-label={words.owner}
            options={(reference?.people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            value={owner}
            onChange={(next) => setChosen(next ?? undefined)}
          />
        </div>
      )}
      <Button type="submit" variant="default" loading={sending}>
        {words.add}
      </Button>
    </form>
  )
}
