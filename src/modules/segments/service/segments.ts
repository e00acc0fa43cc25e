import type { Day } from '#core/calendar/day.ts'
import { addMonthsToDay } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import { todayOf } from '#core/http/by.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { rateOf } from '#core/statistics/rate.ts'
import { audit } from '#modules/org/api.ts'
import { crossSellOf, togetherOf } from '../calc/cross-sell.ts'
import { summaryOf } from '../calc/summary.ts'
import {
  type Abc,
  abcClasses,
  type Client,
  type SegmentsSettings,
  type State,
  states,
  type Xyz,
  xyzClasses,
} from '../contract.ts'
import { MANY } from '../data/alarms.ts'
import { basketsSince, isTooMuchToLookThrough, togetherOfPeople } from '../data/baskets.ts'
import { migrationBetween, runDays } from '../data/classes.ts'
import {
  classSumsOf,
  clientsOf,
  companyCrossSell,
  companySummary,
  historyOf,
  type Sight,
  type StoredClient,
  isClient,
} from '../data/clients.ts'
import { churnAsOf } from '../data/losses.ts'
import { putSettings, settingsOf } from '../data/settings.ts'
import { can } from '../policy.ts'
import { computeClasses, tellOfSilent, YEAR } from './compute.ts'

/** Classes, concentration, repeat purchases and churn of the clients in sight. @throws Refusal FORBIDDEN */
export async function summary(tx: Tx, actor: Actor, now: Date) {
  const { sight, settings } = await sightOf(tx, actor, now)
  const asOf = await churnAsOf(tx)
  const since = addMonthsToDay(asOf ?? sight.today, -YEAR)
  const kept = sight.isCompany ? await companySummary(tx) : null
  const sums = kept ?? summaryOf(await classSumsOf(tx, sight, since, asOf ?? sight.today))
  const total = (pick: (one: (typeof sums)['classes'][number]) => boolean, what: 'clients' | 'recentMinor') =>
    sums.classes.reduce((all, one) => all + (pick(one) ? one[what] : 0), 0)
  const { clients, recentMinor, concentration, repeated, churn } = sums
  return {
    asOf,
    clients,
    recentMinor,
    cells: abcClasses.flatMap((abc) =>
      [...xyzClasses, null].map((xyz) => {
        const isHere = (one: (typeof sums)['classes'][number]) => one.abc === abc && one.xyz === xyz
        return { abc, xyz, clients: total(isHere, 'clients'), recentMinor: total(isHere, 'recentMinor') }
      }),
    ),
    states: states.map((state) => {
      const isHere = (one: (typeof sums)['classes'][number]) => one.state === state
      return { state, clients: total(isHere, 'clients'), recentMinor: total(isHere, 'recentMinor') }
    }),
    concentration,
    repeat: rateOf(repeated, clients),
    churn: rateOf(churn.lost, churn.active),
    settings,
    scope: sight.isCompany ? ('company' as const) : ('team' as const),
    may: {
      compute: can(actor, 'compute') && !actor.readOnly,
      configure: can(actor, 'configure') && !actor.readOnly,
    },
  }
}

interface ClientsInput {
  abc?: Abc | undefined
  xyz?: Xyz | 'none' | undefined
  state?: State | undefined
  rfm?: string | undefined
  sort: 'money' | 'silence'
  cursor?: [number, string] | undefined
  limit: number
}

/** A page of the clients of a class. @throws Refusal FORBIDDEN */
export async function clientsPage(tx: Tx, actor: Actor, now: Date, { cursor, limit, ...wanted }: ClientsInput) {
  const { sight } = await sightOf(tx, actor, now)
  const found = await clientsOf(tx, sight, { ...wanted, after: cursor, limit: limit + 1 })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  const value = last && (wanted.sort === 'money' ? last.recentMinor : last.silentDays)
  return { rows: page.map(clientRow), nextCursor: last ? cursorText([value ?? 0, last.id]) : null }
}

