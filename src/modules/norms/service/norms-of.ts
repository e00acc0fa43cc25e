import { addDays, type Day } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { orgTree, workCalendar } from '#modules/org/api.ts'
import { fulfilmentOf, fulfilmentOfAll, type NormSpan, type OfKind } from '../calc/fulfilment.ts'
import type { NormKind } from '../contract.ts'
import {
  type Absence,
  absencesIn,
  type DoneOnDay,
  doneByDay,
  doneInAll,
  excusedDays,
  normSpans,
} from '../data/norm-spans.ts'
import { daysOfPerson } from './person-days.ts'

/** What is known of people and their norms in a period. */
export interface NormFacts {
  period: Period
  calendar: WorkCalendar
  spans: ReadonlyMap<string, readonly NormSpan[]>
  absences: ReadonlyMap<string, readonly Absence[]>
  excused: ReadonlyMap<string, ReadonlySet<Day>>
  done: ReadonlyMap<string, readonly DoneOnDay[]>
}

export interface NormPerson {
  id: string
  hiredOn: string | null
  leftOn: string | null
}

/**
 * Reads all that fulfilment of these people stands on, in five questions whatever their number. `until`: only their sums over the days from the start of the
 * period up to it are asked for, and not what was done on which day.
 */
export async function normFacts(
  tx: Tx,
  workspaceId: string,
  period: Period,
  personIds: readonly string[],
  until?: Day,
): Promise<NormFacts> {
  const [calendar, spans, absences, excused, done] = await Promise.all([
    workCalendar(tx),
    normSpans(tx, workspaceId, period, personIds),
    absencesIn(tx, workspaceId, period),
    excusedDays(tx, workspaceId, period),
    until === undefined
      ? doneByDay(tx, workspaceId, period, personIds)
      : doneInAll(tx, workspaceId, begunOf(period, until), personIds),
  ])
  const excusedOf = Map.groupBy(excused, ({ personId }) => personId)
  return {
    period,
    calendar,
    spans: Map.groupBy(spans, ({ ownerId }) => ownerId),
    absences: Map.groupBy(absences, ({ personId }) => personId),
    excused: new Map([...excusedOf].map(([id, days]) => [id, new Set(days.map(({ day }) => day))])),
    done: Map.groupBy(done, ({ ownerId }) => ownerId),
  }
}

function begunOf({ start, end }: Period, until: Day): Period {
  if (until < start) return { start, end: start }
  return { start, end: until < end ? addDays(until, 1) : end }
}

/** Fulfilment of one person over a part of the period that was read, `until` included. */
export interface PersonNorms {
  personId: string
  /** Days that count: worked and not excused. */
  daysWorked: number
  kinds: OfKind[]
  /** All kinds in one; null without a norm. */
  fulfilment: number | null
}

export function personNorms(facts: NormFacts, person: NormPerson, from: Day, until: Day): PersonNorms {
  const excused = facts.excused.get(person.id)
  const { worked } = daysOfPerson(facts.period, person, facts.absences.get(person.id) ?? [], facts.calendar)
  const days = worked.filter((day) => from <= day && day <= until && !excused?.has(day))
  const done = new Map<NormKind, number>()
  for (const { kind, day, n } of facts.done.get(person.id) ?? [])
    if (from <= day && day <= until) done.set(kind, (done.get(kind) ?? 0) + n)
  const kinds = fulfilmentOf(facts.spans.get(person.id) ?? [], days, done)
  return { personId: person.id, daysWorked: days.length, kinds, fulfilment: fulfilmentOfAll(kinds) }
}

/**
 * Norms of these people over the period, for other pages: done, asked for (norm × days worked, without days off, absences and excused days) and
 * fulfilment by kind and of all kinds. Days after `until` (the period's last day unless said) are not asked for yet. People without a norm are absent.
 */
export async function normsOf(
  tx: Tx,
  workspaceId: string,
  personIds: readonly string[],
  period: Period,
  until: Day = '9999-12-31' as Day,
): Promise<Map<string, PersonNorms>> {
  const asked = new Set(personIds)
  const [facts, { people }] = await Promise.all([normFacts(tx, workspaceId, period, personIds, until), orgTree(tx)])
  const rows = people.filter(({ id }) => asked.has(id)).map((person) => personNorms(facts, person, period.start, until))
  return new Map(rows.filter(({ kinds }) => kinds.length > 0).map((row) => [row.personId, row]))
}
