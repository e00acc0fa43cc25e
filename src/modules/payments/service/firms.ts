import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { normalizeInn } from '#core/files/values.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import type { Firm, FirmChanges, FirmFields, Requisites } from '../contract.ts'
import { type FirmValues, insertFirm, ownFirms, updateFirm } from '../data/own-firms.ts'
import { can } from '../policy.ts'
import { allow } from './allow.ts'

const BLANK: FirmValues = {
  name: '',
  inn: null,
  kpp: null,
  ogrn: null,
  address: null,
  phone: null,
  bankName: null,
  bik: null,
  account: null,
  bankAccount: null,
  directorTitle: null,
  directorName: null,
  accountantName: null,
  numberPrefix: '',
  nextNumber: 1,
  dueDays: 5,
  vatPercent: 22,
  paymentNote: null,
  archived: false,
}

/** @throws Refusal FORBIDDEN */
export async function listFirms(tx: Tx, { actor }: By) {
  allow(actor, 'readFirms')
  return {
    firms: await ownFirms(tx, actor.workspaceId),
    may: { edit: can(actor, 'configure') && !actor.readOnly },
  }
}

/** @throws Refusal FORBIDDEN, INN_WRONG, REQUISITE_WRONG */
export async function addFirm(tx: Tx, { actor }: By, fields: FirmFields): Promise<Firm> {
  allow(actor, 'configure')
  const id = uuid7()
  await insertFirm(tx, actor.workspaceId, id, checked({ ...BLANK, ...given(fields) }))
  await audit(tx, actor, 'firm.added', 'firm', id, { name: fields.name })
  return firmOf(tx, actor, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, FIRM_CHANGED, INN_WRONG, REQUISITE_WRONG */
export async function editFirm(
  tx: Tx,
  { actor }: By,
  { id, version, ...fields }: FirmChanges & { id: string; version: number; archived?: boolean | undefined },
): Promise<Firm> {
  allow(actor, 'configure')
  const { id: _id, version: present, ...before } = await firmOf(tx, actor, id)
  const changed = () => new Refusal('FIRM_CHANGED', { version: present })
  if (present !== version) throw changed()
  if (!(await updateFirm(tx, actor.workspaceId, id, version, checked({ ...before, ...given(fields) })))) throw changed()
  await audit(tx, actor, 'firm.changed', 'firm', id, { fields: Object.keys(given(fields)) })
  return firmOf(tx, actor, id)
}

async function firmOf(tx: Tx, { workspaceId }: Actor, id: string): Promise<Firm> {
  const firm = (await ownFirms(tx, workspaceId)).find((one) => one.id === id)
  if (!firm) throw new Refusal('NOT_FOUND')
  return firm
}

/** Without what was not said, and with empty texts as nothing. */
function given(fields: object): Partial<FirmValues> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value === '' && name !== 'numberPrefix' ? null : value]),
  )
}

/** How many digits each of them has; a wrong one would make every invoice unpayable. */
const DIGITS: Partial<Record<keyof Requisites, readonly number[]>> = {
  kpp: [9],
  ogrn: [13, 15],
  bik: [9],
  account: [20],
  bankAccount: [20],
}

function checked(values: FirmValues): FirmValues {
  const inn = values.inn ? normalizeInn(values.inn) : null
  if (inn && !inn.ok) throw new Refusal('INN_WRONG')
  const plain = { ...values, inn: inn?.ok ? inn.value.inn : null }
  for (const [field, lengths] of Object.entries(DIGITS) as [keyof Requisites, readonly number[]][]) {
    const text = plain[field]?.replaceAll(/[\s-]/g, '') ?? ''
    if (text !== '' && (!/^[\dA-Z]+$/.test(text) || !lengths.includes(text.length)))
      throw new Refusal('REQUISITE_WRONG', { field, digits: lengths.join(' / ') })
    Object.assign(plain, { [field]: text || null })
  }
  return plain
}
