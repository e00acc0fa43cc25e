import { minutesOf } from '#core/calendar/clock-text.ts'
import type { Day } from '#core/calendar/day.ts'
import { addDays, laterDay } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import { type WorkCalendar } from '#core/calendar/working-days.ts'
import { instantAt, startOfDay } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf, zoneOf } from '#core/http/by.ts'
import type { Actor } from '#core/http/routes.ts'
import { workCalendar, worksOn } from '#modules/org/api.ts'
import { dueDays, personDays } from '../calc/due-days.ts'
import type { RitualKind, RitualLine } from '../contract.ts'
import { awayOn } from '../data/blocks.ts'
import { openPromises } from '../data/decisions.ts'
import { ritualsBetween, type StoredRitual } from '../data/rituals.ts'
import { listTemplates, type StoredTemplate } from '../data/templates.ts'
import { seesOneToOne } from '../policy.ts'
import { type Org, orgOf, participantsOf } from './team.ts'

/** Of each one-to-one of a day the next begins so much later. */
const SLOT_MINUTES = 30

/** A meeting as it stands: with its row when somebody has touched it. */
export interface Meeting {
  line: RitualLine
  template: StoredTemplate | undefined
  stored: StoredRitual | undefined
}

/** All meetings of a period that the actor sees, in order of time: due by their templates, or written down. */
export async function meetingsIn(tx: Tx, by: Pick<By, 'actor' | 'now'>, period: Period): Promise<Meeting[]> {
  const { actor } = by
  const [templates, stored, org, calendar] = [
    await listTemplates(tx, actor.workspaceId),
    await ritualsBetween(tx, actor.workspaceId, period.start, period.end),
    await orgOf(tx),
    await workCalendar(tx),
  ]
  const away = await awayOn(tx, actor.workspaceId, period.start, period.end)
  const absences = Map.groupBy(away, ({ personId }) => personId)
  const isAway = (personId: string, day: string) =>
    absences.get(personId)?.some((one) => one.fromOn <= day && one.toOn >= day) ?? false
  const beginning = beginnings(actor)
  const promises = await openPromises(tx, actor.workspaceId)
  const today = todayOf(by)
  const known = new Map(stored.map((one) => [keyOf(one), one]))
  const due = templates.flatMap((template) =>
    dueOf(template, org, period, calendar)
      // Nobody is met alone while he is away, nor a meeting held without its leader: by one who is away, or has left.
      .filter(({ personId, day }) => !isAway(template.leaderId, day) && !(personId && isAway(personId, day)))
      .filter(({ day }) => worksOn(org.people.get(template.leaderId) ?? { leftOn: null }, day))
      .filter(({ personId }) => seesOneToOne(actor, template.leaderId, personId))
      .map((one) => ({ template, ...one })),
  )
  const lines = due.map(({ template, day, personId, place }): Meeting => {
    const key = keyOf({ templateId: template.id, day, personId })
    const own = known.get(key)
    known.delete(key)
    const line = own
      ? storedLine(own, org, today, promises)
      : dueLine(template, { day, personId, place }, org, beginning, today, promises)
    return { line, template, stored: own }
  })
  const rest = [...known.values()].map((one): Meeting => ({
    line: storedLine(one, org, today, promises),
    template: templates.find(({ id }) => id === one.templateId),
    stored: one,
  }))
  return [...lines, ...rest].toSorted((one, two) => (one.line.startsAt < two.line.startsAt ? -1 : 1))
}

/** 'template.day' or 'template.day.person'; the id of a meeting without a template. */
export function keyOf(one: { id?: string; templateId: string | null; day: string; personId: string | null }): string {
  if (!one.templateId) return one.id ?? ''
  return [one.templateId, one.day, ...(one.personId ? [one.personId] : [])].join('.')
}

export function dueOf(template: StoredTemplate, org: Org, period: Period, calendar: WorkCalendar) {
  if (!template.eachPerson)
    return dueDays(template, period, calendar).map((day) => ({ day, personId: null as string | null, place: 0 }))
  const until = addDays(period.end, -1)
  const people = participantsOf(org, template, laterDay(period.start, until))
  return personDays(template, period, calendar, people).map((one) => ({
    ...one,
    personId: one.personId as string | null,
  }))
}

