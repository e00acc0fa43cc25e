import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { shownValue } from '../calc/changes.ts'
import type { ClientKind, TimelineEntry } from '../contract.ts'
import { companyById } from '../data/companies.ts'
import { contactById } from '../data/contacts.ts'
import { dealPage, dealSums } from '../data/deals-of-client.ts'
import { namesOfPeople } from '../data/names.ts'
import { timelinePage, type TimelineRow } from '../data/timeline.ts'
import { can } from '../policy.ts'
import { named } from './by.ts'
import { allowKind } from './lists.ts'

interface Page<Cursor> {
  kind: ClientKind
  id: string
  cursor?: Cursor | undefined
  limit: number
}

/** What happened with a client, newest first. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function clientTimeline(tx: Tx, actor: Actor, { kind, id, cursor, limit }: Page<[string, string]>) {
  await demand(tx, actor, kind, id)
  const found = await timelinePage(tx, actor.workspaceId, { kind, id, after: cursor, most: limit + 1 })
  const last = found.length > limit ? found[limit - 1] : undefined
  const rows = found.slice(0, limit)
  const names = await namesOfPeople(tx, actor.workspaceId, rows.flatMap(mentioned))
  return {
    rows: rows.map((row) => entryOf(row, names, can(actor, 'readContacts'))),
    nextCursor: last ? cursorText([last.at.toISOString(), last.key]) : null,
  }
}

/** Deals with a client, open ones first. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function clientDeals(tx: Tx, actor: Actor, { kind, id, cursor, limit }: Page<[number, string, string]>) {
  await demand(tx, actor, kind, id)
  const found = await dealPage(tx, actor.workspaceId, { kind, id, after: cursor, most: limit + 1 })
  const last = found.length > limit ? found[limit - 1] : undefined
  const sums = await dealSums(tx, actor.workspaceId, kind, id)
  return {
    rows: found.slice(0, limit),
    nextCursor: last ? cursorText([last.stage.meaning === 'open' ? 0 : 1, last.createdAt, last.id]) : null,
    count: sums.open + sums.won + sums.lost,
    sums,
  }
}

async function demand(tx: Tx, actor: Actor, kind: ClientKind, id: string): Promise<void> {
  allowKind(actor, kind)
  const found =
    kind === 'company' ? await companyById(tx, actor.workspaceId, id) : await contactById(tx, actor.workspaceId, id)
  if (!found) throw new Refusal('NOT_FOUND')
}

/** Numbers and addresses of a company are not for those who may not see personal data. */
const PERSONAL = new Set(['phones', 'emails', 'phone', 'email', 'comment'])
const POINTING = new Set(['ownerId', 'parentId', 'companyId'])

function entryOf(row: TimelineRow, names: Map<string, string>, seesNumbers: boolean): TimelineEntry {
  const { key, kind, at, byId, byName, source, dealId, dealTitle, contactId, contactName } = row
  const { title, from, text, amountMinor, durationS, done } = row
  return {
    id: key,
    kind,
    at: at.toISOString(),
    by: named(byId, byName),
    source,
    deal: named(dealId, dealTitle),
    contact: named(contactId, contactName),
    title,
    from,
    text,
    amountMinor,
    durationS,
    done,
    changes: Object.entries(row.changes ?? {})
      .filter(([field]) => seesNumbers || !PERSONAL.has(field))
      .map(([field, change]) => ({
        field,
        from: shown(field, change.from, names),
        to: shown(field, change.to, names),
        erased: 'erased' in change,
      })),
  }
}

function shown(field: string, value: unknown, names: Map<string, string>) {
  if (POINTING.has(field) && typeof value === 'string') return names.get(value) ?? value
  return shownValue(value)
}

function mentioned({ changes }: TimelineRow): string[] {
  return Object.entries(changes ?? {})
    .filter(([field]) => POINTING.has(field))
    .flatMap(([, { from, to }]) => [from, to])
    .filter((value): value is string => typeof value === 'string')
}
