import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import { readListSettings } from '../data/settings.ts'
import { can } from '../policy.ts'

/** Whether this person may take files out of the company; sellers where the company lets them. */
export async function mayExport(tx: Tx, actor: Pick<Actor, 'role' | 'workspaceId'>): Promise<boolean> {
  return can(actor, 'export', await readListSettings(tx, actor.workspaceId))
}
