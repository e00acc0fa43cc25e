import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Activity, ActivityKind } from './contract.ts'
import { dealActivities, subjectOf } from './data/deal-activities.ts'
import { insertActivities } from './data/write-activities.ts'
import { can } from './policy.ts'

/** One page of a deal's contacts. @throws Refusal FORBIDDEN, NOT_FOUND when the deal does not exist for the actor */
export async function listActivities(
  tx: Tx,
  actor: Actor,
  { dealId, cursor, limit }: { dealId: string; cursor?: [string, string] | undefined; limit: number },
) {
  if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
  if (!(await subjectOf(tx, actor.workspaceId, dealId))) throw new Refusal('NOT_FOUND')
  const found = await dealActivities(tx, actor.workspaceId, dealId, cursor, limit + 1)
  const last = found.length > limit ? found[limit - 1] : undefined
  return { rows: found.slice(0, limit), nextCursor: last ? cursorText([last.occurredAt, last.id]) : null }
}

interface AddActivity {
  kind: ActivityKind
  dealId: string
  occurredAt?: string | undefined
  durationS?: number | null | undefined
  result: string
}

/**
 * Records a contact that has taken place; it is the actor's own, whoever owns the deal.
 * @throws Refusal FORBIDDEN, NOT_FOUND, ACTIVITY_IN_FUTURE
 */
export async function addActivity(tx: Tx, actor: Actor, now: Date, input: AddActivity): Promise<Activity> {
  if (!can(actor, 'add')) throw new Refusal('FORBIDDEN')
  const subject = await subjectOf(tx, actor.workspaceId, input.dealId)
  if (!subject) throw new Refusal('NOT_FOUND')
  const occurredAt = input.occurredAt === undefined ? now : new Date(input.occurredAt)
  // A clock that is a little ahead is no reason to refuse.
  if (occurredAt.getTime() > now.getTime() + 60_000) throw new Refusal('ACTIVITY_IN_FUTURE')
  const id = uuid7()
  const source = actor.via === 'api-key' ? 'api' : 'ui'
  const durationS = input.durationS ?? null
  const { kind, dealId, result } = input
  const zone = actor.workspace.timeZone as TimeZone
  const own = { id, kind, dealId, durationS, result, done: true }
  const row = { ...own, ...subject, ownerId: actor.personId, occurredAt: occurredAt.getTime() }
  await insertActivities(tx, actor.workspaceId, [row], zone, source)
  return {
    ...own,
    source,
    owner: { id: actor.personId, name: actor.fullName },
    occurredAt: occurredAt.toISOString(),
    recordedAt: now.toISOString(),
  }
}
