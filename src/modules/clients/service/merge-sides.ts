import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { ClientKind } from '../contract.ts'
import { companyById, type CompanyRecord, type CompanyValues, updateCompany } from '../data/companies.ts'
import { contactById, type ContactRecord, type ContactValues, updateContact } from '../data/contacts.ts'
import { isInHands } from '../policy.ts'
import { allow } from './by.ts'
import { refuseMerged } from './companies.ts'

export type ClientRecord = CompanyRecord | ContactRecord
export type ClientValues = Partial<CompanyValues> & Partial<ContactValues>

const FIELDS = {
  company: ['name', 'inn', 'kpp', 'industry', 'region', 'legalAddress', 'actualAddress', 'ownerId', 'parentId', 'comment',
    'phones', 'emails', 'links', 'tags', 'custom'],
  contact: ['fullName', 'jobTitle', 'companyId', 'ownerId', 'comment', 'phones', 'emails', 'links', 'tags', 'consents', 'custom'],
} as const // prettier-ignore

/** The values of a client that a merge decides on. */
export function valuesOf(kind: ClientKind, record: ClientRecord): Record<string, unknown> {
  const all = record as unknown as Record<string, unknown>
  return Object.fromEntries(FIELDS[kind].map((field) => [field, all[field] ?? null]))
}

export const nameOf = (record: ClientRecord): string => ('fullName' in record ? record.fullName : record.name)

/** A client in the actor's sight. */
export function readClient(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  id: string,
  how?: { lock?: boolean },
): Promise<ClientRecord | undefined> {
  return kind === 'company' ? companyById(tx, workspaceId, id, how) : contactById(tx, workspaceId, id, how)
}

export async function writeClient(
  tx: Tx,
  workspaceId: string,
  kind: ClientKind,
  id: string,
  values: ClientValues,
): Promise<void> {
  if (Object.keys(values).length === 0) return
  await (kind === 'company' ? updateCompany(tx, workspaceId, id, values) : updateContact(tx, workspaceId, id, values))
}

/**
 * Both sides of a merge, which the actor may take apart. With `lock` in the order of their ids, so that two people who merge the same pair wait for
 * each other, and the second one is told.
 * @throws Refusal FORBIDDEN, NOT_FOUND, CLIENT_MERGED
 */
export async function bothSides(
  tx: Tx,
  actor: Actor,
  { kind, masterId, absorbedId }: { kind: ClientKind; masterId: string; absorbedId: string },
  { lock = false }: { lock?: boolean } = {},
): Promise<{ master: ClientRecord; absorbed: ClientRecord }> {
  allow(actor, 'merge')
  if (masterId === absorbedId) throw new Refusal('NOT_FOUND')
  const found = new Map<string, ClientRecord>()
  for (const id of [masterId, absorbedId].toSorted()) {
    const record = await readClient(tx, actor.workspaceId, kind, id, { lock })
    if (!record) throw new Refusal('NOT_FOUND')
    await refuseMerged(tx, actor, record, nameOf(record))
    if (record.deletedAt || ('erasedAt' in record && record.erasedAt)) throw new Refusal('NOT_FOUND')
    if (!isInHands(actor, record.ownerId)) throw new Refusal('FORBIDDEN')
    found.set(id, record)
  }
  return { master: found.get(masterId) as ClientRecord, absorbed: found.get(absorbedId) as ClientRecord }
}
