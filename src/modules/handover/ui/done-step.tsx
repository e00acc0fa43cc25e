import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ButtonRow, Note } from '#web/kit/action-lines.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { JobProgress } from '#web/kit/job-progress.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { recordKinds } from '../contract.ts'
import css from './handover.module.css'
import { useHandoverTexts, useHandoverWork } from './use-handover.ts'

/** How far it is, and who got what; the way back. */
export function DoneStep({ id }: { id: string }) {
  const texts = useHandoverTexts()
  const words = texts.wizard
  const format = useFormat()
  const go = useGo()
  const work = useHandoverWork()
  const { data, error, refetch } = useQuery({
    queryKey: ['handover', 'get', { id }],
    queryFn: () => api.handover.get({ id }),
    refetchInterval: ({ state }) => (state.data && ['running', 'undoing'].includes(state.data.state) ? 1000 : false),
  })
  if (error) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!data) return <SkeletonText lines={3} />
  if (data.state === 'running') {
    return <JobProgress title={words.running} done={data.moved + data.skipped} total={data.total} />
  }
  return (
    <div className={css.step}>
      <strong>{data.state === 'undone' ? texts.undone(data.returned, data.kept) : words.doneTitle(data.moved)}</strong>
      {data.skipped > 0 && <Note>{words.skipped(data.skipped)}</Note>}
      {data.state === 'done' && (
        <ul className={css.receivers}>
          {data.receivers.map(({ person, counts }) => (
            <li key={person.id}>
              <strong>{person.name}</strong>
              <span>
                {recordKinds
                  .filter((kind) => counts[kind] > 0)
                  .map((kind) => texts.kinds[kind](counts[kind]))
                  .join(', ')}
              </span>
              {counts.dealsMinor > 0 && <small>{format.money(counts.dealsMinor)}</small>}
              {counts.owedMinor > 0 && <small>{words.owed(format.money(counts.owedMinor))}</small>}
            </li>
          ))}
        </ul>
      )}
      <ButtonRow>
        <Button onClick={() => go({ to: '/handover' })}>{words.toJournal}</Button>
        {data.may.undo && (
          <Button variant="default" onClick={() => void work(() => api.handover.undo({ id }))}>
            {words.undo}
          </Button>
        )}
      </ButtonRow>
    </div>
  )
}
