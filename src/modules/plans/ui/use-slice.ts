import { z } from 'zod'
import { useFormat } from '#web/i18n/use-format.tsx'
import { cuts, type PlanMetric, planMetrics, tiers, unitOf } from '../calc/plan-metrics.ts'

export const panels = ['copy', 'distribute', 'history', 'approval', 'season', 'yearSplit', 'days', 'import'] as const
export type Panel = (typeof panels)[number]

/** The filters as they stand in the address: which plan of which year, whose parts, which panel is open. */
export const planSearch = z.object({
  year: z.coerce.number().int().min(2000).max(2099).optional(),
  metric: z.enum(planMetrics).default('revenue'),
  tier: z.enum(tiers).default('target'),
  cut: z.enum(cuts).default('all'),
  /** Whose parts are shown. */
  of: z.uuid().optional(),
  panel: z.enum(panels).optional(),
})
export type PlanSearch = z.output<typeof planSearch>

/** How amounts of a metric are written: money, or pieces. */
export function useWritten(metric: PlanMetric) {
  const format = useFormat()
  const isMoney = unitOf(metric) === 'money'
  return {
    isMoney,
    /** How its amounts are typed. */
    cellUnit: isMoney ? format.currency : ('number' as const),
    unit: isMoney ? ('money' as const) : ('number' as const),
    write: (value: number | null | undefined) => (isMoney ? format.money(value) : format.number(value ?? null)),
    short: (value: number | null | undefined) => (isMoney ? format.moneyCompact(value) : format.number(value ?? null)),
  }
}
