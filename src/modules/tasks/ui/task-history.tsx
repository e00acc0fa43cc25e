import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import css from './tasks.module.css'
import { type TaskHistory as History, useTasksTexts } from './use-tasks.ts'

type Entry = History['entries'][number]

/** What happened to a task, newest first; a new version asks again. */
export function TaskHistory({ id, version }: { id: string; version: number }) {
  const texts = useTasksTexts()
  const { data, error, refetch } = useQuery({
    queryKey: ['tasks', 'history', { id, version }],
    queryFn: () => api.tasks.history({ id }),
  })
  return (
    <section className={css.record}>
      <h3>{texts.card.history}</h3>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={3} />
      ) : (
        <ol className={css.history}>
          {data.entries.map((entry) => (
            <Line key={`${entry.kind} ${entry.at} ${entry.changes.map(({ field }) => field).join()}`} entry={entry} />
          ))}
        </ol>
      )}
    </section>
  )
}

const ARROW = ' → '

function Line({ entry }: { entry: Entry }) {
  const texts = useTasksTexts()
  const words = texts.history
  const format = useFormat()
  const choices: Record<string, Record<string, string>> = {
    state: texts.state,
    priority: texts.priority,
    horizon: texts.horizon,
    repeat: texts.repeat,
    hasTime: { true: words.yes, false: words.no },
  }
  const shown = (field: string, value: string | null) =>
    value === null ? words.empty : field === 'dueAt' ? format.dateTime(value) : (choices[field]?.[value] ?? value)
  // The hour's own flag says nothing that the moment does not.
  const told = entry.changes.filter(({ field }) => field !== 'hasTime')
  return (
    <li>
      <div className={css.historyHead}>
        <strong>{words[entry.kind]}</strong>
        <span>{entry.by?.name ?? words.nobody}</span>
        <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>
      </div>
      {entry.reason && <p>{entry.reason}</p>}
      {told.map(({ field, from, to }) => (
        <p key={field} className={css.quiet}>
          {words.fields[field] ?? field}: {shown(field, from)}
          {ARROW}
          {shown(field, to)}
        </p>
      ))}
    </li>
  )
}
