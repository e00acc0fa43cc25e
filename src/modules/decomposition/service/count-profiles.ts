import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { addMonths, eachMonth, firstDay, monthOf } from '#core/calendar/month.ts'
import type { Period } from '#core/calendar/period.ts'
import { workingDays, type WorkCalendar } from '#core/calendar/working-days.ts'
import { periodInstants, today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { orgTree, workCalendar, worksOn } from '#modules/org/api.ts'
import { employedPart } from '#modules/plans/api.ts'
import type { SellerProfile } from '../calc/profile.ts'
import { profilesOf } from '../calc/profiles.ts'
import {
  checksOf,
  contactsOf,
  contactsOnStages,
  createdOf,
  cyclesOf,
  enteredOf,
  pipelinesOf,
  staysOf,
  stepsOf,
  type Window,
} from '../data/history.ts'
import { companyToCount, type Months, MONTHS, noteCounted, putProfiles } from '../data/profiles.ts'
import { counterOf } from './counter.ts'

/** Contacts by stage are counted over this many months before the running one: the way people work changes faster than the way clients buy. */
const LATELY_MONTHS = 3
/** So often the history is counted anew. */
const FRESH_MS = 6 * 3_600_000
/** Who is asked for a plan. */
const SELLING = new Set(['seller', 'head'])

/** The window of the history: whole months before the running one and the running one until today. */
export function windowOf(workspaceId: string, months: Months, today: Day): Window {
  const month = monthOf(today)
  const start = addMonths(month, -months)
  const after = addMonths(month, 1)
  return {
    workspaceId,
    start: firstDay(start),
    end: addDays(today, 1),
    months: eachMonth(start, after).map(firstDay),
    lately: eachMonth(addMonths(month, -Math.min(LATELY_MONTHS, months)), after).map(firstDay),
  }
}

/** Counts how everybody of the company has sold, over windows of three, six and twelve months, and keeps it. */
export async function countProfiles(gate: Gate, workspaceId: string, timeZone: TimeZone, now: Date): Promise<void> {
  await gate.as(counterOf(workspaceId), async (tx) => {
    const today = todayIn(timeZone, now)
    const company = await companyOf(tx, windowOf(workspaceId, 3, today), timeZone)
    for (const months of MONTHS) {
      const profiles = await profilesIn(tx, windowOf(workspaceId, months, today), company)
      await putProfiles(tx, workspaceId, months, profiles, now)
    }
    await noteCounted(tx, workspaceId, now)
  })
}

/** Counts the company that waits longest; gives how many were counted: 0 or 1. */
export async function countNext(gate: Gate, now: Date): Promise<number> {
  const next = await gate.asServer((tx) => companyToCount(tx, new Date(now.getTime() - FRESH_MS)))
  if (!next) return 0
  await countProfiles(gate, next.id, next.timeZone, now)
  return 1
}

/** What is the same in all windows: people, calendar, stages, and contacts, which are counted over the last months only. */
async function companyOf(tx: Tx, window: Window, timeZone: TimeZone) {
  const { workspaceId, lately, start, end } = window
  const { people } = await orgTree(tx)
  const contactsFrom = periodInstants({ start: lately[0] ?? start, end }, timeZone)
  return {
    people: people.filter(({ role }) => SELLING.has(role)),
    calendar: await workCalendar(tx),
    counted: {
      pipelines: await pipelinesOf(tx, workspaceId),
      entered: await enteredOf(tx, window),
      onStages: await contactsOnStages(tx, window, contactsFrom),
      createdLately: await createdOf(tx, workspaceId, lately),
      contacts: await contactsOf(tx, window),
    },
  }
}

/** Profiles of all who sell, in one window. Reads as somebody who sees the whole company. */
async function profilesIn(
  tx: Tx,
  window: Window,
  { people, calendar, counted }: Awaited<ReturnType<typeof companyOf>>,
): Promise<Map<string, SellerProfile>> {
  const history = {
    ...counted,
    steps: await stepsOf(tx, window),
    checks: await checksOf(tx, window),
    cycles: await cyclesOf(tx, window),
    created: await createdOf(tx, window.workspaceId, window.months),
    stays: await staysOf(tx, window),
  }
  const sellers = people.filter((person) => worksOn(person, window.start))
  const days = new Map(sellers.map((person) => [person.id, workedIn(window, person, calendar)]))
  return profilesOf(
    sellers.map(({ id }) => id),
    history,
    (id) => days.get(id) ?? 0,
  )
}

function workedIn(
  window: Period,
  person: { hiredOn: string | null; leftOn: string | null },
  calendar: WorkCalendar,
): number {
  const worked = employedPart({ start: window.start, end: window.end }, person)
  return worked ? workingDays(worked, calendar) : 0
}
