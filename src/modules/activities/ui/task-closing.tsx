import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { isKept } from '#web/api-error.ts'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useDraft } from '#web/kit/use-draft.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import css from './outcome.module.css'
import { type DayTask, useActivityTexts, useChanged, useUndoOf } from './use-activities.ts'

/** Asks what came of a task of the day. Without a task it is shut. */
export function TaskClosing({ task, onClose }: { task: DayTask | undefined; onClose: () => void }) {
  return (
    <SidePanel opened={task !== undefined} onClose={onClose} title={task?.title ?? ''}>
      {task && <ClosingForm key={task.id} task={task} onClose={onClose} />}
    </SidePanel>
  )
}

function ClosingForm({ task, onClose }: { task: DayTask; onClose: () => void }) {
  const { myDay: words } = useActivityTexts()
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const changed = useChanged()
  const undo = useUndoOf()
  const [{ result }, write, forget] = useDraft(`task-of-day.${task.id}`, { result: '' })
  const [error, setError] = useState<string>()
  const [sending, setSending] = useState(false)
  const send = async () => {
    if (result.trim() === '') {
      setError(words.taskEmpty)
      return
    }
    setSending(true)
    try {
      const keep = { title: `${words.taskClosed}: ${task.title}`, record: `task:${task.id}`, page: '/tasks' }
      await api.tasks.close({ id: task.id, result: result.trim() }, { context: { keep } })
      forget()
      changed()
      onClose()
      undo(words.taskClosed, [], () => api.tasks.reopen({ id: task.id }))
    } catch (thrown) {
      if (isKept(thrown)) {
        forget()
        onClose()
        say(kept)
        return
      }
      setError(errorText(thrown))
      setSending(false)
    }
  }
  return (
    <form
      className={css.outcome}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <Textarea
        label={words.taskResult}
        data-autofocus
        required
        autosize
        minRows={3}
        maxLength={5_000}
        value={result}
        error={error}
        onChange={(event) => {
          write({ result: event.currentTarget.value })
          setError(undefined)
        }}
      />
      <div className={css.buttons}>
        <Button type="submit" loading={sending}>
          {words.taskDone}
        </Button>
      </div>
    </form>
  )
}
