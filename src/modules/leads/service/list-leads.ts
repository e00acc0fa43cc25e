import { addDays, type Day } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import { periodInstants, startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf, zoneOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree } from '#modules/org/api.ts'
import { takesLeads } from '../calc/distribution.ts'
import { figuresBy, responseFigures } from '../calc/figures.ts'
import { askedPlace, listCondition, type RowOrder, rowOrder } from '#modules/lists/api.ts'
import type { ListPlace } from '#modules/lists/contract.ts'
import type { LeadQuestion as Asked, LeadView } from '../contract.ts'
import { absencesOn, loadsOf } from '../data/desk.ts'
import { LEAD_ORDER, leadId, leadListFields } from '../data/lead-columns.ts'
import { countViews, isByClock, type LeadLine, leadPage, type LeadQuestion } from '../data/lead-rows.ts'
import { measuredLeads, sourceNames } from '../data/measured.ts'
import { can, type LeadAction } from '../policy.ts'
import { leadRow, seesUnassigned } from './lead-card.ts'
import { clockOf, settingsOf } from './settings-of.ts'

interface Slice {
  cursor?: ListPlace | undefined
  limit: number
}

/** One page of a view. @throws Refusal FORBIDDEN, FILTER_BAD, CURSOR_BROKEN */
export async function listLeads(tx: Tx, actor: Actor, now: Date, { cursor, limit, sort, ...asked }: Asked & Slice) {
  const settings = await settingsOf(tx, actor.workspaceId, actor.language)
  const ask = askedLeads(actor, now, settings, asked)
  const { lines, next } = await leadSlice(tx, actor, ask, orderOf(asked.view, sort), { cursor, limit })
  const clock = await clockOf(tx, actor.workspace.timeZone, settings)
  return { rows: lines.map((lead) => leadRow(lead, clock, now)), nextCursor: next ? cursorText(next) : null }
}

/** A question in the terms of the database. @throws Refusal FORBIDDEN, FILTER_BAD */
export function askedLeads(
  actor: Actor,
  now: Date,
  { takeFreely }: { takeFreely: boolean },
  { from, to, where, ...asked }: Omit<Asked, 'sort'>,
): LeadQuestion {
  allow(actor, 'read')
  const zone = zoneOf({ actor })
  return {
    ...asked,
    personId: actor.personId,
    seesUnassigned: seesUnassigned(actor, takeFreely),
    now,
    from: from ? startOfDay(from as Day, zone) : undefined,
    to: to ? startOfDay(addDays(to as Day, 1), zone) : undefined,
    where: listCondition(where, leadListFields, { actor, now }),
  }
}

/** The order that was asked for, or that of the view: by the clock, or the newest first. */
export function orderOf(view: LeadView, sort: string | undefined): RowOrder {
  const asked = (sort ?? (isByClock(view) ? 'clock' : '-received')).split(',')
  // Whoever is still to be answered is in the order of the deadlines.
  const whole = asked.flatMap((one) => (one.endsWith('clock') ? [one, one.replace('clock', 'deadline')] : [one]))
  return rowOrder(whole.join(','), LEAD_ORDER, leadId)
}

/** So many leads from a place on, and where the next ones begin. @throws Refusal CURSOR_BROKEN */
export async function leadSlice(
  tx: Tx,
  actor: Actor,
  ask: LeadQuestion,
  order: RowOrder,
  { cursor, limit }: Slice,
): Promise<{ lines: LeadLine[]; next: ListPlace | undefined }> {
  const after = askedPlace(order, cursor)
  const found = await leadPage(tx, actor.workspaceId, ask, order, { after, most: limit + 1 })
  const last = found.length > limit ? found[limit - 1] : undefined
  return { lines: found.slice(0, limit), next: last && order.placeOf(last) }
}

/** How many leads the views hold. @throws Refusal FORBIDDEN */
export async function countLeads(tx: Tx, actor: Actor, now: Date) {
  allow(actor, 'read')
  const { takeFreely } = await settingsOf(tx, actor.workspaceId, actor.language)
  return countViews(tx, actor.workspaceId, {
    personId: actor.personId,
    now,
    seesUnassigned: seesUnassigned(actor, takeFreely),
  })
}

/** What forms and filters of leads choose from; people are those whom the reader sees. */
export async function leadReference(tx: Tx, actor: Actor, now: Date) {
  const may = (action: LeadAction) => can(actor, action) && (action === 'figures' || !actor.readOnly)
  const settings = await settingsOf(tx, actor.workspaceId, actor.language)
  const sources = (await sourceNames(tx, actor.workspaceId)).filter(({ archived }) => !archived)
  return {
    sources: sources.map(({ id, name }) => ({ id, name })),
    people: can(actor, 'read') ? await sellersNow(tx, actor, now) : [],
    returnReasons: settings.returnReasons,
    rejectReasons: settings.rejectReasons,
    may: {
      create: may('create'),
      work: may('work'),
      assign: may('assign'),
      configure: may('configure'),
      figures: may('figures'),
    },
  }
}

async function sellersNow(tx: Tx, actor: Actor, now: Date) {
  const today = todayOf({ actor, now })
  const { people } = await orgTree(tx)
  const away = new Map(
    (await absencesOn(tx, actor.workspaceId, today)).map((absence) => [absence.personId, absence.insteadId]),
  )
  const inScope = (id: string) => actor.scope === 'all' || actor.people.includes(id)
  const sellers = people.filter((one) => inScope(one.id) && can(one, 'work') && takesLeads(one, today))
  const loads = await loadsOf(
    tx,
    actor.workspaceId,
    sellers.map(({ id }) => id),
  )
  return sellers.map(({ id, fullName, departmentId }) => {
    const instead = people.find((one) => one.id === away.get(id))
    return {
      id,
      name: fullName,
      departmentId,
      present: !away.has(id),
      instead: instead ? { id: instead.id, name: instead.fullName } : null,
      open: loads.get(id)?.leads ?? 0,
    }
  })
}

/** First response of the leads received in a period. @throws Refusal FORBIDDEN */
export async function leadFigures(tx: Tx, actor: Actor, now: Date, { period }: { period: string }) {
  allow(actor, 'figures')
  const range = periodInstants(asPeriod(period), zoneOf({ actor }))
  const leads = await measuredLeads(tx, actor.workspaceId, { ...range, now })
  const people = new Map((await orgTree(tx)).people.map(({ id, fullName }) => [id, fullName]))
  const sources = new Map((await sourceNames(tx, actor.workspaceId)).map(({ id, name }) => [id, name]))
  const named = (names: ReadonlyMap<string, string>) => (one: { id: string | null }) => names.get(one.id ?? '') ?? null
  const withNames = (key: 'ownerId' | 'sourceId', nameOf: ReturnType<typeof named>) =>
    figuresBy(leads, key).map((one) => ({ ...one, name: nameOf(one) }))
  return {
    all: { id: null, name: null, ...responseFigures(leads) },
    sellers: withNames('ownerId', named(people)),
    sources: withNames('sourceId', named(sources)),
  }
}

function allow(actor: Actor, action: LeadAction): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}
