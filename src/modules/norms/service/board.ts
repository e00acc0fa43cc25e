import { type Day, eachDay } from '#core/calendar/day.ts'
import { lastDayOf, periodAround, type Period } from '#core/calendar/period.ts'
import { isWorkingDay } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { isEmployed, orgTree } from '#modules/org/api.ts'
import { employedPart } from '#modules/plans/api.ts'
import { addedUp, fulfilmentOfAll, normOn, type OfKind } from '../calc/fulfilment.ts'
import { lastDayThatIsOver } from '../calc/last-day.ts'
import { type DayState, type NormKind, kinds as allKinds } from '../contract.ts'
import { can } from '../policy.ts'
import { type NormFacts, normFacts, type NormPerson, personNorms } from './norms-of.ts'

/** Person × day. @throws Refusal FORBIDDEN */
export async function normBoard(
  tx: Tx,
  actor: Actor,
  asked: { period: Period; kind: NormKind | undefined },
  today: Day,
) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const { period, kind } = asked
  const { departments, people } = await orgTree(tx)
  const sees = new Set(actor.people)
  const inSight = people.filter(
    (person) =>
      (actor.scope === 'all' || sees.has(person.id) || person.id === actor.personId) && employedPart(period, person),
  )
  const facts = await normFacts(
    tx,
    actor.workspaceId,
    period,
    inSight.map(({ id }) => id),
  )
  const departmentNames = new Map(departments.map(({ id, name }) => [id, name]))
  const days = eachDay(period.start, period.end)
  const until = lastDayThatIsOver(period, today)
  const rows = inSight
    .filter((person) => facts.spans.has(person.id))
    .map((person) => ({
      personId: person.id,
      name: person.fullName,
      departmentName: departmentNames.get(person.departmentId ?? '') ?? '',
      ...cellsOf(facts, person, days, kind),
      total: totalOf(facts, person, until, kind),
    }))
  const known = new Set([...facts.spans.values()].flat().map((span) => span.kind))
  const sums = addedUp(rows.map(({ total }) => total.kinds))
  return {
    today,
    days: days.map((day) => ({ day, working: isWorkingDay(day, facts.calendar) })),
    rows,
    kinds: allKinds.filter((one) => known.has(one)),
    total: {
      daysWorked: rows.reduce((sum, { total }) => sum + total.daysWorked, 0),
      fulfilment: fulfilmentOfAll(sums),
      kinds: sums,
    },
    may: mayOf(actor),
  }
}

export function mayOf(actor: Actor) {
  return { issue: can(actor, 'issue'), issueForAll: can(actor, 'issue for all'), excuse: can(actor, 'excuse') }
}

function totalOf(facts: NormFacts, person: NormPerson, until: Day, kind: NormKind | undefined) {
  const { daysWorked, kinds, fulfilment } = personNorms(facts, person, facts.period.start, until)
  if (!kind) return { daysWorked, fulfilment, kinds }
  const own = kinds.filter((one) => one.kind === kind)
  return { daysWorked, fulfilment: own[0]?.fulfilment ?? null, kinds: own }
}

function cellsOf(facts: NormFacts, person: NormPerson, days: readonly Day[], kind: NormKind | undefined) {
  const spans = (facts.spans.get(person.id) ?? []).filter((span) => !kind || span.kind === kind)
  const asked = [...new Set(spans.map((span) => span.kind))]
  const done = new Map<string, number>()
  for (const one of facts.done.get(person.id) ?? []) done.set(`${one.kind} ${one.day}`, one.n)
  const states: DayState[] = []
  const [made, norm, shares]: [number[], number[], (number | null)[]] = [[], [], []]
  for (const day of days) {
    const ofDay = asked.map((one): OfKind => {
      const [needed, count] = [normOn(spans, one, day), done.get(`${one} ${day}`) ?? 0]
      return { kind: one, done: count, norm: needed, fulfilment: needed > 0 ? count / needed : null }
    })
    const state = stateOf(
      facts,
      person,
      day,
      ofDay.some((one) => one.norm > 0),
    )
    states.push(state)
    const daily = kind ? ofDay : dailyOf(ofDay)
    made.push(daily.reduce((sum, one) => sum + one.done, 0))
    norm.push(state === 'work' ? daily.reduce((sum, one) => sum + one.norm, 0) : 0)
    shares.push(state !== 'work' ? null : kind ? (daily[0]?.fulfilment ?? null) : fulfilmentOfAll(daily))
  }
  return { states, done: made, norm, shares }
}

/** Four meetings a week are no four fifths a day: what is asked less than once a day does not colour a single day where there is something else. */
function dailyOf(ofDay: readonly OfKind[]): readonly OfKind[] {
  const daily = ofDay.filter(({ norm }) => norm >= 1)
  return daily.length > 0 ? daily : ofDay
}

/** What a day is for somebody: the strongest reason first. */
export function stateOf(
  { calendar, absences, excused }: NormFacts,
  person: NormPerson,
  day: Day,
  hasNorm: boolean,
): DayState {
  if (!isEmployed(person, day)) return 'outside'
  if (!isWorkingDay(day, calendar)) return 'off'
  if (absences.get(person.id)?.some(({ from, to }) => from <= day && day <= to)) return 'absent'
  if (excused.get(person.id)?.has(day)) return 'excused'
  return hasNorm ? 'work' : 'none'
}

/** My own norms of today and of the running week. @throws Refusal FORBIDDEN */
export async function myNorms(tx: Tx, actor: Actor, today: Day) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  const week = periodAround(today, 'week')
  const facts = await normFacts(tx, actor.workspaceId, week, [actor.personId])
  const { people } = await orgTree(tx)
  const person = people.find(({ id }) => id === actor.personId)
  if (!person) throw new Refusal('NOT_FOUND')
  const ofDay = personNorms(facts, person, today, today)
  return {
    day: today,
    state: stateOf(facts, person, today, ofDay.kinds.length > 0),
    today: ofDay.kinds,
    week: personNorms(facts, person, week.start, lastDayOf(week)).kinds,
  }
}
