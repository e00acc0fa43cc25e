import type { Tx } from '#core/db/gate.ts'
import { normalizePhone } from '#core/files/values.ts'
import { cursorText } from '#core/http/cursor.ts'
import { type By, todayOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { askedPlace, type RowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { ClientKind, CompanyRow, ContactFilter, ContactRow } from '../contract.ts'
import { clientChoices, clientOrder, companyPage, contactPage, type ListFilter } from '../data/client-lists.ts'
import { clientsByText, type Sought } from '../data/found-clients.ts'
import { can } from '../policy.ts'
import { allow, mayWith, named } from './by.ts'
import { clientCondition } from './client-condition.ts'

type Asked = Omit<ListFilter, 'ids' | 'where'> &
  Pick<ContactFilter, 'text' | 'where'> & { sort: string; cursor?: ListPlace | undefined; limit: number }

/** One page of companies; with a text fifty at most and no next page. @throws Refusal FORBIDDEN, FILTER_BAD, CURSOR_BROKEN */
export async function listCompanies(
  tx: Tx,
  actor: Actor,
  now: Date,
  { text, limit, where, sort, cursor, ...filter }: Asked,
) {
  allow(actor, 'read')
  const ids = text ? await clientsByText(tx, actor.workspaceId, 'company', soughtBy(text)) : undefined
  const order = clientOrder('company', sort)
  const found = await companyPage(
    tx,
    actor.workspaceId,
    { ...filter, ids, where: clientCondition('company', where, actor, now) },
    { order, after: askedPlace(order, cursor), most: limit + 1 },
  )
  const seesNumbers = can(actor, 'readContacts')
  return pageOf(
    found,
    { limit, order },
    ({ ownerId, ownerName, createdAt, deletedAt, place: _place, ...row }): CompanyRow => ({
      ...row,
      ...(!seesNumbers && { phone: null, email: null }),
      owner: named(ownerId, ownerName),
      createdAt: createdAt.toISOString(),
      deletedAt: deletedAt?.toISOString() ?? null,
      may: rowRights(actor, ownerId, deletedAt),
    }),
  )
}

/** One page of contacts, as far as the actor sees them. @throws Refusal FORBIDDEN, FILTER_BAD, CURSOR_BROKEN */
export async function listContacts(
  tx: Tx,
  actor: Actor,
  now: Date,
  { text, limit, where, sort, cursor, ...filter }: Asked,
) {
  allow(actor, 'readContacts')
  const ids = text ? await clientsByText(tx, actor.workspaceId, 'contact', soughtBy(text)) : undefined
  const order = clientOrder('contact', sort)
  const found = await contactPage(
    tx,
    actor.workspaceId,
    { ...filter, ids, where: clientCondition('contact', where, actor, now) },
    { order, after: askedPlace(order, cursor), most: limit + 1 },
  )
  return pageOf(
    found,
    { limit, order },
    ({ ownerId, ownerName, companyId, companyName, createdAt, deletedAt, place: _place, ...row }): ContactRow => ({
      ...row,
      company: named(companyId, companyName),
      owner: named(ownerId, ownerName),
      createdAt: createdAt.toISOString(),
      deletedAt: deletedAt?.toISOString() ?? null,
      may: rowRights(actor, ownerId, deletedAt),
    }),
  )
}

/** What is in the trash is put back first. */
function rowRights(actor: Actor, ownerId: string | null, deletedAt: Date | null): CompanyRow['may'] {
  const { edit, reassign } = mayWith(actor, ownerId)
  return { edit: edit && deletedAt === null, reassign: reassign && deletedAt === null }
}

/** What lists of clients can be filtered by. @throws Refusal FORBIDDEN */
export async function listChoices(tx: Tx, by: By) {
  allow(by.actor, 'read')
  return clientChoices(tx, by.actor.workspaceId, todayOf(by))
}

function pageOf<Line extends { id: string; place: string }, Row>(
  found: readonly Line[],
  { limit, order }: { limit: number; order: RowOrder },
  row: (line: Line) => Row,
): { rows: Row[]; nextCursor: string | null } {
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: found.slice(0, limit).map(row), nextCursor: last ? cursorText(order.placeOf(last)) : null }
}

/** What a text may be: an address, a number in any form, the beginning of an ИНН, a piece of a name. */
export function soughtBy(text: string): Sought {
  const isAddress = /\S@\S/.test(text)
  const digits = text.replace(/\D/g, '')
  const isNumber = /^[+\d\s().-]+$/.test(text) && digits.length >= 4
  const phone = isNumber && digits.length >= 5 ? normalizePhone(text) : null
  return {
    name: isAddress ? null : text,
    inn: isNumber && digits === text ? digits : null,
    phoneKey: phone?.ok ? phone.value.key : null,
    email: isAddress ? text.toLowerCase() : null,
  }
}

/** Whether a role may see this kind of client at all. */
export function allowKind(actor: Actor, kind: ClientKind): void {
  allow(actor, kind === 'company' ? 'read' : 'readContacts')
}
