import { addDays, asDay, type Day } from '#core/calendar/day.ts'
import { dayOf, instantAt, minuteOfDay, startOfDay, today as todayIn } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf, zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { workCalendar } from '#modules/org/api.ts'
import type { Stretch } from '../calc/free-time.ts'
import { spread } from '../calc/spread.ts'
import type { ActivityKind, Proposal } from '../contract.ts'
import { busyTimes } from '../data/agenda.ts'
import { silentCompanies, silentDeals } from '../data/silent.ts'
import { type DealSubject, peopleAtWork, subjectsToCall } from '../data/subjects.ts'
import { can, mayPlanFor } from '../policy.ts'
import { insertMany } from './commands.ts'
import { openMinutes } from './next-step.ts'
import { plannedMoment } from './references.ts'

/** A planned contact without a length still takes a moment. */
const LEAST_BUSY_S = 300

interface Silence {
  of: 'deals' | 'companies'
  days: number
  ownerIds?: readonly string[] | undefined
  pipelineId?: string | undefined
  stageIds?: readonly string[] | undefined
  limit: number
}

/** Whom nobody has reached for so many days. @throws Refusal FORBIDDEN */
export async function silentClients(tx: Tx, by: By, { of, days, limit, ...filter }: Silence) {
  const { actor } = by
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const since = startOfDay(addDays(todayOf(by), -days), zoneOf(by))
  // Companies are seen by all of the workspace, so their owners are named here.
  const ownerIds = filter.ownerIds ?? (actor.scope === 'all' ? null : [...actor.people])
  const ask = of === 'deals' ? silentDeals : silentCompanies
  const rows = await ask(tx, actor.workspaceId, { ...filter, since, ownerIds }, limit + 1)
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit }
}

interface Wishes {
  targets: readonly { dealId?: string | undefined; companyId?: string | undefined }[]
  days: readonly string[]
  durationS: number
  from?: number | undefined
  to?: number | undefined
  pauseMinutes: number
  mostADay: number
}

/** Spreads contacts over the free time of the days, each to whom the deal or company belongs. Writes nothing. @throws Refusal FORBIDDEN */
export async function previewPlans(tx: Tx, by: By, wishes: Wishes): Promise<{ rows: Proposal[]; unplaced: string[] }> {
  const { actor } = by
  if (!can(actor, 'add')) throw new Refusal('FORBIDDEN')
  const subjects = await subjectsToCall(tx, actor.workspaceId, idsOf(wishes.targets))
  const keys = new Set(wishes.targets.map(({ dealId, companyId }) => dealId ?? companyId ?? ''))
  const wanted = [...keys].flatMap((key) => subjects.get(key) ?? [])
  const today = todayOf(by)
  const owners = wanted.map((one) => one.ownerId ?? actor.personId)
  const atWork = await peopleAtWork(tx, actor.workspaceId, [...new Set(owners)], today)
  const [mine, others] = divided(wanted, (one) => canBeCalled(by, one, atWork))
  const { placed, unplaced } = await spreadOver(tx, by, wishes, mine)
  const rows = placed.flatMap(({ key, ownerId, day, start }): Proposal[] => {
    const one = subjects.get(key)
    if (!one) return []
    const startsAt = instantAt(day as Day, start, zoneOf(by)).toISOString()
    const owner = { id: ownerId, name: atWork.get(ownerId) ?? '' }
    const { dealId, companyId, name } = one
    return [{ dealId, companyId, name, owner, startsAt, durationS: wishes.durationS }]
  })
  const names = [...others.map(({ name }) => name), ...unplaced.map((key) => subjects.get(key)?.name ?? '')]
  return { rows, unplaced: names.filter(Boolean) }
}

function canBeCalled({ actor }: By, { ownerId }: DealSubject, atWork: ReadonlyMap<string, string>): boolean {
  const caller = ownerId ?? actor.personId
  return atWork.has(caller) && mayPlanFor(actor, caller)
}

