import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { Checklist } from './checklist.tsx'
import { CloseTaskDialog } from './close-dialog.tsx'
import { DeclineDialog } from './decline-dialog.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { TaskConflict } from './task-conflict.tsx'
import { TaskFields } from './task-fields.tsx'
import { TaskHistory } from './task-history.tsx'
import css from './tasks.module.css'
import { useDueText, useDueTime } from './use-due-text.ts'
import { useTaskEdit } from './use-task-edit.tsx'
import { type Task, useTasksChanged, useTasksTexts } from './use-tasks.ts'

/** A task in full: its fields, what it is about, closing and refusing, history. */
export function TaskCard({ task, onGone }: { task: Task; onGone: () => void }) {
  const texts = useTasksTexts()
  const edit = useTaskEdit(task)
  const dueText = useDueText()
  const dueTime = useDueTime()
  const { shift: words } = texts
  const to = edit.shift && {
    dueOn: edit.shift.dueOn ?? task.dueOn,
    dueTime: edit.shift.dueTime === undefined ? dueTime(task) : edit.shift.dueTime,
  }
  return (
    <div className={css.card}>
      {edit.error && <Alert color="red">{edit.error}</Alert>}
      <Deeds task={task} onGone={onGone} />
      <Outcome task={task} />
      <TaskFields task={edit.task} edit={edit} />
      <Checklist task={edit.task} onChange={(checklist) => edit.save({ checklist })} />
      <Subjects task={task} />
      <TaskHistory id={task.id} version={task.version} />
      <ReasonDialog
        opened={to !== undefined}
        title={words.title}
        text={to && words.text(dueText({ dueOn: task.dueOn, dueTime: dueTime(task) }), dueText(to))}
        label={words.label}
        confirm={words.confirm}
        usual={words.quick}
        onCancel={edit.leaveDate}
        onConfirm={edit.putOff}
      />
      <TaskConflict task={task} edit={edit} />
    </div>
  )
}

/** Closing, refusing, opening again, deleting: what the reader may. */
function Deeds({ task, onGone }: { task: Task; onGone: () => void }) {
  const texts = useTasksTexts()
  const changed = useTasksChanged()
  const undo = useUndoToast()
  const errorText = useErrorText()
  const [closing, setClosing] = useState(false)
  const [refusing, setRefusing] = useState(false)
  const act = async (work: () => Promise<unknown>) => {
    try {
      await work()
      changed()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const trash = () =>
    act(async () => {
      await api.tasks.trash({ ids: [task.id], deleted: true })
      onGone()
      undo({
        text: texts.trashed,
        onUndo: () => act(() => api.tasks.trash({ ids: [task.id], deleted: false })),
      })
    })
  const reopen = () =>
    act(async () => {
      await api.tasks.reopen({ id: task.id })
      say(texts.reopened)
    })
  return (
    <div className={css.deeds}>
      {task.may.close && <Button onClick={() => setClosing(true)}>{texts.close.action}</Button>}
      {task.may.decline && (
        <Button variant="default" onClick={() => setRefusing(true)}>
          {texts.decline.action}
        </Button>
      )}
      {task.state !== 'open' && task.may.reopen && (
        <Button variant="default" onClick={() => void reopen()}>
          {texts.reopen}
        </Button>
      )}
      {task.may.trash && (
        <Button variant="subtle" onClick={() => void trash()}>
          {texts.trash}
        </Button>
      )}
      <CloseTaskDialog task={closing ? task : undefined} onDone={() => setClosing(false)} />
      <DeclineDialog task={refusing ? task : undefined} onDone={() => setRefusing(false)} />
    </div>
  )
}

function Outcome({ task }: { task: Task }) {
  const { card: words } = useTasksTexts()
  const format = useFormat()
  if (task.state === 'open' || task.closedAt === null) return null
  return (
    <dl className={css.facts}>
      <dt>{task.state === 'done' ? words.result : words.reason}</dt>
      <dd>
        {task.result}
        <small className={css.detail}>
          {words.closedBy(task.closedBy?.name ?? format.noData, format.dateTime(task.closedAt))}
        </small>
      </dd>
    </dl>
  )
}

/** What it is about, with the way there. */
function Subjects({ task }: { task: Task }) {
  const { card: words } = useTasksTexts()
  const lines = [
    { label: words.deal, of: task.deal, to: '/deals' },
    { label: words.company, of: task.company, to: '/clients' },
    { label: words.contact, of: task.contact, to: '/contacts' },
  ]
  const known = lines.flatMap(({ of, ...line }) => (of ? [{ ...line, of }] : []))
  if (known.length === 0 && !task.person && !task.author) return null
  return (
    <dl className={css.facts}>
      {known.map(({ label, of, to }) => (
        <div key={label} className={css.fact}>
          <dt>{label}</dt>
          <dd>
            <Link to={`${to}/${of.id}`}>{of.name}</Link>
          </dd>
        </div>
      ))}
      {task.person && (
        <div className={css.fact}>
          <dt>{words.person}</dt>
          <dd>{task.person.name}</dd>
        </div>
      )}
      {task.author && task.author.id !== task.owner.id && (
        <div className={css.fact}>
          <dt>{words.author}</dt>
          <dd>{task.author.name}</dd>
        </div>
      )}
    </dl>
  )
}
