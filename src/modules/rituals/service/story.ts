import { addDays, type Day, daysBetween, type TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { russianCalendar } from '#core/calendar/production-calendar-ru.ts'
import { startOfDay, today as todayIn } from '#core/calendar/zone.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { insertTasks, type StoredTask } from '#modules/tasks/api.ts'
import { toldMeeting } from '../calc/story.ts'
import { usualTemplate } from '../calc/usual.ts'
import type { RitualKind } from '../contract.ts'
import { type PastDecision, type PastRitual, insertPast } from '../data/past-rituals.ts'
import { type StoredTemplate, putTemplate } from '../data/templates.ts'
import { beginnings, dueOf, keyOf } from './calendar.ts'
import { orgOf, type Org, participantsOf } from './team.ts'

interface Company {
  workspaceId: string
  people: readonly { id: string; role: string; leftOn: string | null }[]
  now: Date
}

const ZONE = 'Europe/Moscow' as TimeZone
const MONTHS = 3
/** Promises of the last days are open still. */
const FRESH_DAYS = 8
const MINUTE = 60_000
const ofHead: readonly RitualKind[] = ['daily', 'pipeline', 'oneToOne', 'listening', 'month']
const ofDirector: readonly RitualKind[] = ['pipeline', 'oneToOne', 'month', 'quarter']

/** Three months of meetings with notes and decisions, and the schedule that goes on today. */
export async function tellStory(gate: Gate, { workspaceId, people, now }: Company): Promise<void> {
  const today = todayIn(ZONE, now)
  const startsOn = firstDay(addMonths(monthOf(today), -MONTHS))
  await gate.asServer(async (tx) => {
    const org = await orgOf(tx)
    const templates: StoredTemplate[] = []
    for (const { id, role, leftOn } of people) {
      const kinds = leftOn ? [] : role === 'head' ? ofHead : role === 'director' ? ofDirector : []
      for (const kind of kinds) templates.push(await template(tx, workspaceId, org, { kind, leaderId: id, startsOn }))
    }
    const past = templates.flatMap((one) => pastOf(one, org, startsOn, today))
    await insertTasks(
      tx,
      workspaceId,
      past.flatMap(({ tasks }) => tasks),
    )
    await insertPast(
      tx,
      workspaceId,
      past.map(({ ritual }) => ritual),
      past.flatMap(({ decisions }) => decisions),
    )
  })
}

async function template(
  tx: Tx,
  workspaceId: string,
  org: Org,
  { kind, leaderId, startsOn }: { kind: RitualKind; leaderId: string; startsOn: Day },
): Promise<StoredTemplate> {
  const usual = usualTemplate(kind, 'ru')
  const one: StoredTemplate = {
    ...usual,
    weekDays: [...usual.weekDays],
    id: uuid7(startOfDay(startsOn, ZONE).getTime()),
    kind,
    leaderId,
    leaderName: org.people.get(leaderId)?.fullName ?? '',
    participantIds: [],
    startsOn,
    isArchived: false,
    version: 1,
  }
  await putTemplate(tx, workspaceId, { ...one, version: 0, byId: leaderId })
  return one
}

function pastOf(one: StoredTemplate, org: Org, start: Day, today: Day) {
  const beginning = beginnings({ workspace: { timeZone: ZONE } })
  return dueOf(one, org, { start, end: today }, russianCalendar).flatMap(({ day, personId, place }) => {
    const key = keyOf({ templateId: one.id, day, personId })
    // The lot must not hang on ids, which differ from one demo company to the next.
    const name = [org.people.get(one.leaderId)?.fullName, one.kind, day, personId && org.people.get(personId)?.fullName]
    const told = toldMeeting(one.kind, name.join(' '), day, daysBetween(day, today) <= FRESH_DAYS)
    const participants = personId ? [personId] : participantsOf(org, one, day)
    if (!told.held || participants.length === 0) return []
    const planned = beginning(one, day, place).getTime()
    const minutes = one.blocks.reduce((sum, block) => sum + block.minutes, 0)
    const startedAt = planned + told.late * MINUTE
    const endedAt = startedAt + Math.round(minutes * told.longer) * MINUTE
    const ritual: PastRitual = {
      id: uuid7(planned),
      templateId: one.id,
      kind: one.kind,
      name: one.name,
      leaderId: one.leaderId,
      personId,
      day,
      startsAt: planned,
      startedAt,
      endedAt,
      participantIds: participants,
      blocks: one.blocks,
      notes: told.notes,
    }
    const ownerId = personId ?? participants[key.charCodeAt(key.length - 1) % participants.length]
    if (!told.promise || !ownerId) return [{ ritual, tasks: [], decisions: [] }]
    const dueOn = addDays(day, told.promise.inDays)
    const dueAt = startOfDay(addDays(dueOn, 1), ZONE).getTime() - 1_000
    const isDone = told.promise.kept
    const task: StoredTask = {
      id: uuid7(endedAt),
      title: told.promise.text,
      note: null,
      ownerId,
      authorId: one.leaderId,
      dueOn,
      dueAt,
      hasTime: false,
      priority: 'normal',
      horizon: 'week',
      checklist: [],
      repeat: null,
      repeatDate: null,
      afterId: null,
      dealId: null,
      companyId: null,
      contactId: null,
      personId: null,
      state: isDone ? 'done' : 'open',
      result: isDone ? 'Сделано' : null,
      closedAt: isDone ? Math.min(dueAt - 7 * 3_600_000, startOfDay(today, ZONE).getTime()) : null,
      closedBy: isDone ? ownerId : null,
      createdAt: endedAt,
      source: 'demo',
      version: 1,
    }
    // Of old promises the few that nobody kept are gone; the board of the cycle would be nothing but them.
    const isOld = !isDone && daysBetween(dueOn, today) > FRESH_DAYS * 3
    const decision: PastDecision = {
      ritualId: ritual.id,
      text: told.promise.text,
      ownerId: isOld ? null : ownerId,
      dueOn: isOld ? null : dueOn,
      taskId: isOld ? null : task.id,
      at: endedAt,
      byId: one.leaderId,
    }
    return [{ ritual, tasks: isOld ? [] : [task], decisions: [decision] }]
  })
}