async function spreadOver(tx: Tx, by: By, wishes: Wishes, subjects: readonly DealSubject[]) {
  const { actor, now } = by
  const zone = zoneOf(by)
  const calendar = await workCalendar(tx)
  const today = todayIn(zone, now)
  const days = [...new Set(wishes.days)].map(asDay).toSorted()
  const [first, last] = [days[0] ?? today, days.at(-1) ?? today]
  const items = subjects.map(({ key, ownerId }) => ({ key, ownerId: ownerId ?? actor.personId }))
  const within = { from: startOfDay(first, zone), to: startOfDay(addDays(last, 1), zone) }
  const busy = await busyTimes(tx, actor.workspaceId, [...new Set(items.map(({ ownerId }) => ownerId))], within)
  const taken = Map.groupBy(busy, ({ ownerId, start }) => `${ownerId} ${dayOf(start, zone)}`)
  return spread(items, {
    length: Math.max(5, wishes.durationS / 60),
    pause: wishes.pauseMinutes,
    mostADay: wishes.mostADay,
    days: days.map((day) => {
      const hours = day < today ? undefined : openMinutes(day, calendar)
      const earliest = day === today ? minuteOfDay(now, zone) + 5 : 0
      const open = hours && {
        start: Math.max(earliest, wishes.from ?? hours.start),
        end: wishes.to ?? hours.end,
      }
      return { day, open }
    }),
    busy: (ownerId, day): Stretch[] =>
      (taken.get(`${ownerId} ${day}`) ?? []).map(({ start, durationS }) => {
        const at = minuteOfDay(start, zone)
        return { start: at, end: at + Math.max(durationS, LEAST_BUSY_S) / 60 }
      }),
  })
}

interface ManyPlans {
  kind: ActivityKind
  title?: string | null | undefined
  durationS: number
  rows: readonly {
    dealId?: string | null | undefined
    companyId?: string | null | undefined
    ownerId: string
    startsAt: string
  }[]
}

/** Plans many contacts at once, all or none. @throws Refusal FORBIDDEN, CLIENT_REQUIRED, REFERENCE_MISSING, PLAN_IN_PAST */
export async function planMany(tx: Tx, by: By, { kind, title = null, durationS, rows }: ManyPlans) {
  const { actor } = by
  if (!can(actor, 'add') || rows.some(({ ownerId }) => !mayPlanFor(actor, ownerId))) throw new Refusal('FORBIDDEN')
  if (rows.some(({ dealId, companyId }) => !dealId && !companyId)) throw new Refusal('CLIENT_REQUIRED')
  const subjects = await subjectsToCall(tx, actor.workspaceId, idsOf(rows))
  const owners = [...new Set(rows.map(({ ownerId }) => ownerId))]
  const atWork = await peopleAtWork(tx, actor.workspaceId, owners, todayOf(by))
  if (owners.some((id) => !atWork.has(id))) throw new Refusal('REFERENCE_MISSING', { fields: ['ownerId'] })
  const plans = rows.map(({ dealId, companyId, ownerId, startsAt }) => {
    const one = subjects.get(dealId ?? companyId ?? '')
    if (!one) throw new Refusal('REFERENCE_MISSING', { fields: [dealId ? 'dealId' : 'companyId'] })
    const occurredAt = plannedMoment(by, startsAt)
    const subject = { dealId: one.dealId, companyId: one.companyId, contactId: one.contactId }
    return { ...subject, id: uuid7(), kind, ownerId, title, occurredAt, durationS, result: null, done: false }
  })
  await insertMany(tx, by, 'planned', plans)
  return { planned: plans.map(({ id }) => ({ id, version: 1 })) }
}

function idsOf(rows: readonly { dealId?: string | null | undefined; companyId?: string | null | undefined }[]) {
  return {
    dealIds: [...new Set(rows.flatMap(({ dealId }) => dealId ?? []))],
    companyIds: [...new Set(rows.flatMap(({ dealId, companyId }) => (dealId ? [] : (companyId ?? []))))],
  }
}

function divided<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))]
}
