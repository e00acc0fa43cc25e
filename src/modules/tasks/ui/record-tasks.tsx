import { useState } from 'react'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { CloseTaskDialog } from './close-dialog.tsx'
import { QuickAdd } from './quick-add.tsx'
import { TaskDetail, TaskDue, TaskRing } from './task-line.tsx'
import { TaskPanel } from './task-panel.tsx'
import css from './tasks.module.css'
import { type About, type Task, useTasksAbout, useTasksTexts } from './use-tasks.ts'

/** Tasks of one record: a line for the next one, open ones by date, closed ones with their results. */
export function RecordTasks({ about, mayAdd }: { about: About; mayAdd: boolean }) {
  const texts = useTasksTexts()
  const { data, error, refetch } = useTasksAbout(about)
  const [closing, setClosing] = useState<Task>()
  const [opened, setOpened] = useState<string>()
  const open = data?.rows.filter(({ state }) => state === 'open') ?? []
  const closed = data?.rows.filter(({ state }) => state !== 'open') ?? []
  const own = 'dealId' in about
  const lines = (rows: readonly Task[], label: string) => (
    <ul className={css.list} aria-label={label}>
      {rows.map((task) => (
        <li key={task.id}>
          <TaskRing task={task} onClose={setClosing} />
          <button
            type="button"
            className={css.open}
            data-closed={task.state !== 'open' || undefined}
            onClick={() => setOpened(task.id)}
          >
            <b>{task.title}</b>
            {task.state === 'done' && <small className={css.detail}>{task.result}</small>}
            <TaskDetail task={task} withoutRecord={own} />
          </button>
          <span className={css.side}>
            <TaskDue task={task} />
            <small>{task.owner.name}</small>
          </span>
        </li>
      ))}
    </ul>
  )
  return (
    <div className={css.record}>
      {mayAdd && <QuickAdd about={about} />}
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={4} />
      ) : data.rows.length === 0 ? (
        <p className={css.quiet}>
          {texts.record.empty} {mayAdd && texts.record.emptyHint}
        </p>
      ) : (
        <>
          {open.length > 0 && lines(open, texts.record.open)}
          {closed.length > 0 && (
            <>
              <h3>{texts.record.closed}</h3>
              {lines(closed, texts.record.closed)}
            </>
          )}
          {data.hasMore && <p className={css.quiet}>{texts.record.more}</p>}
        </>
      )}
      <CloseTaskDialog task={closing} onDone={() => setClosing(undefined)} />
      <TaskPanel id={opened} onClose={() => setOpened(undefined)} />
    </div>
  )
}
