import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { ContractChanges, ContractFields, ContractRow } from '../contract.ts'
import {
  type ContractValues,
  findContracts,
  insertContract,
  type StoredContract,
  updateContract,
} from '../data/contracts.ts'
import { ownFirms } from '../data/own-firms.ts'
import { subjectOfAdvance } from '../data/payments.ts'
import { allow } from './allow.ts'

/** @throws Refusal FORBIDDEN, NOT_FOUND, CONTRACT_NEEDS_CLIENT, VALID_BEFORE_SIGNED */
export async function addContract(
  tx: Tx,
  by: By,
  {
    dealId = null,
    companyId = null,
    ...fields
  }: ContractFields & { dealId?: string | null | undefined; companyId?: string | null | undefined },
): Promise<ContractRow> {
  const { actor } = by
  allow(actor, 'write')
  if (!dealId && !companyId) throw new Refusal('CONTRACT_NEEDS_CLIENT')
  const subject = await subjectOfAdvance(tx, actor.workspaceId, { dealId, companyId })
  if (!subject) throw new Refusal('NOT_FOUND')
  const values = await checked(tx, by, {
    number: fields.number,
    signedOn: fields.signedOn,
    amountMinor: fields.amountMinor ?? null,
    currency: fields.currency ?? actor.workspace.currency,
    validUntil: fields.validUntil ?? null,
    state: fields.state ?? 'draft',
    note: fields.note || null,
    firmId: fields.firmId ?? null,
  })
  const id = uuid7()
  // A company is seen by all; its contract belongs to whoever made it, a deal's to the deal's owner.
  const ownerId = dealId ? subject.ownerId : actor.personId
  await insertContract(tx, actor.workspaceId, {
    ...values,
    id,
    ownerId,
    dealId,
    companyId: companyId ?? subject.companyId,
    createdBy: actor.personId,
  })
  tell(tx, by, dealId, ownerId)
  return contractOf(tx, by, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, CONTRACT_CHANGED, VALID_BEFORE_SIGNED */
export async function editContract(
  tx: Tx,
  by: By,
  { id, version, ...fields }: ContractChanges & { id: string; version: number },
): Promise<ContractRow> {
  const { actor } = by
  allow(actor, 'write')
  const [before] = await findContracts(tx, actor.workspaceId, { id })
  if (!before) throw new Refusal('NOT_FOUND')
  const changed = () => new Refusal('CONTRACT_CHANGED', { version: before.version })
  if (before.version !== version) throw changed()
  const values = await checked(tx, by, {
    number: fields.number ?? before.number,
    signedOn: fields.signedOn ?? before.signedOn,
    amountMinor: fields.amountMinor === undefined ? before.amountMinor : fields.amountMinor,
    currency: fields.currency ?? before.currency,
    validUntil: fields.validUntil === undefined ? before.validUntil : fields.validUntil,
    state: fields.state ?? before.state,
    note: fields.note === undefined ? before.note : fields.note || null,
    firmId: fields.firmId === undefined ? before.firmId : fields.firmId,
  })
  if (!(await updateContract(tx, actor.workspaceId, id, version, values))) throw changed()
  tell(tx, by, before.dealId, before.ownerId)
  return contractOf(tx, by, id)
}

/** Contracts as people see them: one that has run out says so. */
export function contractRows(contracts: readonly StoredContract[], today: string): ContractRow[] {
  return contracts.map(
    ({ ownerId: _owner, dealId, dealTitle, companyId, companyName, validUntil, state, ...contract }) => ({
      ...contract,
      validUntil,
      state: state === 'signed' && validUntil !== null && validUntil < today ? ('expired' as const) : state,
      deal: dealId && dealTitle ? { id: dealId, name: dealTitle } : null,
      company: companyId && companyName ? { id: companyId, name: companyName } : null,
    }),
  )
}

async function contractOf(tx: Tx, by: By, id: string): Promise<ContractRow> {
  const [row] = contractRows(await findContracts(tx, by.actor.workspaceId, { id }), todayOf(by))
  if (!row) throw new Refusal('NOT_FOUND')
  return row
}

async function checked(tx: Tx, { actor }: By, values: ContractValues): Promise<ContractValues> {
  if (values.validUntil !== null && values.validUntil < values.signedOn) throw new Refusal('VALID_BEFORE_SIGNED')
  const { firmId } = values
  if (firmId && !(await ownFirms(tx, actor.workspaceId)).some(({ id }) => id === firmId)) throw new Refusal('NOT_FOUND')
  return values
}

function tell(tx: Tx, { actor }: By, dealId: string | null, ownerId: string | null): void {
  if (!dealId) return
  const { workspaceId, personId } = actor
  announce(tx, { workspaceId, topic: 'invoice', id: dealId, ownerIds: [ownerId], byPersonId: personId })
}
