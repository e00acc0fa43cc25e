import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { ClientKind } from '../contract.ts'
import { companyById } from '../data/companies.ts'
import { contactById } from '../data/contacts.ts'
import { insertEdits } from '../data/edits.ts'
import { childrenOf } from '../data/merges.ts'
import { binClients, deleteClient } from '../data/many-clients.ts'
import { allow, originOf } from './by.ts'
import { announceCompany } from './companies.ts'
import { announceContact } from './contacts.ts'

/** Puts clients of the actor's people into the trash or takes them out; gives how many. @throws Refusal FORBIDDEN */
export async function trashClients(
  tx: Tx,
  actor: Actor,
  kind: ClientKind,
  { ids, deleted }: { ids: readonly string[]; deleted: boolean },
): Promise<{ count: number }> {
  allow(actor, 'trash')
  const { workspaceId, personId, scope } = actor
  const people = scope === 'all' ? null : actor.people
  const binned = await binClients(tx, workspaceId, kind, [...new Set(ids)], { deleted, actorId: personId, people })
  const edits = binned.map(({ id, version }) => ({
    id,
    version,
    changes: { deleted: { from: !deleted, to: deleted } },
  }))
  await insertEdits(tx, workspaceId, kind, edits, originOf(actor))
  for (const { id, ownerId } of binned) {
    if (kind === 'company') announceCompany(tx, actor, id)
    else announceContact(tx, actor, id, [ownerId])
  }
  return { count: binned.length }
}

/**
 * Deletes a client from the trash for good; one that deals or contacts hang on stays, for the figures.
 * @throws Refusal FORBIDDEN, NOT_FOUND, NOT_IN_TRASH, CLIENT_IN_USE {records}
 */
export async function purgeClient(tx: Tx, actor: Actor, kind: ClientKind, id: string): Promise<{ done: true }> {
  allow(actor, 'purge')
  const { workspaceId } = actor
  const found = kind === 'company' ? await companyById(tx, workspaceId, id) : await contactById(tx, workspaceId, id)
  if (!found || found.mergedInto) throw new Refusal('NOT_FOUND')
  if (!found.deletedAt) throw new Refusal('NOT_IN_TRASH')
  const records = (await childrenOf(tx, kind, id)).reduce((sum, { count }) => sum + count, 0)
  if (records > 0) throw new Refusal('CLIENT_IN_USE', { records })
  await deleteClient(tx, workspaceId, kind, id)
  await audit(tx, actor, `${kind}.purged`, kind, id)
  return { done: true }
}
