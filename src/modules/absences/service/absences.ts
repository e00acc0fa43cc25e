import { addDays, type Day } from '#core/calendar/day.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { addSubstitution, cancelSubstitution, changeSubstitution, substitutionById } from '#modules/handover/api.ts'
import { audit, isEmployed, orgTree, workCalendar } from '#modules/org/api.ts'
import type { Absence } from '../contract.ts'
import {
  absenceById,
  type AbsenceValues,
  endRequest,
  insertAbsence,
  overlapOf,
  type StoredAbsence,
  updateRequest,
} from '../data/absences.ts'
import { asksFor, decides } from '../policy.ts'
import { shown } from './read-absences.ts'
import { tellAsked, tellDecided } from './tell.ts'

const LONGEST_DAYS = 366

type Given = Partial<{ [Field in keyof AbsenceValues]: AbsenceValues[Field] | undefined }> &
  Pick<AbsenceValues, 'kind' | 'fromOn' | 'toOn'>

/**
 * Asks for an absence; whoever decides it himself has it approved at once, with the substitution.
 * @throws Refusal FORBIDDEN, NOT_FOUND, ABSENCE_DATES, ABSENCE_OVERLAPS, ABSENCE_NOT_EMPLOYED and those of addSubstitution (handover)
 */
export async function askAbsence(tx: Tx, by: By, given: Given): Promise<Absence> {
  const { actor } = by
  const personId = given.personId ?? actor.personId
  if (!asksFor(actor, personId)) throw new Refusal('FORBIDDEN')
  const values = { ...given, personId, substituteId: given.substituteId ?? null, note: given.note || null }
  await check(tx, by, values, null)
  const id = uuid7(by.now.getTime())
  if (decides(actor, personId)) await approve(tx, by, id, values)
  else {
    await insertAbsence(tx, actor.workspaceId, id, actor.personId, values)
    await tellAsked(tx, by, { id, ...values })
  }
  return told(tx, by, id)
}

type Change = { [Field in Exclude<keyof AbsenceValues, 'personId'>]?: AbsenceValues[Field] | undefined } & {
  id: string
  version: number
}

/** @throws Refusal of askAbsence, ABSENCE_CHANGED, ABSENCE_DECIDED */
export async function editAbsence(tx: Tx, by: By, { id, version, ...change }: Change): Promise<Absence> {
  const { actor } = by
  const before = await opened(tx, by, id)
  if (!shown(before, by, await workCalendar(tx)).may.edit) throw refusalFor(before)
  if (before.version !== version) throw new Refusal('ABSENCE_CHANGED')
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const values: AbsenceValues = { ...before, ...given }
  await check(tx, by, values, id)
  if (before.state === 'requested') await updateRequest(tx, actor.workspaceId, id, values)
  else {
    const arranged = await substitutionById(tx, actor.workspaceId, id)
    if (!arranged) throw new Refusal('NOT_FOUND')
    await changeSubstitution(tx, by, { id, version: arranged.version, ...substitutionOf(values) })
  }
  return told(tx, by, id)
}