type Beginning = (template: Pick<StoredTemplate, 'startsAt'>, day: Day, place: number) => Date

/** '09:30' of a day on the company's clock; of several one after another. Each beginning is sought once: clocks are slow to ask. */
export function beginnings({ workspace }: { workspace: Pick<Actor['workspace'], 'timeZone'> }): Beginning {
  const known = new Map<string, Date>()
  return ({ startsAt }, day, place) => {
    const minutes = (minutesOf(startsAt) ?? 0) + place * SLOT_MINUTES
    const key = `${day} ${minutes}`
    const at = known.get(key) ?? instantAt(day, minutes, workspace.timeZone)
    known.set(key, at)
    return at
  }
}

function dueLine(
  template: StoredTemplate,
  { day, personId, place }: { day: Day; personId: string | null; place: number },
  org: Org,
  beginning: Beginning,
  today: string,
  promises: ReadonlyMap<string, number>,
): RitualLine {
  const key = keyOf({ templateId: template.id, day, personId })
  return {
    key,
    templateId: template.id,
    kind: template.kind,
    name: template.name,
    leader: { id: template.leaderId, name: template.leaderName },
    person: named(org, personId),
    day,
    startsAt: beginning(template, day, place).toISOString(),
    minutes: template.blocks.reduce((sum, block) => sum + block.minutes, 0),
    state: day < today ? 'missed' : 'due',
    promises: promises.get(personId ? `${template.id}.${personId}` : template.id) ?? 0,
    path: `/rituals/${key}`,
  }
}

export function storedLine(
  one: StoredRitual,
  org: Org,
  today: string,
  promises: ReadonlyMap<string, number>,
): RitualLine {
  const key = keyOf(one)
  const isMissed = one.state === 'planned' && one.day < today
  // Nobody has touched it: it stands on its day by its template.
  const isUntouched = one.version === 0
  return {
    key,
    templateId: one.templateId,
    kind: one.kind,
    name: one.name,
    leader: named(org, one.leaderId) ?? { id: one.leaderId, name: '' },
    person: named(org, one.personId),
    day: one.day,
    startsAt: one.startsAt.toISOString(),
    minutes: one.blocks.reduce((sum, block) => sum + block.minutes, 0),
    state: isMissed ? 'missed' : isUntouched ? 'due' : one.state,
    promises: promises.get([one.templateId, one.personId].filter(Boolean).join('.')) ?? 0,
    path: `/rituals/${key}`,
  }
}

function named(org: Org, id: string | null): { id: string; name: string } | null {
  const one = id ? org.people.get(id) : undefined
  return one ? { id: one.id, name: one.fullName } : null
}

/** For other modules: the meetings of one day that the actor leads or takes part in, in order of time. */
export async function ritualsOfDay(tx: Tx, actor: Actor, day: Day): Promise<RitualLine[]> {
  const now = startOfDay(day, zoneOf({ actor }))
  const found = await meetingsIn(tx, { actor, now }, { start: day, end: addDays(day, 1) })
  const org = await orgOf(tx)
  const isMine = ({ line, template, stored }: Meeting) =>
    line.leader.id === actor.personId ||
    line.person?.id === actor.personId ||
    (!line.person &&
      (stored?.participantIds ?? (template ? participantsOf(org, template, day) : [])).includes(actor.personId))
  return found.filter(isMine).map(({ line }) => line)
}

/** For the board of the cycle: how many meetings of each kind were due in a period so far, and how many were held. */
export async function ritualCounts(
  tx: Tx,
  by: By,
  { start, end }: Period,
): Promise<{ kind: RitualKind; due: number; held: number }[]> {
  const tomorrow = addDays(todayOf(by), 1)
  if (start >= tomorrow) return []
  const found = await meetingsIn(tx, by, { start, end: end < tomorrow ? end : tomorrow })
  const decided = found.filter(({ line }) => line.state === 'held' || line.state === 'missed')
  return [...Map.groupBy(decided, ({ line }) => line.kind)].map(([kind, own]) => ({
    kind,
    due: own.length,
    held: own.filter(({ line }) => line.state === 'held').length,
  }))
}
