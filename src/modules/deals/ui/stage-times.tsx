import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { StageBadge, stageColor } from '#web/kit/stage-badge.tsx'
import { useHistory } from './deal-history.tsx'
import css from './deals.module.css'
import { useDealsTexts } from './use-deals.ts'

/** How long the deal has been on each stage, as bars on one scale. */
export function StageTimes({ id }: { id: string }) {
  const texts = useDealsTexts()
  const words = texts.times
  const format = useFormat()
  const { data, error, refetch } = useHistory(id)
  if (error && !data) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!data) return <SkeletonText lines={4} />
  const longest = Math.max(1, ...data.stageTimes.map(({ seconds }) => seconds ?? 0))
  if (data.stageTimes.length === 0) return <p className={css.quiet}>{words.empty}</p>
  return (
    <>
      <table className={css.times}>
        <tbody>
          {data.stageTimes.map(({ stage, seconds, visits, skipped, current }) => (
            <tr key={stage.id} data-current={current || undefined}>
              <th scope="row">
                <StageBadge name={stage.name} color={stage.color} meaning={stage.meaning} />
              </th>
              <td className={css.timeBar}>
                <i
                  aria-hidden
                  style={{ width: `${(100 * (seconds ?? 0)) / longest}%`, background: stageColor(stage.color) }}
                />
              </td>
              <td className={css.timeText}>
                {skipped ? (
                  <span className={css.quiet}>{words.skipped}</span>
                ) : seconds === null ? (
                  <span className={css.quiet}>{words.unknown}</span>
                ) : (
                  format.duration(seconds)
                )}
                {visits > 1 && <small>{words.visits(visits)}</small>}
                {current && <small>{words.now}</small>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={css.quiet}>{words.hint}</p>
    </>
  )
}
