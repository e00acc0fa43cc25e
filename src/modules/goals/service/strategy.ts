import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { type StrategyBody, strategyBody } from '../contract.ts'
import { insertStrategy, strategies } from '../data/beside-goals.ts'
import { can } from '../policy.ts'

/** The strategy: its latest or the named version, and who wrote which. @throws Refusal FORBIDDEN, NOT_FOUND for a version that is not */
export async function readStrategy(tx: Tx, actor: Actor, version: number | undefined) {
  if (!can(actor, 'read strategy')) throw new Refusal('FORBIDDEN')
  const all = await strategies(tx, actor.workspaceId)
  const current = version === undefined ? all[0] : all.find((one) => one.version === version)
  if (version !== undefined && !current) throw new Refusal('NOT_FOUND')
  return {
    current: current ? { ...current, body: strategyBody.parse(current.body), at: current.at.toISOString() } : null,
    versions: all.map(({ body: _body, at, ...one }) => ({ ...one, at: at.toISOString() })),
    may: { write: can(actor, 'write strategy') },
  }
}

/** Writes the next version. @throws Refusal FORBIDDEN, STRATEGY_CHANGED when another one was written since it was read */
export async function writeStrategy(
  tx: Tx,
  actor: Actor,
  { body, reason, baseVersion }: { body: StrategyBody; reason: string; baseVersion: number },
  now: Date,
): Promise<{ version: number }> {
  if (!can(actor, 'write strategy')) throw new Refusal('FORBIDDEN')
  const version = baseVersion + 1
  const [latest] = await strategies(tx, actor.workspaceId)
  const isNext = (latest?.version ?? 0) === baseVersion
  if (
    !isNext ||
    !(await insertStrategy(tx, actor.workspaceId, { version, body, reason, authorId: actor.personId, at: now }))
  )
    throw new Refusal('STRATEGY_CHANGED', { version: latest?.version ?? version, author: latest?.authorName ?? null })
  await audit(tx, actor, 'strategy.written', 'strategy', null, { version, reason })
  return { version }
}
