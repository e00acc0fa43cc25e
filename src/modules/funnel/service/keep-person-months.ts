import type { TimeZone } from '#core/calendar/day.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { tryToWriteAlone, waitToWriteAlone } from '#core/db/write-alone.ts'
import { eachApart } from '#core/jobs/each-apart.ts'
import { calendarOf } from '#modules/org/api.ts'
import { companiesWithDeals } from '../data/keep-days.ts'
import {
  forgetMonths,
  keepRows,
  type MonthFacts,
  monthsToKeep,
  rowDifferences,
  sumUpStays,
  sumUpWays,
} from '../data/keep-person-months.ts'
import type { PersonMonth } from '../data/person-months.ts'
import { calendarKey, companyDays } from './company-days.ts'

const FACTS: readonly MonthFacts[] = ['left', 'ways']

/** What one transaction of a company at a time writes. */
const ROWS = 'keep_months'
/** So many months of people are summed up in one transaction. */
const AT_ONCE = 50

interface Company {
  workspaceId: string
  zone: TimeZone
  calendar: WorkCalendar
}

const basisOf = ({ zone, calendar }: Company, facts: MonthFacts): string =>
  facts === 'left' ? calendarKey(calendar, zone) : zone

/** Sums up a portion of the months of people that wait for it, of every company and kind of facts; gives how many. */
export async function keepPersonMonths(gate: Gate, now: Date): Promise<number> {
  const kept = await eachApart(await gate.asServer(companiesWithDeals), async ({ workspaceId, timeZone }) => {
    const calendar = await gate.asServer((tx) => calendarOf(tx, workspaceId))
    const company = { workspaceId, zone: timeZone, calendar }
    let own = 0
    for (const facts of FACTS) own += await gate.asServer((tx) => keepPortion(tx, company, facts, now))
    return own
  })
  return kept.reduce((sum, n) => sum + n, 0)
}

async function keepPortion(tx: Tx, company: Company, facts: MonthFacts, now: Date): Promise<number> {
  const { workspaceId } = company
  if (!(await tryToWriteAlone(tx, { workspaceId, rows: ROWS }))) return 0
  const months = await monthsToKeep(tx, workspaceId, { facts, basis: basisOf(company, facts), most: AT_ONCE })
  if (months.length > 0) await sumUp(tx, company, { facts, months }, now)
  return months.length
}

async function sumUp(
  tx: Tx,
  company: Company,
  { facts, months }: { facts: MonthFacts; months: readonly PersonMonth[] },
  now: Date,
): Promise<void> {
  const { workspaceId, zone, calendar } = company
  const asked = { workspaceId, zone, basis: basisOf(company, facts) }
  await forgetMonths(tx, workspaceId, facts, months)
  if (facts === 'left') await sumUpStays(tx, asked, months, await companyDays(tx, calendar, zone, now))
  else await sumUpWays(tx, asked, months)
}

/**
 * Proves that the months of people that are summed up are what a company's facts give, and puts right what is not. Runs as the server, in one transaction.
 */
export async function checkPersonMonths(
  tx: Tx,
  { workspaceId, timeZone }: { workspaceId: string; timeZone: TimeZone },
  now: Date,
): Promise<{ table: string; missing: number; wrong: number }> {
  await waitToWriteAlone(tx, { workspaceId, rows: ROWS })
  const company = { workspaceId, zone: timeZone, calendar: await calendarOf(tx, workspaceId) }
  let wrong = 0
  for (const facts of FACTS) {
    const months = await keepRows(tx, workspaceId, facts, basisOf(company, facts))
    for (let at = 0; at < months.length; at += AT_ONCE)
      await sumUp(tx, company, { facts, months: months.slice(at, at + AT_ONCE) }, now)
    wrong += await rowDifferences(tx, workspaceId, facts)
  }
  return { table: 'person_months', missing: 0, wrong }
}
