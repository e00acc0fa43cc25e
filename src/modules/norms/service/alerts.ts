import { addDays, type Day } from '#core/calendar/day.ts'
import { dayPeriod } from '#core/calendar/period.ts'
import { isWorkingDay } from '#core/calendar/working-days.ts'
import { minuteOfDay, today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Scoped, Tx } from '#core/db/gate.ts'
import { eachApart } from '#core/jobs/each-apart.ts'
import { notify } from '#modules/notifications/api.ts'
import { isAtWork, type OrgPerson, orgTree, workCalendar } from '#modules/org/api.ts'
import type { OfKind } from '../calc/fulfilment.ts'
import { shortOf } from '../calc/told.ts'
import { type CompanyAtClock, companiesWithNorms } from '../data/alerts.ts'
import { normFacts, personNorms } from './norms-of.ts'

/** People are told within so long after the hour; a server that was down then says nothing late. */
const WINDOW_MINUTES = 60
/** So far back a head is told of the last working day: long holidays end. */
const MOST_DAYS_BACK = 14
/** Names in a notice. */
const NAMED = 5

/**
 * Tells sellers in the afternoon what of today's norm is still missing, and their heads on the next working morning who has not met the norm of the
 * last working day. One notice a person and day, run as often as it may. Gives how many notices were said.
 */
export async function tellOfNorms(gate: Gate, now: Date): Promise<number> {
  const told = await eachApart(await gate.asServer((tx) => companiesWithNorms(tx)), async (company) => {
    const zone = company.timeZone
    const today = todayIn(zone, now)
    const minute = minuteOfDay(now, zone)
    const isTime = (at: number | null) => at !== null && minute >= at && minute < at + WINDOW_MINUTES
    if (!isTime(company.tellSellerAt) && !isTime(company.tellHeadAt)) return 0
    return gate.as(clockOf(company.workspaceId), async (tx) => {
      const sellers = isTime(company.tellSellerAt) ? await tellSellers(tx, company, today) : 0
      return sellers + (isTime(company.tellHeadAt) ? await tellHeads(tx, company, today) : 0)
    })
  })
  return told.reduce((sum, n) => sum + n, 0)
}

/** The clock of a company: sees all of it, is nobody. */
function clockOf(workspaceId: string): Scoped {
  const personId = '00000000-0000-0000-0000-000000000000'
  return {
    workspaceId,
    personId,
    role: 'clock',
    scope: 'all',
    people: [],
    departments: [],
    seesPersonal: false,
    readOnly: false,
  }
}

async function tellSellers(tx: Tx, company: CompanyAtClock, today: Day): Promise<number> {
  if (!isWorkingDay(today, await workCalendar(tx))) return 0
  const short = await shortOn(tx, company, today)
  await notify(
    tx,
    short
      .filter(({ person }) => person.state === 'active')
      .map(({ person, kinds }) => ({
        workspaceId: company.workspaceId,
        personId: person.id,
        kind: 'NORM_SHORT',
        subject: null,
        data: { short: said(kinds) },
        path: `/norms?period=${today}`,
        key: `norms.short.${today}`,
      })),
  )
  return short.length
}

async function tellHeads(tx: Tx, company: CompanyAtClock, today: Day): Promise<number> {
  const calendar = await workCalendar(tx)
  if (!isWorkingDay(today, calendar)) return 0
  let day = addDays(today, -1)
  for (let back = 1; back < MOST_DAYS_BACK && !isWorkingDay(day, calendar); back++) day = addDays(day, -1)
  const short = await shortOn(tx, company, day)
  const heads = Map.groupBy(
    short.filter(({ person }) => person.managerId !== null),
    ({ person }) => person.managerId ?? '',
  )
  await notify(
    tx,
    [...heads].map(([headId, people]) => ({
      workspaceId: company.workspaceId,
      personId: headId,
      kind: 'NORMS_MISSED',
      subject: null,
      data: {
        day,
        count: people.length,
        names: people
          .slice(0, NAMED)
          .map(({ person }) => person.fullName)
          .join(', '),
        more: Math.max(0, people.length - NAMED),
      },
      path: `/norms?period=${day}`,
      key: `norms.missed.${day}`,
    })),
  )
  return heads.size
}

interface Short {
  person: OrgPerson
  kinds: OfKind[]
}

async function shortOn(tx: Tx, { workspaceId, tellBelow }: CompanyAtClock, day: Day): Promise<Short[]> {
  const { people } = await orgTree(tx)
  const asked = people.filter((one) => (one.role === 'seller' || one.role === 'head') && isAtWork(one, day))
  const facts = await normFacts(
    tx,
    workspaceId,
    dayPeriod(day),
    asked.map(({ id }) => id),
  )
  return asked.flatMap((person) => {
    const kinds = shortOf(personNorms(facts, person, day, day).kinds, tellBelow)
    return kinds.length > 0 ? [{ person, kinds }] : []
  })
}

/** «call:3:20,meeting:0:1» */
const said = (kinds: readonly OfKind[]) =>
  kinds.map(({ kind, done, norm }) => `${kind}:${done}:${Math.ceil(norm)}`).join(',')
