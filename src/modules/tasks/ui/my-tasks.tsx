import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { CloseTaskDialog } from './close-dialog.tsx'
import { tasksTarget } from './filters.ts'
import { PhoneTask } from './phone-task.tsx'
import { QuickAdd } from './quick-add.tsx'
import { TaskPanel } from './task-panel.tsx'
import css from './tasks.module.css'
import { type Task, useTasksTexts } from './use-tasks.ts'

const SHOWN = 8

/** For the home page: one's overdue tasks and those of today, closed on the spot. */
export function MyTasks() {
  const texts = useTasksTexts()
  const words = texts.home
  const ask = (view: 'overdue' | 'today') => ({
    queryKey: ['tasks', 'list', { view, limit: SHOWN }],
    queryFn: () => api.tasks.list({ view, limit: SHOWN + 1 }),
  })
  const overdue = useQuery(ask('overdue'))
  const today = useQuery(ask('today'))
  const [closing, setClosing] = useState<Task>()
  const [opened, setOpened] = useState<string>()
  const late = overdue.data?.rows ?? []
  // A task of today whose hour has passed is overdue already.
  const rest = (today.data?.rows ?? []).filter(({ id }) => !late.some((task) => task.id === id))
  const rows = [...late, ...rest].slice(0, SHOWN)
  const error = overdue.error ?? today.error
  const isThere = overdue.data && today.data
  return (
    <Section
      title={words.title}
      actions={<Link {...tasksTarget(late.length > 0 ? { view: 'overdue' } : {})}>{words.all}</Link>}
    >
      <div className={css.record}>
        <QuickAdd />
        {error && !isThere ? (
          <ErrorState
            error={error}
            onRepeat={() => {
              void overdue.refetch()
              void today.refetch()
            }}
          />
        ) : !isThere ? (
          <SkeletonText lines={4} />
        ) : rows.length === 0 ? (
          <p className={css.quiet}>{words.none}</p>
        ) : (
          <ul className={css.list} aria-label={words.title}>
            {rows.map((task) => (
              <li key={task.id}>
                <PhoneTask task={task} onOpen={({ id }) => setOpened(id)} onClose={setClosing} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <CloseTaskDialog task={closing} onDone={() => setClosing(undefined)} />
      <TaskPanel id={opened} onClose={() => setOpened(undefined)} />
    </Section>
  )
}
