import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { changesOf } from '../data/changes.ts'
import { can } from '../policy.ts'

interface Asked {
  metric: string
  year: number
  subjectId?: string | undefined
  month?: string | undefined
  cursor?: string | undefined
  limit: number
}

/** Changes of the year's plan that the actor may see, newest first, one page. */
export async function planHistory(tx: Tx, actor: Actor, asked: Asked) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const found = await changesOf(tx, { ...asked, workspaceId: actor.workspaceId, limit: asked.limit + 1 })
  const rows = found.slice(0, asked.limit)
  const last = rows.at(-1)
  return {
    rows: rows.map((change) => ({ ...change, at: change.at.toISOString() })),
    nextCursor: found.length > asked.limit && last ? last.id : null,
  }
}
