import { ShareCell } from '#web/kit/cells.tsx'
import css from './sources.module.css'
import type { SourceLine } from './use-sources.ts'

interface Props {
  rate: SourceLine['conversion']
  /** Not where the sample stands in a column of its own. */
  sample?: boolean
}

/** A share with its sample and interval; grey where the sample is small. */
export function RateCell({ rate: { share, n, low, high, small }, sample = true }: Props) {
  return (
    <span className={small ? css.small : undefined}>
      <ShareCell share={share} n={sample ? n : undefined} low={low ?? undefined} high={high ?? undefined} />
    </span>
  )
}
