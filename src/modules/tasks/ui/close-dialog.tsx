import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { addDays } from '#core/calendar/day.ts'
import { api } from '#web/api.ts'
import { isKept } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useDraft } from '#web/kit/use-draft.ts'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { readQuickTask } from '../calc/quick-task.ts'
import { QuickLine } from './quick-line.tsx'
import css from './tasks.module.css'
import { useDueText, useDueTime } from './use-due-text.ts'
import { type Task, useNow, useTasksChanged, useTasksTexts } from './use-tasks.ts'

type Closing = Pick<Task, 'id' | 'title'> & { version?: number; deal?: Task['deal']; company?: Task['company'] }

/** Asks what came of a task and, in the same breath, for the next step. Without a task it is shut. */
export function CloseTaskDialog({ task, onDone }: { task: Closing | undefined; onDone: () => void }) {
  const texts = useTasksTexts()
  return (
    <Modal
      opened={task !== undefined}
      onClose={onDone}
      title={<strong>{texts.close.title}</strong>}
      size={480}
      transitionProps={{ duration: 100 }}
    >
      {task && <CloseForm key={task.id} task={task} onDone={onDone} />}
    </Modal>
  )
}

function CloseForm({ task, onDone }: { task: Closing; onDone: () => void }) {
  const texts = useTasksTexts()
  const words = texts.close
  const now = useNow()
  const changed = useTasksChanged()
  const undo = useUndoToast()
  const { kept } = useKitTexts()
  const errorText = useErrorText()
  const dueText = useDueText()
  const dueTime = useDueTime()
  const [{ result }, change, forget] = useDraft(`task.${task.id}`, { result: '' })
  const [step, setStep] = useState('')
  const [error, setError] = useState<string>()
  const [sending, setSending] = useState(false)
  const isAbout = Boolean(task.deal ?? task.company)

  const write = (text: string) => {
    change({ result: text })
    setError(undefined)
  }

  const send = async () => {
    if (result.trim() === '') {
      setError(words.noResult)
      return
    }
    const moment = now()
    const read = readQuickTask(step, moment)
    const nextStep = read.title && {
      title: read.title,
      dueOn: read.dueOn ?? addDays(moment.today, 1),
      dueTime: read.dueTime,
    }
    setSending(true)
    try {
      const { id } = task
      const record = `task:${id}`
      const keep = { title: `${words.closed}: ${task.title}`, record, page: '/tasks' }
      const close = async (version?: number) => {
        const answer = await api.tasks.close(
          { id, ...(version !== undefined && { version }), result: result.trim(), ...(nextStep && { nextStep }) },
          { context: { keep } },
        )
        return { ...answer, version: answer.task.version }
      }
      const closed = await (task.version === undefined ? close() : sendInTurn(record, task.version, close))
      forget()
      changed()
      onDone()
      const due = (made: Task) => dueText({ dueOn: made.dueOn, dueTime: dueTime(made) })
      undo({
        text: closed.nextStep
          ? words.closedWithStep(due(closed.nextStep))
          : closed.next
            ? words.repeated(due(closed.next))
            : words.closed,
        onUndo: async () => {
          await api.tasks.reopen({ id: task.id })
          changed()
          say(texts.reopened)
        },
      })
    } catch (thrown) {
      if (isKept(thrown)) {
        forget()
        onDone()
        say(kept)
      } else setError(errorText(thrown))
    } finally {
      setSending(false)
    }
  }

  return (
    <form
      noValidate
      className={css.dialog}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
      }}
    >
      <p className={css.quiet}>{[task.title, task.deal?.name ?? task.company?.name].filter(Boolean).join(' · ')}</p>
      <Textarea
        label={words.result}
        required
        data-autofocus
        placeholder={words.placeholder}
        value={result}
        error={error}
        autosize
        minRows={3}
        maxLength={5000}
        onChange={(event) => write(event.currentTarget.value)}
      />
      <QuickLine
        label={words.step}
        placeholder={words.stepPlaceholder}
        value={step}
        onChange={setStep}
        otherwise={dueText({ dueOn: addDays(now().today, 1) })}
      />
      {step === '' && isAbout && <p className={css.hint}>{words.stepHint}</p>}
      <div className={css.buttons}>
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={sending}>
          {words.action}
        </Button>
      </div>
    </form>
  )
}