interface Decision {
  id: string
  version: number
  approve: boolean
  substituteId?: string | null | undefined
  note?: string | null | undefined
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, ABSENCE_OWN, ABSENCE_REASON_REQUIRED, ABSENCE_CHANGED, ABSENCE_DECIDED and those of addSubstitution */
export async function decideAbsence(tx: Tx, by: By, { id, version, ...decision }: Decision): Promise<Absence> {
  const { actor } = by
  const before = await opened(tx, by, id)
  if (!decides(actor, before.personId))
    throw new Refusal(before.personId === actor.personId ? 'ABSENCE_OWN' : 'FORBIDDEN')
  if (before.state !== 'requested') throw new Refusal('ABSENCE_DECIDED')
  if (before.version !== version) throw new Refusal('ABSENCE_CHANGED')
  if (decision.approve) {
    const substituteId = decision.substituteId === undefined ? before.substituteId : decision.substituteId
    await approve(tx, by, id, { ...before, substituteId })
  } else {
    const note = decision.note ?? ''
    if (note === '') throw new Refusal('ABSENCE_REASON_REQUIRED')
    await endRequest(tx, actor.workspaceId, id, { state: 'declined', byId: actor.personId, note })
    await audit(tx, actor, 'absence.declined', 'person', before.personId, { from: before.fromOn, to: before.toOn })
  }
  await tellDecided(tx, by, before, decision.approve)
  return told(tx, by, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, ABSENCE_DECIDED */
export async function cancelAbsence(tx: Tx, by: By, id: string): Promise<void> {
  const { actor } = by
  const before = await opened(tx, by, id)
  if (!shown(before, by, await workCalendar(tx)).may.cancel) throw refusalFor(before)
  if (before.state === 'approved') await cancelSubstitution(tx, by, id)
  else await endRequest(tx, actor.workspaceId, id, { state: 'cancelled', byId: actor.personId, note: null })
  say(tx, by, before.personId, id)
}

/** The substitution of the same id approves it (db/migrations/0032_absences.sql). */
async function approve(tx: Tx, by: By, id: string, values: AbsenceValues): Promise<void> {
  await addSubstitution(tx, by, { absentId: values.personId, ...substitutionOf(values) }, id)
}

function substitutionOf({ fromOn, toOn, kind, substituteId, note }: AbsenceValues) {
  return { startsOn: fromOn, endsOn: toOn, reason: kind as 'leave', substituteId, note }
}

function refusalFor({ state }: StoredAbsence): Refusal {
  return new Refusal(state === 'declined' || state === 'cancelled' ? 'ABSENCE_DECIDED' : 'FORBIDDEN')
}

async function check(tx: Tx, by: By, values: AbsenceValues, self: string | null): Promise<void> {
  const { personId, fromOn, toOn, substituteId } = values
  if (toOn < fromOn || toOn > addDays(fromOn as Day, LONGEST_DAYS)) throw new Refusal('ABSENCE_DATES')
  const people = new Map((await orgTree(tx)).people.map((one) => [one.id, one]))
  const person = people.get(personId)
  if (!person) throw new Refusal('NOT_FOUND')
  if (!isEmployed(person, fromOn)) throw new Refusal('ABSENCE_NOT_EMPLOYED', { name: person.fullName })
  const overlap = await overlapOf(tx, by.actor.workspaceId, { personId, fromOn, toOn, except: self })
  if (overlap) throw new Refusal('ABSENCE_OVERLAPS', { name: person.fullName, ...overlap })
  if (!substituteId) return
  if (substituteId === personId) throw new Refusal('HANDOVER_TO_SELF')
  const substitute = people.get(substituteId)
  if (!substitute) throw new Refusal('NOT_FOUND')
  if (!isEmployed(substitute, fromOn) || !isEmployed(substitute, toOn))
    throw new Refusal('HANDOVER_TO_GONE', { names: [substitute.fullName] })
  const away = await overlapOf(tx, by.actor.workspaceId, { personId: substituteId, fromOn, toOn, except: self })
  if (away)
    throw new Refusal('SUBSTITUTE_AWAY', { name: substitute.fullName, startsOn: away.fromOn, endsOn: away.toOn })
}

async function opened(tx: Tx, { actor }: By, id: string): Promise<StoredAbsence> {
  const found = await absenceById(tx, actor.workspaceId, id, { lock: true })
  if (!found) throw new Refusal('NOT_FOUND')
  return found
}

async function told(tx: Tx, by: By, id: string): Promise<Absence> {
  const one = await absenceById(tx, by.actor.workspaceId, id)
  if (!one) throw new Refusal('NOT_FOUND')
  say(tx, by, one.personId, id)
  return shown(one, by, await workCalendar(tx))
}

function say(tx: Tx, { actor }: By, personId: string, id: string): void {
  announce(tx, {
    workspaceId: actor.workspaceId,
    topic: 'absence',
    id,
    ownerIds: [],
    byPersonId: actor.personId,
  })
}
