import { addDays, type Day, type TimeZone } from '#core/calendar/day.ts'
import { addMonths, eachMonth, firstDay, monthOf } from '#core/calendar/month.ts'
import type { Period } from '#core/calendar/period.ts'
import { workingDays, type WorkCalendar } from '#core/calendar/working-days.ts'
import { periodInstants, today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
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
    for (const months of MONTHS) {
      const profiles = await profilesIn(tx, windowOf(workspaceId, months, today), timeZone)
      await putProfiles(tx, workspaceId, months, profiles, now)
    }
    await noteCounted(tx, workspaceId, now)
  })
}

/** Counts the company that waits longest; gives how many were counted: 0 or 1. */
export async function countNext(gate: Gate, now: Date): Promise<number> {
  const next = await gate.asServer((tx) => companyToCount(tx, new Date(now.getTime() - FRESH_MS)))
  if (!next) return 0
  await countProfiles(gate, next.id, next.timeZone as TimeZone, now)
  return 1
}

/** Profiles of all who sell, in one window. Reads as somebody who sees the whole company. */
export async function profilesIn(tx: Tx, window: Window, timeZone: TimeZone): Promise<Map<string, SellerProfile>> {
  const { people } = await orgTree(tx)
  const calendar = await workCalendar(tx)
  const { workspaceId, months, lately } = window
  const [from = window.start] = lately
  const history = {
    pipelines: await pipelinesOf(tx, workspaceId),
    steps: await stepsOf(tx, window),
    checks: await checksOf(tx, window),
    cycles: await cyclesOf(tx, window),
    created: await createdOf(tx, workspaceId, months),
    stays: await staysOf(tx, window),
    entered: await enteredOf(tx, window),
    onStages: await contactsOnStages(tx, window, periodInstants({ start: from, end: window.end }, timeZone)),
    createdLately: await createdOf(tx, workspaceId, lately),
    contacts: await contactsOf(tx, window),
  }
  const sellers = people.filter(({ role, leftOn }) => SELLING.has(role) && (leftOn === null || leftOn >= window.start))
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
