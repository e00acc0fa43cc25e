import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type StoredThresholds, writeThresholds } from '../data/settings.ts'
import { can } from '../policy.ts'

/** @throws Refusal FORBIDDEN for all but owner and directors, THRESHOLDS_CHANGED when somebody has set others since they were read */
export async function setThresholds(tx: Tx, actor: Actor, asked: StoredThresholds): Promise<StoredThresholds> {
  if (!can(actor, 'set thresholds')) throw new Refusal('FORBIDDEN')
  const { workspaceId, personId } = actor
  const version = await writeThresholds(tx, workspaceId, { ...asked, personId })
  if (version === undefined) throw new Refusal('THRESHOLDS_CHANGED')
  announce(tx, { workspaceId, topic: 'plan', id: workspaceId, ownerIds: [], byPersonId: personId })
  return { ...asked, version }
}
