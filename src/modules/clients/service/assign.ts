import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { ClientKind } from '../contract.ts'
import { missingReferences } from '../data/companies.ts'
import { insertEdits } from '../data/edits.ts'
import { assignClients } from '../data/many-clients.ts'
import { isInHands } from '../policy.ts'
import { allow, originOf } from './by.ts'
import { announceCompany } from './companies.ts'
import { announceContact } from './contacts.ts'

/** Gives clients of the actor's people to one of them; those of others stay. @throws Refusal FORBIDDEN, REFERENCE_MISSING */
export async function giveClients(
  tx: Tx,
  actor: Actor,
  { kind, ids, ownerId }: { kind: ClientKind; ids: readonly string[]; ownerId: string | null },
) {
  allow(actor, 'reassign')
  const { workspaceId, scope } = actor
  if ((await missingReferences(tx, workspaceId, { ownerId })).ownerId)
    throw new Refusal('REFERENCE_MISSING', { fields: ['ownerId'] })
  if (!isInHands(actor, ownerId)) throw new Refusal('FORBIDDEN')
  const people = scope === 'all' ? null : actor.people
  const given = await assignClients(tx, workspaceId, kind, [...new Set(ids)], { ownerId, people })
  const edits = given.map(({ id, version, ownerId: from }) => ({
    id,
    version,
    changes: { ownerId: { from, to: ownerId } },
  }))
  await insertEdits(tx, workspaceId, kind, edits, originOf(actor))
  for (const { id, ownerId: from } of given) {
    if (kind === 'company') announceCompany(tx, actor, id)
    else announceContact(tx, actor, id, [from, ownerId])
  }
  return { count: given.length, before: given.map(({ id, ownerId: from }) => ({ id, ownerId: from })) }
}
