import { SegmentedControl } from '@mantine/core'
import { Choice } from '#web/kit/choice.tsx'
import { cuts, planMetrics, tiers } from '../calc/plan-metrics.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import type { PlanSearch } from './use-slice.ts'

type Props = { search: PlanSearch; change: (next: Partial<PlanSearch>) => void }

/** Which plan is looked at: of what, how high, whole or by parts. */
export function SliceFilters({ search, change }: Props) {
  const texts = usePlansTexts()
  return (
    <>
      <div className={css.filter}>
        <Choice
          aria-label={texts.metric}
          value={search.metric}
          onChange={(value) => change({ metric: planMetrics.find((one) => one === value) ?? 'revenue' })}
          options={planMetrics.map((value) => ({ value, label: texts.metrics[value] }))}
        />
      </div>
      <div className={css.wide}>
        <Choice
          aria-label={texts.cut}
          value={search.cut}
          onChange={(value) => change({ cut: cuts.find((one) => one === value) ?? 'all' })}
          options={cuts.map((value) => ({ value, label: texts.cuts[value] }))}
        />
      </div>
      <SegmentedControl
        aria-label={texts.tier}
        title={texts.tierHint}
        value={search.tier}
        onChange={(value) => change({ tier: tiers.find((one) => one === value) ?? 'target' })}
        data={tiers.map((value) => ({ value, label: texts.tiers[value] }))}
      />
    </>
  )
}
