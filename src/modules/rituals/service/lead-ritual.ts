import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Language } from '#core/i18n/language.ts'
import { notify } from '#modules/notifications/api.ts'
import { addTask } from '#modules/tasks/api.ts'
import { keptDecisions } from '../calc/protocol-lines.ts'
import type { Ritual } from '../contract.ts'
import { decisionsOf, deleteDecision, insertDecision } from '../data/decisions.ts'
import { insertRitual, type RitualChange, type StoredRitual, updateRitual } from '../data/rituals.ts'
import { mayLead } from '../policy.ts'
import { foundRitual, readRitual } from './ritual.ts'

interface Asking extends By {
  language: Language
}

/** The clock runs. @throws Refusal NOT_FOUND, FORBIDDEN, RITUAL_OVER */
export async function startRitual(tx: Tx, by: Asking, key: string): Promise<Ritual> {
  const one = await opened(tx, by, key)
  if (one.state === 'running') return readRitual(tx, by, key, by.language)
  return put(tx, by, key, one, { state: 'running', startedAt: by.now })
}

interface Edit {
  key: string
  version: number
  notes?: Record<string, string> | undefined
  absentIds?: string[] | undefined
}

/** Notes of a held meeting may be put right as well. @throws Refusal NOT_FOUND, FORBIDDEN, RITUAL_CHANGED {version}, RITUAL_OVER when it was called off */
export async function editRitual(tx: Tx, by: Asking, { key, version, notes, absentIds }: Edit): Promise<Ritual> {
  const seen = await foundRitual(tx, by, key, { lock: true })
  if (!mayLead(by.actor, seen.stored.leaderId)) throw new Refusal('FORBIDDEN')
  if (seen.stored.state === 'cancelled') throw new Refusal('RITUAL_OVER')
  if (seen.stored.version !== version) throw new Refusal('RITUAL_CHANGED', { version: seen.stored.version })
  const one = await written(tx, by, key)
  const kept = notes ? { ...one.notes, ...notes } : one.notes
  return put(tx, by, key, one, { notes: kept, ...(absentIds && { absentIds }) })
}

interface Decision {
  key: string
  text: string
  ownerId?: string | null | undefined
  dueOn?: string | null | undefined
}

/** @throws Refusal NOT_FOUND, FORBIDDEN, DECISION_INCOMPLETE, DECISION_PAST and those of addTask (tasks) */
export async function decide(tx: Tx, by: Asking, { key, text, ownerId, dueOn }: Decision): Promise<Ritual> {
  const one = await written(tx, by, key)
  if (one.state === 'cancelled') throw new Refusal('DECISION_INCOMPLETE')
  // A decision is kept by somebody by a day, or it is a note.
  if (Boolean(ownerId) !== Boolean(dueOn)) throw new Refusal('DECISION_INCOMPLETE')
  if (dueOn && dueOn < todayOf(by)) throw new Refusal('DECISION_PAST')
  const task =
    ownerId && dueOn
      ? await addTask(tx, by, { title: text, ownerId, dueOn, ...(one.personId && { personId: one.personId }) })
      : null
  await insertDecision(tx, by.actor.workspaceId, {
    id: uuid7(by.now.getTime()),
    ritualId: one.id,
    text,
    ownerId: ownerId ?? null,
    dueOn: dueOn ?? null,
    taskId: task?.id ?? null,
    byId: by.actor.personId,
    at: by.now,
  })
  say(tx, by, one)
  return readRitual(tx, by, key, by.language)
}

/** @throws Refusal NOT_FOUND, FORBIDDEN, RITUAL_OVER */
export async function dropDecision(tx: Tx, by: Asking, { key, id }: { key: string; id: string }): Promise<Ritual> {
  const one = await opened(tx, by, key)
  if (!(await deleteDecision(tx, by.actor.workspaceId, one.id, id))) throw new Refusal('NOT_FOUND')
  say(tx, by, one)
  return readRitual(tx, by, key, by.language)
}

/** Its figures stay as they are now. @throws Refusal NOT_FOUND, FORBIDDEN, RITUAL_OVER */
export async function endRitual(tx: Tx, by: Asking, key: string): Promise<Ritual> {
  const one = await opened(tx, by, key)
  const { blocks } = await readRitual(tx, by, key, by.language)
  return put(tx, by, key, one, {
    state: 'held',
    startedAt: one.startedAt ?? by.now,
    endedAt: by.now,
    figures: { blocks },
  })
}

/** @throws Refusal NOT_FOUND, FORBIDDEN, RITUAL_OVER, RITUAL_REASON_REQUIRED */
export async function cancelRitual(
  tx: Tx,
  by: Asking,
  { key, reason }: { key: string; reason: string },
): Promise<Ritual> {
  if (reason === '') throw new Refusal('RITUAL_REASON_REQUIRED')
  const one = await opened(tx, by, key)
  return put(tx, by, key, one, { state: 'cancelled', cancelReason: reason })
}

/** The protocol goes to everybody who takes part, the way he has chosen. @throws Refusal NOT_FOUND, FORBIDDEN, RITUAL_NOT_HELD */
export async function sendProtocol(tx: Tx, by: Asking, key: string): Promise<void> {
  const { actor } = by
  const { stored, isNew } = await foundRitual(tx, by, key)
  if (!mayLead(actor, stored.leaderId)) throw new Refusal('FORBIDDEN')
  if (isNew || stored.state !== 'held') throw new Refusal('RITUAL_NOT_HELD')
  const decisions = await decisionsOf(tx, actor.workspaceId, stored.id)
  const whom = new Set([...stored.participantIds, stored.leaderId])
  await notify(
    tx,
    [...whom]
      .filter((personId) => personId !== actor.personId)
      .map((personId) => ({
        workspaceId: actor.workspaceId,
        personId,
        kind: 'RITUAL_PROTOCOL',
        subject: { type: 'ritual', id: stored.id },
        data: {
          name: stored.name,
          day: stored.day,
          decisions: keptDecisions(decisions),
        },
        path: `/rituals/${key}`,
      })),
  )
}

/** The meeting for a change: its row is made when there is none. @throws Refusal NOT_FOUND, FORBIDDEN */
async function written(tx: Tx, by: Asking, key: string): Promise<StoredRitual> {
  const { stored, isNew } = await foundRitual(tx, by, key, { lock: true })
  if (!mayLead(by.actor, stored.leaderId)) throw new Refusal('FORBIDDEN')
  if (!isNew) return stored
  const { actor, now } = by
  await insertRitual(tx, actor.workspaceId, { ...stored, id: uuid7(now.getTime()) }, actor.personId)
  return (await foundRitual(tx, by, key, { lock: true })).stored
}

/** The same of one that is not over. @throws Refusal RITUAL_OVER */
async function opened(tx: Tx, by: Asking, key: string): Promise<StoredRitual> {
  const one = await written(tx, by, key)
  if (one.state === 'held' || one.state === 'cancelled') throw new Refusal('RITUAL_OVER')
  return one
}

async function put(tx: Tx, by: Asking, key: string, one: StoredRitual, change: Partial<RitualChange>): Promise<Ritual> {
  await updateRitual(tx, by.actor.workspaceId, one.id, { ...one, ...change })
  say(tx, by, one)
  return readRitual(tx, by, key, by.language)
}

function say(tx: Tx, { actor }: By, { id, leaderId, participantIds }: StoredRitual): void {
  announce(tx, {
    workspaceId: actor.workspaceId,
    topic: 'ritual',
    id,
    ownerIds: [leaderId, ...participantIds],
    byPersonId: actor.personId,
  })
}
