import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { PersonName } from '#web/kit/avatar.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import type { TaskView } from '../contract.ts'
import { TaskDetail, TaskDue, TaskRing } from './task-line.tsx'
import css from './tasks.module.css'
import { type Task, useTasksTexts } from './use-tasks.ts'

/** Columns of the list of tasks; whose they are stands first where there are several people. */
export function useTaskColumns(view: TaskView, onClose: (task: Task) => void): Column<Task>[] {
  const texts = useTasksTexts()
  const words = texts.columns
  const format = useFormat()
  return useMemo(() => {
    const ofOthers = view === 'team' || view === 'given'
    const isDone = view === 'done'
    return [
      {
        id: 'title',
        header: words.title,
        always: true,
        width: 360,
        cell: (task) => (
          <span className={css.first} data-closed={task.state !== 'open' || undefined}>
            <TaskRing task={task} onClose={onClose} />
            <span>
              <b title={task.title}>{task.title}</b>
              <TaskDetail task={task} withoutRecord />
            </span>
          </span>
        ),
      },
      { id: 'due', header: words.due, width: 150, cell: (task) => <TaskDue task={task} /> },
      {
        id: 'about',
        header: words.about,
        width: isDone ? 210 : 280,
        cell: ({ deal, company, contact, person }) =>
          deal ? (
            <Link to={`/deals/${deal.id}`}>{deal.name}</Link>
          ) : company ? (
            <Link to={`/clients/${company.id}`}>{company.name}</Link>
          ) : (
            (contact?.name ?? person?.name)
          ),
      },
      {
        id: 'owner',
        header: words.owner,
        width: 170,
        hidden: !ofOthers,
        cell: ({ owner }) => <PersonName name={owner.name} />,
      },
      {
        id: 'author',
        header: words.author,
        width: 170,
        hidden: ofOthers || isDone,
        cell: ({ author, owner }) => author && author.id !== owner.id && <PersonName name={author.name} />,
      },
      {
        id: 'priority',
        header: words.priority,
        width: 100,
        hidden: true,
        cell: ({ priority }) => texts.priority[priority],
      },
      { id: 'result', header: words.result, width: 250, hidden: !isDone, cell: ({ result }) => result },
      {
        id: 'closed',
        header: words.closed,
        width: 140,
        hidden: !isDone,
        cell: ({ closedAt }) => closedAt && format.dateTime(closedAt),
      },
    ]
  }, [view, onClose, words, texts, format])
}
