import { TaskDetail, TaskDue, TaskRing } from './task-line.tsx'
import css from './tasks.module.css'
import type { Task } from './use-tasks.ts'

type Props = { task: Task; withOwner?: boolean; onOpen: (task: Task) => void; onClose: (task: Task) => void }

/** A task in the list of a phone: the ring closes it, the rest opens it. */
export function PhoneTask({ task, withOwner = false, onOpen, onClose }: Props) {
  return (
    <span className={css.phone}>
      <TaskRing task={task} onClose={onClose} />
      <button
        type="button"
        className={css.open}
        data-closed={task.state !== 'open' || undefined}
        onClick={() => onOpen(task)}
      >
        <b>{task.title}</b>
        <span className={css.phoneLine}>
          <TaskDue task={task} />
          {withOwner && <span>{task.owner.name}</span>}
        </span>
        <TaskDetail task={task} />
      </button>
    </span>
  )
}
