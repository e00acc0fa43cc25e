import { ShareCell } from '#web/kit/cells.tsx'
import css from './sources.module.css'
import type { SourceLine } from './use-sources.ts'

/** A share with its sample and interval; grey where the sample is small. */
export function RateCell({ rate: { share, n, low, high, small } }: { rate: SourceLine['conversion'] }) {
  return (
    <span className={small ? css.small : undefined}>
      <ShareCell share={share} n={n} low={low ?? undefined} high={high ?? undefined} />
    </span>
  )
}
