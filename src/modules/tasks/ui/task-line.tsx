import IconCheck from '@tabler/icons-react/dist/esm/icons/IconCheck.mjs'
import IconRepeat from '@tabler/icons-react/dist/esm/icons/IconRepeat.mjs'
import { useTasksTexts, type Task } from './use-tasks.ts'
import css from './tasks.module.css'
import { useDueText, useDueTime } from './use-due-text.ts'

/** Whether the moment of an open task has passed. */
export const isOverdue = ({ state, dueAt }: Pick<Task, 'state' | 'dueAt'>, now = Date.now()) =>
  state === 'open' && Date.parse(dueAt) < now

/** The ring that closes a task; ticked when it is done. */
export function TaskRing({ task, onClose }: { task: Task; onClose: (task: Task) => void }) {
  const texts = useTasksTexts()
  if (task.state !== 'open' || !task.may.close) {
    return (
      <span className={css.ring} data-state={task.state} title={texts.state[task.state]}>
        {task.state === 'done' && <IconCheck size={12} stroke={3} />}
      </span>
    )
  }
  return (
    <button
      type="button"
      className={css.ring}
      data-priority={task.priority}
      aria-label={`${texts.close.action}: ${task.title}`}
      title={texts.close.action}
      onClick={(event) => {
        event.stopPropagation()
        onClose(task)
      }}
    >
      <IconCheck size={12} stroke={3} />
    </button>
  )
}

/** When it is due, with a sign where the moment has passed. */
export function TaskDue({ task }: { task: Task }) {
  const texts = useTasksTexts()
  const dueText = useDueText()
  const dueTime = useDueTime()
  const isLate = isOverdue(task)
  return (
    <time
      dateTime={task.dueAt}
      className={css.due}
      data-late={isLate || undefined}
      title={isLate ? texts.due.overdue : undefined}
    >
      {isLate && LATE}
      {dueText({ dueOn: task.dueOn, dueTime: dueTime(task) })}
      {task.repeat && (
        <span title={texts.repeat[task.repeat]}>
          <IconRepeat size={13} aria-label={texts.repeat[task.repeat]} />
        </span>
      )}
    </time>
  )
}

const LATE = '▲ '

/** What stands below the title: what it is about, the checklist, how often it was put off. */
export function TaskDetail({ task, withoutRecord = false }: { task: Task; withoutRecord?: boolean }) {
  const texts = useTasksTexts()
  const done = task.checklist.filter((point) => point.done).length
  const parts = [
    !withoutRecord && (task.deal?.name ?? task.company?.name ?? task.contact?.name ?? task.person?.name),
    task.state === 'declined' && `${texts.state.declined}: ${task.result ?? ''}`,
    task.priority === 'high' && task.state === 'open' && texts.important,
    task.horizon !== 'day' && task.state === 'open' && texts.horizon[task.horizon].toLowerCase(),
    task.checklist.length > 0 && `${done}/${task.checklist.length}`,
    task.shifts > 0 && texts.shifted(task.shifts),
  ].filter((part) => typeof part === 'string')
  return parts.length === 0 ? null : <small className={css.detail}>{parts.join(' · ')}</small>
}
