import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import type { TaskView } from '../contract.ts'
import { TaskDetail, TaskDue, TaskRing } from './task-line.tsx'
import css from './tasks.module.css'
import type { TaskEdits } from './use-cell-edits.tsx'
import { type Task, useTasksTexts } from './use-tasks.ts'

/** Columns of the list of tasks; whose they are stands first where there are several people. */
export function useTaskColumns(view: TaskView, onClose: (task: Task) => void, edits: TaskEdits): Column<Task>[] {
  const texts = useTasksTexts()
  const words = texts.columns
  const format = useFormat()
  return useMemo(() => {
    const ofOthers = view === 'team' || view === 'given' || view === 'all'
    const isDone = view === 'done'
    const columns: Column<Task>[] = [
      {
        id: 'title',
        header: words.title,
        always: true,
        width: 360,
        least: 240,
        sortable: true,
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
      { id: 'due', header: words.due, width: 150, sortable: true, cell: (task) => <TaskDue task={task} /> },
      {
        id: 'about',
        header: words.about,
        width: isDone ? 210 : 280,
        least: 140,
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
        width: 150,
        least: 116,
        sortable: true,
        hidden: !ofOthers,
        cell: ({ owner }) => owner.name,
      },
      {
        id: 'author',
        header: words.author,
        width: 150,
        least: 110,
        spare: 1,
        sortable: true,
        hidden: ofOthers || isDone,
        cell: ({ author, owner }) => author && author.id !== owner.id && author.name,
      },
      {
        id: 'priority',
        header: words.priority,
        width: 110,
        sortable: true,
        sortDownFirst: true,
        hidden: true,
        cell: ({ priority }) => texts.priority[priority],
      },
      { id: 'result', header: words.result, width: 250, least: 160, hidden: !isDone, cell: ({ result }) => result },
      {
        id: 'closed',
        header: words.closed,
        width: 140,
        sortable: true,
        sortDownFirst: true,
        hidden: !isDone,
        cell: ({ closedAt }) => closedAt && format.dateTime(closedAt),
      },
      {
        id: 'horizon',
        header: words.horizon,
        width: 110,
        hidden: true,
        sortable: true,
        cell: ({ horizon }) => texts.horizon[horizon],
      },
      {
        id: 'state',
        header: words.state,
        width: 110,
        hidden: view !== 'all',
        sortable: true,
        cell: ({ state }) => texts.state[state],
      },
      {
        id: 'shifts',
        header: words.shifts,
        width: 110,
        align: 'end',
        hidden: true,
        sortable: true,
        sortDownFirst: true,
        cell: ({ shifts }) => (shifts > 0 ? format.number(shifts) : null),
      },
      { id: 'note', header: words.note, width: 250, hidden: true, cell: ({ note }) => note },
      {
        id: 'company',
        header: words.company,
        width: 200,
        hidden: true,
        cell: ({ company }) => company && <Link to={`/clients/${company.id}`}>{company.name}</Link>,
      },
      {
        id: 'created',
        header: words.created,
        width: 140,
        hidden: true,
        sortable: true,
        sortDownFirst: true,
        cell: ({ createdAt }) => format.dateTime(createdAt),
      },
      {
        id: 'updated',
        header: words.updated,
        width: 140,
        hidden: true,
        sortable: true,
        sortDownFirst: true,
        cell: ({ updatedAt }) => format.dateTime(updatedAt),
      },
    ]
    return columns.map((column) => ({ ...column, ...(edits[column.id] && { edit: edits[column.id] }) }) as Column<Task>)
  }, [view, onClose, edits, words, texts, format])
}
