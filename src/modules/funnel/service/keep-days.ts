import type { Day, TimeZone } from '#core/calendar/day.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import { today } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { tryToWriteAlone, waitToWriteAlone } from '#core/db/write-alone.ts'
import { eachApart } from '#core/jobs/each-apart.ts'
import { calendarOf } from '#modules/org/api.ts'
import { calendarKey, companyDays } from './company-days.ts'
import {
  cellDifferences,
  companiesWithDeals,
  daysToKeep,
  forgetDays,
  keepCells,
  noteKept,
  sumUpBooked,
  sumUpClosed,
  sumUpLeft,
  sumUpMonth,
} from '../data/keep-days.ts'
import { keepPeopleCells, peopleDifferences, sumUpPeople } from '../data/keep-people.ts'
import type { KeptFacts } from '../data/kept-days.ts'
import { ownerMonthToKeep, sumUpOwnerMonth } from '../data/kept-months.ts'

const FACTS: readonly KeptFacts[] = ['closed', 'booked', 'left']

/** What one transaction of a company at a time writes. */
const ROWS = 'keep_days'

/** Sums up a month of days of every company and kind of facts that wait for it; gives how many days. */
export async function keepDays(gate: Gate, now: Date): Promise<number> {
  const kept = await eachApart(await gate.asServer(companiesWithDeals), async ({ workspaceId, timeZone }) => {
    const calendar = await gate.asServer((tx) => calendarOf(tx, workspaceId))
    const company = { workspaceId, zone: timeZone, calendar }
    let own = 0
    for (const facts of FACTS) own += await gate.asServer((tx) => keepMonth(tx, company, facts, now))
    return own
  })
  return kept.reduce((sum, n) => sum + n, 0)
}

interface Company {
  workspaceId: string
  zone: TimeZone
  calendar: WorkCalendar
}

async function keepMonth(tx: Tx, company: Company, facts: KeptFacts, now: Date): Promise<number> {
  const { workspaceId, zone, calendar } = company
  if (!(await tryToWriteAlone(tx, { workspaceId, rows: ROWS }))) return 0
  const basis = facts === 'left' ? calendarKey(calendar, zone) : ''
  const days = await daysToKeep(tx, workspaceId, { facts, basis, today: today(zone, now) })
  if (days.length === 0) return facts === 'left' ? 0 : keepOwnerMonth(tx, workspaceId, facts)
  await sumUp(tx, company, { facts, days, basis }, now)
  return days.length
}

/** Months whose days stood before people were summed up. */
async function keepOwnerMonth(tx: Tx, workspaceId: string, facts: 'closed' | 'booked'): Promise<number> {
  const month = await ownerMonthToKeep(tx, workspaceId, facts)
  if (month === null) return 0
  await sumUpOwnerMonth(tx, workspaceId, facts, month)
  return 1
}

async function sumUp(
  tx: Tx,
  { workspaceId, zone, calendar }: Company,
  { facts, days, basis }: { facts: KeptFacts; days: readonly Day[]; basis: string },
  now: Date,
): Promise<void> {
  await forgetDays(tx, workspaceId, facts, days)
  if (facts === 'closed') await sumUpClosed(tx, workspaceId, days)
  else if (facts === 'booked') await sumUpBooked(tx, workspaceId, days)
  else await sumUpLeft(tx, workspaceId, days, { zone, workDays: await companyDays(tx, calendar, zone, now) })
  const over = await noteKept(tx, workspaceId, { facts, days, basis, today: today(zone, now) })
  await sumUpMonth(tx, workspaceId, facts, over, basis)
  if (facts !== 'left') await sumUpPeople(tx, workspaceId, facts, over)
}

/**
 * Proves that the cells of a company's days are what its facts give, and puts right what is not: cells that were not there, and cells that were wrong.
 * Runs as the server, in one transaction.
 */
export async function checkDays(
  tx: Tx,
  { workspaceId, timeZone: zone }: { workspaceId: string; timeZone: TimeZone },
  now: Date,
): Promise<{ table: string; missing: number; wrong: number }> {
  await waitToWriteAlone(tx, { workspaceId, rows: ROWS })
  const calendar = await calendarOf(tx, workspaceId)
  const current = calendarKey(calendar, zone)
  await keepPeopleCells(tx, workspaceId)
  for (const { facts, days, basis } of await keepCells(tx, workspaceId))
    if (facts !== 'left' || basis === current)
      await sumUp(tx, { workspaceId, zone, calendar }, { facts, days, basis }, now)
  const [cells, people] = [await cellDifferences(tx, workspaceId), await peopleDifferences(tx, workspaceId)]
  return { table: 'day_cells', missing: cells.missing + people.missing, wrong: cells.wrong + people.wrong }
}
