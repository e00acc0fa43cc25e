import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import { dayOf, periodInstants, startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { orgTree } from '#modules/org/api.ts'
import { worksOn } from '../calc/distribution.ts'
import { figuresBy, responseFigures } from '../calc/figures.ts'
import type { LeadState, LeadView } from '../contract.ts'
import { absencesOn, loadsOf } from '../data/desk.ts'
import { countViews, leadPage } from '../data/lead-rows.ts'
import { measuredLeads, sourceNames } from '../data/measured.ts'
import { can, type LeadAction } from '../policy.ts'
import { leadRow, seesUnassigned } from './lead-card.ts'
import { clockOf, settingsOf } from './settings-of.ts'

interface Asked {
  view: LeadView
  text?: string | undefined
  sourceIds?: readonly string[] | undefined
  ownerIds?: readonly string[] | undefined
  states?: readonly LeadState[] | undefined
  from?: string | undefined
  to?: string | undefined
  cursor?: [string, string] | undefined
  limit: number
}

/** One page of a view. @throws Refusal FORBIDDEN */
export async function listLeads(tx: Tx, actor: Actor, now: Date, { from, to, cursor, limit, ...asked }: Asked) {
  allow(actor, 'read')
  const zone = actor.workspace.timeZone as TimeZone
  const settings = await settingsOf(tx, actor.workspaceId, actor.language)
  const question = {
    ...asked,
    personId: actor.personId,
    seesUnassigned: seesUnassigned(actor, settings.takeFreely),
    now,
    from: from ? startOfDay(from as Day, zone) : undefined,
    to: to ? startOfDay(addDays(to as Day, 1), zone) : undefined,
  }
  const found = await leadPage(tx, actor.workspaceId, question, cursor, limit + 1)
  const clock = await clockOf(tx, zone, settings)
  const last = found.length > limit ? found[limit - 1] : undefined
  return {
    rows: found.slice(0, limit).map((lead) => leadRow(lead, clock, now)),
    nextCursor: last ? cursorText([last.sortKey, last.id]) : null,
  }
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
  const today = dayOf(now, actor.workspace.timeZone as TimeZone)
  const { people } = await orgTree(tx)
  const away = new Map(
    (await absencesOn(tx, actor.workspaceId, today)).map((absence) => [absence.personId, absence.insteadId]),
  )
  const inScope = (id: string) => actor.scope === 'all' || actor.people.includes(id)
  const sellers = people.filter((one) => inScope(one.id) && can(one, 'work') && worksOn(one, today))
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
  const range = periodInstants(asPeriod(period), actor.workspace.timeZone as TimeZone)
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
