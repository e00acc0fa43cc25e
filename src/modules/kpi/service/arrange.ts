import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { declarationOf, metricKeys } from '#modules/metrics/api.ts'
import { audit } from '#modules/org/api.ts'
import type { TileKey } from './default-tiles.ts'
import { isRightWayRound } from '../calc/tile-tone.ts'
import type { BoardRole, Threshold } from '../contract.ts'
import { readBoard, readThresholds, writeBoard, writeThreshold } from '../data/boards.ts'
import { can } from '../policy.ts'

export const tileKeys: readonly TileKey[] = [...metricKeys, 'norms']
const known: ReadonlySet<string> = new Set(tileKeys)

export const isTile = (key: string): key is TileKey => known.has(key)

interface Arranged {
  role: BoardRole
  tiles: string[]
  version: number
}

/** Says what the board of a role shows. @throws Refusal FORBIDDEN, METRIC_UNKNOWN, TILES_TWICE, BOARD_CHANGED */
export async function arrangeBoard(tx: Tx, actor: Actor, { role, tiles, version }: Arranged): Promise<Arranged> {
  if (!can(actor, 'arrange')) throw new Refusal('FORBIDDEN')
  const unknown = tiles.find((key) => !isTile(key))
  if (unknown !== undefined) throw new Refusal('METRIC_UNKNOWN', { metric: unknown })
  const twice = tiles.find((key, index) => tiles.indexOf(key) !== index)
  if (twice !== undefined) throw new Refusal('TILES_TWICE', { metric: twice })
  if (!(await writeBoard(tx, actor, { role, tiles, version }))) {
    const now = await readBoard(tx, actor.workspaceId, role)
    throw new Refusal('BOARD_CHANGED', { by: now?.editedBy ?? null, version: now?.version ?? 0 })
  }
  await audit(tx, actor, 'kpi_board.arranged', 'kpiBoard', role, { role, tiles })
  return { role, tiles, version: version + 1 }
}

interface Given {
  metric: string
  good: number | null
  bad: number | null
  version: number
}

/**
 * Says from where on a figure is good and from where bad; two nulls take the thresholds away.
 * @throws Refusal FORBIDDEN, METRIC_UNKNOWN, THRESHOLD_HALF, THRESHOLD_REVERSED, THRESHOLD_CHANGED
 */
export async function setThreshold(
  tx: Tx,
  actor: Actor,
  { metric, good, bad, version }: Given,
): Promise<{ metric: string; threshold: Threshold | null }> {
  if (!can(actor, 'setThresholds')) throw new Refusal('FORBIDDEN')
  if (!isTile(metric)) throw new Refusal('METRIC_UNKNOWN', { metric })
  if ((good === null) !== (bad === null)) throw new Refusal('THRESHOLD_HALF')
  const direction = metric === 'norms' ? 'up' : declarationOf(metric).direction
  const borders = good === null || bad === null ? null : { good, bad }
  if (borders && !isRightWayRound(direction, borders)) throw new Refusal('THRESHOLD_REVERSED', { direction })
  if (!(await writeThreshold(tx, actor, { metric, borders, version }))) {
    const now = (await readThresholds(tx, actor.workspaceId)).find((one) => one.metric === metric)
    throw new Refusal('THRESHOLD_CHANGED', { by: now?.editedBy ?? null, version: now?.version ?? 0 })
  }
  await audit(tx, actor, 'kpi_threshold.changed', 'kpiThreshold', metric, { metric, good, bad })
  return { metric, threshold: borders && { ...borders, version: version + 1 } }
}
