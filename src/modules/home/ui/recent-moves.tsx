import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { StageBadge } from '#web/kit/stage-badge.tsx'
import css from './home.module.css'
import { useHomeTexts, useRecent } from './use-home.ts'

/** The seller's own deals that moved last. */
export function RecentMoves() {
  const { recent: words } = useHomeTexts()
  const format = useFormat()
  const { data, error, refetch } = useRecent()
  return (
    <Section title={words.title} flush>
      {error && !data ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <div className={css.padded}>
          <SkeletonText lines={8} />
        </div>
      ) : data.rows.length === 0 ? (
        <p className={`${css.padded} ${css.quiet}`}>{words.none}</p>
      ) : (
        <ul className={`${css.moves} ${css.recent}`}>
          {data.rows.map((row) => (
            <li key={row.dealId}>
              <Link to={`/deals/${row.dealId}`}>
                <span className={css.what}>
                  <b>{row.title}</b>
                  <small>{format.dateTime(row.at)}</small>
                </span>
                <StageBadge name={row.stageName} color={row.stageColor} meaning={row.meaning} />
                <span className={css.money}>{format.moneyCompact(row.amountMinor)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}
