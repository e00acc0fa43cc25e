import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type Cut, type PlanMetric, type Tier, unitOf } from '../calc/plan-metrics.ts'
import { can } from '../policy.ts'
import { cellsOf } from '../data/cells.ts'
import { partsOfCut } from '../data/parts.ts'
import { yearPlan } from './year-plan.ts'

interface Asked {
  year: number
  metric: PlanMetric
  tier: Tier
  subjectId: string
  cut: Exclude<Cut, 'all'>
}

/**
 * The plan of one subject by the parts of a cut, beside its whole plan. Parts that were planned and are no more stay, so that nothing planned
 * disappears. @throws Refusal NOT_FOUND for a subject out of sight
 */
export async function planParts(tx: Tx, actor: Actor, asked: Asked, names: Record<'new' | 'existing', string>) {
  const plan = await yearPlan(tx, actor, asked.metric, asked.year, asked.tier)
  const subject = plan.subjects.find((one) => one.subjectId === asked.subjectId)
  if (!subject) throw new Refusal('NOT_FOUND')
  const slice = { metric: asked.metric, tier: asked.tier, cut: asked.cut }
  const cells = await cellsOf(tx, actor.workspaceId, slice, plan.months, asked.subjectId)
  const at = new Map(cells.map((cell) => [`${cell.cutKey} ${cell.month}`, cell]))
  const known = asked.cut === 'client' ? ['new', 'existing'] : await partsOfCut(tx, actor.workspaceId, asked.cut)
  const planned = cells.filter(({ amountMinor }) => amountMinor !== null).map(({ cutKey = '' }) => cutKey)
  const keys = [...new Set([...known, ...planned])]
  return {
    unit: unitOf(asked.metric),
    level: subject.level,
    subjectId: subject.subjectId,
    name: subject.name,
    editable: can(actor, `set ${subject.level}`),
    months: [...plan.months],
    wholeMinor: plan.plans.map((month) => month.get(subject.subjectId)?.plan ?? null),
    rows: keys.map((key) => ({
      key,
      name: key === 'new' || key === 'existing' ? names[key] : key,
      cells: plan.months.map((month) => {
        const cell = at.get(`${key} ${month}`)
        return { amountMinor: cell?.amountMinor ?? null, version: cell?.version ?? 0 }
      }),
    })),
  }
}
