import { addDays, asDay, type Day } from '#core/calendar/day.ts'
import { dayPeriod } from '#core/calendar/period.ts'
import type { WorkCalendar } from '#core/calendar/working-days.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Language } from '#core/i18n/language.ts'
import { workCalendar } from '#modules/org/api.ts'
import { workingDayBefore } from '../calc/due-days.ts'
import { ritualQuality } from '../calc/quality.ts'
import type { Ritual } from '../contract.ts'
import { awayOn } from '../data/blocks.ts'
import { decisionsOf, openPromises } from '../data/decisions.ts'
import { findRitual, lastHeldBefore, type NewRitual, type StoredRitual } from '../data/rituals.ts'
import { listTemplates } from '../data/templates.ts'
import { mayLead, seesOneToOne } from '../policy.ts'
import { beginnings, dueOf, keyOf, storedLine } from './calendar.ts'
import { fillBlocks } from './fill-blocks.ts'
import { type Org, orgOf, participantsOf } from './team.ts'

/** A meeting as it is, or as it will be written down by the first who touches it. */
export interface Found {
  stored: StoredRitual
  isNew: boolean
  org: Org
}

/** @throws Refusal NOT_FOUND: no such meeting, none in sight, or its template says nothing of that day */
export async function foundRitual(tx: Tx, by: By, key: string, { lock = false } = {}): Promise<Found> {
  const { actor } = by
  const [first = '', day, personId = null] = key.split('.')
  const org = await orgOf(tx)
  const asked = day ? { templateId: first, day, personId } : { id: first }
  const stored = await findRitual(tx, actor.workspaceId, asked, { lock })
  if (stored) return { stored, isNew: false, org }
  const [template] = day ? await listTemplates(tx, actor.workspaceId, first) : []
  if (!template || !day || template.isArchived) throw new Refusal('NOT_FOUND')
  const on = asDay(day)
  const calendar = await workCalendar(tx)
  // Held on another day than planned as well: who opens it decides.
  const due = dueOf(template, org, dayPeriod(on), calendar).find((one) => one.personId === personId)
  if (template.eachPerson !== (personId !== null) || !seesOneToOne(actor, template.leaderId, personId))
    throw new Refusal('NOT_FOUND')
  if (personId && !participantsOf(org, template, day).includes(personId)) throw new Refusal('NOT_FOUND')
  const fresh: NewRitual = {
    id: '00000000-0000-0000-0000-000000000000',
    templateId: template.id,
    kind: template.kind,
    name: template.name,
    leaderId: template.leaderId,
    personId,
    day,
    startsAt: beginnings(actor)(template, on, due?.place ?? 0),
    participantIds: personId ? [personId] : participantsOf(org, template, day),
    blocks: template.blocks,
  }
  return { stored: { ...fresh, ...untouched }, isNew: true, org }
}

const untouched = {
  state: 'planned' as const,
  startedAt: null,
  endedAt: null,
  absentIds: [],
  notes: {},
  figures: {},
  cancelReason: null,
  decisions: 0,
  complete: 0,
  version: 0,
}

/** One meeting with its blocks filled: of a held one as they were at its end. @throws Refusal NOT_FOUND */
export async function readRitual(tx: Tx, by: By, key: string, language: Language): Promise<Ritual> {
  const { actor } = by
  const { stored, org } = await foundRitual(tx, by, key)
  const calendar = await workCalendar(tx)
  const people = stored.personId ? [stored.personId] : stored.participantIds
  const blocks =
    stored.figures.blocks ??
    (await fillBlocks(tx, by, stored.blocks, {
      workspaceId: actor.workspaceId,
      people,
      day: stored.day,
      before: workingDayBefore(stored.day as Day, calendar),
      templateId: stored.templateId,
      personId: stored.personId,
      org,
      language,
    }))
  const away = await awayOn(tx, actor.workspaceId, stored.day, dayPeriod(stored.day as Day).end)
  const decisions = stored.version === 0 ? [] : await decisionsOf(tx, actor.workspaceId, stored.id)
  const name = (id: string) => org.people.get(id)?.fullName ?? ''
  return {
    ...storedLine(stored, org, todayOf(by), await openPromises(tx, actor.workspaceId)),
    key: keyOf(stored),
    startedAt: stored.startedAt?.toISOString() ?? null,
    endedAt: stored.endedAt?.toISOString() ?? null,
    participants: stored.participantIds.map((id) => ({
      id,
      name: name(id),
      absent: stored.absentIds.includes(id),
      away: away.some(({ personId }) => personId === id),
    })),
    blocks,
    notes: stored.notes,
    decisions: decisions.map(({ ownerId, ownerName, ...one }) => ({
      ...one,
      owner: ownerId && ownerName !== null ? { id: ownerId, name: ownerName } : null,
    })),
    cancelReason: stored.cancelReason,
    previous: await heldBefore(tx, actor.workspaceId, stored),
    next: await dueAfter(tx, actor.workspaceId, stored, org, calendar),
    quality: stored.state === 'held' ? qualityOf(stored) : null,
    version: stored.version,
    may: { lead: mayLead(actor, stored.leaderId) && stored.state !== 'cancelled' },
  }
}

/** How far the next one is looked for: a quarterly one comes within this. */
const AHEAD_DAYS = 100

async function heldBefore(tx: Tx, workspaceId: string, one: StoredRitual) {
  const day = one.templateId && (await lastHeldBefore(tx, workspaceId, one))
  return day ? { key: keyOf({ ...one, day }), day } : null
}

async function dueAfter(tx: Tx, workspaceId: string, one: StoredRitual, org: Org, calendar: WorkCalendar) {
  const [template] = one.templateId ? await listTemplates(tx, workspaceId, one.templateId) : []
  if (!template || template.isArchived) return null
  const after = addDays(one.day as Day, 1)
  const due = dueOf(template, org, { start: after, end: addDays(after, AHEAD_DAYS) }, calendar)
  const days = due.filter(({ personId }) => personId === one.personId).map(({ day }) => day)
  const day = days.toSorted()[0]
  return day ? { key: keyOf({ ...one, day }), day } : null
}

/** How well a held meeting was held, 0…1. */
export function qualityOf(one: StoredRitual): number {
  return ritualQuality({
    lateMinutes: one.startedAt ? (one.startedAt.getTime() - one.startsAt.getTime()) / 60_000 : 0,
    blocks: one.blocks.length,
    noted: Object.values(one.notes).filter((text) => text.trim() !== '').length,
    decisions: one.decisions,
    complete: one.complete,
  })
}
