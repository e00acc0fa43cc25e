import { type By, todayOf } from '#core/http/by.ts'
import { yearOf } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { orgTree, workCalendar, worksOn } from '#modules/org/api.ts'
import { isAwayOn, workingDaysAway } from '../calc/days-away.ts'
import type { Absence } from '../contract.ts'
import { absencesBetween, type StoredAbsence } from '../data/absences.ts'
import { asksFor, decides, seesReason } from '../policy.ts'

/** Absences of a year: everybody who works here is listed, away or not. Reasons are told to those above, to HR and to the person. */
export async function absenceBoard(tx: Tx, by: By, asked: { year?: number | undefined }) {
  const { actor } = by
  const today = todayOf(by)
  const year = asked.year ?? yearOf(today)
  const [tree, calendar, stored] = await Promise.all([
    orgTree(tx),
    workCalendar(tx),
    absencesBetween(tx, actor.workspaceId, `${year}-01-01`, `${year}-12-31`),
  ])
  const period = asPeriod(String(year))
  const departments = new Map(tree.departments.map(({ id, name }) => [id, name]))
  const rows = stored
    .filter((one) => one.state !== 'declined' || seesReason(actor, one.personId))
    .map((one) => shown(one, by, calendar))
  const byPerson = Map.groupBy(rows, ({ person }) => person.id)
  const daysOf = (personId: string, kind: Absence['kind']) =>
    seesReason(actor, personId)
      ? (byPerson.get(personId) ?? [])
          .filter((one) => one.state === 'approved' && one.kind === kind)
          .reduce((sum, one) => sum + workingDaysAway(one, calendar, period), 0)
      : null
  // Those whose reasons he knows come first: his own people.
  const people = tree.people
    .toSorted((one, two) => Number(seesReason(actor, two.id)) - Number(seesReason(actor, one.id)))
    .filter((one) => one.leftOn === null || one.leftOn >= `${year}-01-01`)
    .filter((one) => one.hiredOn === null || one.hiredOn <= `${year}-12-31`)
  return {
    year,
    today,
    people: people.map(({ id, fullName, departmentId }) => ({
      id,
      name: fullName,
      departmentId,
      departmentName: (departmentId && departments.get(departmentId)) || null,
      leaveDays: daysOf(id, 'leave'),
      sickDays: daysOf(id, 'sick'),
    })),
    rows,
    awayToday: rows.filter((one) => one.state === 'approved' && isAwayOn(one, today)).map(({ id }) => id),
    waiting: rows.filter(({ may }) => may.decide).map(({ id }) => id),
    may: {
      askForSelf: asksFor(actor, actor.personId),
      askForPeople: people
        .filter(({ id, leftOn }) => id !== actor.personId && worksOn({ leftOn }, today) && asksFor(actor, id))
        .map(({ id }) => id),
    },
  }
}

/** An absence as this reader sees it. */
export function shown(one: StoredAbsence, by: By, calendar: WorkCalendar): Absence {
  const { actor } = by
  const open = one.state === 'requested' || (one.state === 'approved' && one.toOn >= todayOf(by))
  const knows = seesReason(actor, one.personId)
  const isAbove = !actor.readOnly && decides(actor, one.personId)
  const isOwn = !actor.readOnly && (one.personId === actor.personId || one.createdBy === actor.personId)
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  return {
    id: one.id,
    person: { id: one.personId, name: one.personName },
    kind: knows ? one.kind : null,
    fromOn: one.fromOn,
    toOn: one.toOn,
    workingDays: workingDaysAway(one, calendar),
    substitute: named(one.substituteId, one.substituteName),
    note: knows ? one.note : null,
    state: one.state,
    decidedBy: named(one.decidedById, one.decidedByName),
    decisionNote: knows ? one.decisionNote : null,
    version: one.version,
    may: {
      decide: one.state === 'requested' && isAbove,
      edit: open && (isAbove || (one.state === 'requested' && isOwn)),
      cancel: open && (isAbove || (one.state === 'requested' && isOwn)),
    },
  }
}