/** One client's class and its past; no class for a client without purchases or of others. @throws Refusal FORBIDDEN, NOT_FOUND when there is no such client */
export async function oneClient(tx: Tx, actor: Actor, now: Date, { id }: { id: string }) {
  const { sight } = await sightOf(tx, actor, now)
  const [client] = await clientsOf(tx, sight, { id, sort: 'money', limit: 1 })
  if (!client && !(await isClient(tx, id))) throw new Refusal('NOT_FOUND')
  return { client: client ? clientRow(client) : null, history: await historyOf(tx, id) }
}

interface MigrationInput {
  of: 'abc' | 'xyz' | 'state'
  from: string
  to: string
}

/** From which class to which clients went between two days: each day's last computation by then. @throws Refusal FORBIDDEN, SEGMENT_DAYS_REVERSED */
export async function migration(tx: Tx, actor: Actor, { of, from, to }: MigrationInput) {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  if (from >= to) throw new Refusal('SEGMENT_DAYS_REVERSED')
  const days = await runDays(tx)
  const fromDay = days.find((day) => day <= from) ?? null
  const toDay = days.find((day) => day <= to) ?? null
  const cells = fromDay && toDay && fromDay < toDay ? await migrationBetween(tx, of, fromDay, toDay) : []
  return { fromDay, toDay, cells, days }
}

/**
 * Which products go together, by the clients of the months looked at, as the last computation of the classes has found it. Before the first one they are
 * looked through now; where they are too many for that, the answer says that it waits for it (the first computation of a large company takes minutes).
 * @throws Refusal FORBIDDEN
 */
export async function crossSell(tx: Tx, actor: Actor, now: Date, { by }: { by: 'product' | 'group' }) {
  const { sight } = await sightOf(tx, actor, now)
  const asOf = await churnAsOf(tx)
  if (asOf !== null) {
    const kept = sight.isCompany
      ? await companyCrossSell(tx, by)
      : crossSellOf(await togetherOfPeople(tx, by, sight.people))
    if (kept) return { asOf, waits: false, ...kept }
  }
  const waits = await isTooMuchToLookThrough(tx, MANY)
  const baskets = waits ? [] : await basketsSince(tx, actor.workspaceId, by, sight.since)
  return { asOf: null, waits, ...crossSellOf(togetherOf(baskets)) }
}

/** Computes the classes now. @throws Refusal FORBIDDEN */
export async function computeNow(tx: Tx, actor: Actor, now: Date) {
  if (!can(actor, 'compute')) throw new Refusal('FORBIDDEN')
  const today = todayOf({ actor, now })
  const result = await computeClasses(tx, actor.workspaceId, today, actor.personId)
  await tellOfSilent(tx, actor.workspaceId, today)
  return result
}

/** Sets the rules and classes the clients by them. @throws Refusal FORBIDDEN, SEGMENT_RULES_CHANGED, LOST_BEFORE_SILENT */
export async function editSettings(tx: Tx, actor: Actor, now: Date, input: SegmentsSettings) {
  if (!can(actor, 'configure')) throw new Refusal('FORBIDDEN')
  if (input.lostAfter < input.silentAfter) throw new Refusal('LOST_BEFORE_SILENT')
  const before = await settingsOf(tx, actor.workspaceId)
  const saved = before.version === input.version ? await putSettings(tx, actor.workspaceId, input) : null
  if (!saved) throw new Refusal('SEGMENT_RULES_CHANGED')
  const { months, silentAfter, lostAfter } = saved
  await audit(tx, actor, 'segments.settings', 'workspace', actor.workspaceId, { months, silentAfter, lostAfter })
  await computeClasses(tx, actor.workspaceId, todayOf({ actor, now }), actor.personId)
  return saved
}

async function sightOf(tx: Tx, actor: Actor, now: Date): Promise<{ sight: Sight; settings: SegmentsSettings }> {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  const settings = await settingsOf(tx, actor.workspaceId)
  const today: Day = todayOf({ actor, now })
  const since = addMonthsToDay(today, -settings.months)
  return { sight: { isCompany: actor.scope === 'all', people: actor.people, today, since }, settings }
}

function clientRow({ ownerId, ownerName, name, ...client }: StoredClient): Client {
  return { ...client, name: name ?? '', owner: ownerId && ownerName ? { id: ownerId, name: ownerName } : null }
}
