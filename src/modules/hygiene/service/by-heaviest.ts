import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { WEIGHTS } from '../calc/score.ts'
import { bitOf } from '../calc/summary.ts'
import { type RuleCode, ruleCodes } from '../contract.ts'
import { brokenGroups, hasRequiredFields } from '../data/summary.ts'
import { measureOf } from './judging.ts'

export interface HeaviestLine {
  /** Null: in order. */
  code: RuleCode | null
  n: number
  sumMinor: number
}

/** Open deals of these owners (null: all whom the actor sees), each under the heaviest rule that it breaks: lines sum to all open deals. */
export async function openByHeaviest(
  tx: Tx,
  actor: Actor,
  now: Date,
  owners: readonly string[] | null,
): Promise<HeaviestLine[]> {
  const measure = await measureOf(tx, actor, now)
  const whose = { owners: owners ?? (actor.scope === 'all' ? null : actor.people), pipelineId: undefined }
  const groups = await brokenGroups(tx, measure, whose, await hasRequiredFields(tx))
  const order = ruleCodes.toSorted((a, b) => WEIGHTS[b] - WEIGHTS[a])
  const lines = new Map<RuleCode | null, HeaviestLine>()
  for (const { mask, n, sumMinor } of groups) {
    const code = order.find((one) => (mask & bitOf(one)) !== 0) ?? null
    const line = lines.get(code) ?? { code, n: 0, sumMinor: 0 }
    lines.set(code, { code, n: line.n + n, sumMinor: line.sumMinor + sumMinor })
  }
  return [...lines.values()]
}
