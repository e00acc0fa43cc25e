import type { PlanMetric } from '#modules/plans/api.ts'
import type { Atoms } from '../calc/atoms.ts'
import { type Cell, type Cells, mergeCells } from '../calc/cells.ts'
import { canBeCutBy, type MetricKey } from '../calc/declarations.ts'
import type { MetricQuestion } from '../calc/question.ts'
import type { MetricAsking } from './figures.ts'
import { planCells } from './plan-cells.ts'
import { isOfPeople, type Resolved } from './question.ts'

/** What is planned of what is measured. A plan of meetings takes demonstrations in, the metric does not: they are not compared. */
const PLANNED: Partial<Record<MetricKey, PlanMetric>> = {
  sales: 'revenue',
  won: 'won',
  created: 'created',
  leads: 'leads',
  calls: 'calls',
}

type Planned = Partial<Record<MetricKey, number | null>>

export interface PlansBeside {
  whole: Planned
  of(key: string): Planned
  cells(): Iterable<Pick<Cell, 'keys'>>
}

/** The plan of each metric that has one, where it can be cut and filtered as plans are; otherwise there is none. */
export async function plansBeside(
  asking: MetricAsking,
  { slice, filters }: Resolved,
  { metrics, dimensions = [] }: MetricQuestion,
): Promise<PlansBeside> {
  const cells = new Map<string, { keys: Cell['keys']; planned: Planned }>()
  const whole: Planned = {}
  if (dimensions.every((one) => canBeCutBy('plan', one)) && isOfPeople(filters))
    for (const metric of metrics) {
      const planned = PLANNED[metric]
      if (!planned) continue
      const own: Cells = new Map()
      mergeCells(own, await planCells(asking, slice, filters, { metric: planned }))
      for (const [key, { keys, atoms }] of own) {
        if (planOf(atoms) === null) continue
        const known = cells.get(key) ?? { keys, planned: {} }
        known.planned[metric] = planOf(atoms)
        cells.set(key, known)
      }
      const [all] =
        dimensions.length === 0
          ? [...own.values()]
          : await planCells(asking, { ...slice, dimensions: [] }, filters, { metric: planned })
      whole[metric] = planOf(all?.atoms ?? {})
    }
  return { whole, of: (key) => cells.get(key)?.planned ?? {}, cells: () => cells.values() }
}

const planOf = ({ planMinor }: Atoms) => planMinor ?? null
