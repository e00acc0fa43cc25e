import { type By, zoneOf } from '#core/http/by.ts'
import { dayOf } from '#core/calendar/zone.ts'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { formats } from '#core/i18n/format.ts'
import { notify } from '#modules/notifications/api.ts'
import { plansSoon } from '../data/soon.ts'

/** How long before a meeting its owner is told. */
const AHEAD_MINUTES = 15

interface Planned {
  id: string
  kind: string
  ownerId: string | null
  title: string | null
  occurredAt: number
  /** Null: called off. */
  done?: boolean | null
}

const pageOf = (id: string) => `/my-day?open=${id}`

/** Day and hour on the company's clock, as the words of notices want them. */
function whenOf(at: number, zone: TimeZone) {
  return { day: dayOf(at, zone) as string, time: formats('ru').time(at, zone) }
}

/** Tells people what a leader has planned for them: one notice each, however many plans. */
export async function tellPlanned(tx: Tx, by: By, plans: readonly Planned[]): Promise<void> {
  const { workspaceId, personId: actorId, fullName } = by.actor
  const others = plans.filter(({ ownerId }) => ownerId !== null && ownerId !== actorId)
  const notices = [...Map.groupBy(others, ({ ownerId }) => ownerId ?? '')].flatMap(([personId, own]) => {
    const [first] = own.toSorted((a, b) => a.occurredAt - b.occurredAt)
    if (!first) return []
    const data = {
      by: fullName,
      count: own.length,
      kind: first.kind,
      title: first.title,
      ...whenOf(first.occurredAt, zoneOf(by)),
    }
    const subject = { type: 'activity', id: first.id }
    const path = own.length === 1 ? pageOf(first.id) : '/calendar'
    return [{ workspaceId, personId, kind: 'ACTIVITY_PLANNED', subject, data, path }]
  })
  if (notices.length > 0) await notify(tx, notices)
}

/** Tells the owner that somebody else has moved his plan or called it off; nothing when he did it himself. */
export async function tellChanged(tx: Tx, by: By, plan: Planned, reason: string | null): Promise<void> {
  const { workspaceId, personId: actorId, fullName } = by.actor
  if (plan.ownerId === null || plan.ownerId === actorId) return
  const data = { by: fullName, kind: plan.kind, title: plan.title, reason, ...whenOf(plan.occurredAt, zoneOf(by)) }
  const subject = { type: 'activity', id: plan.id }
  const kind = plan.done === null ? 'ACTIVITY_CANCELLED' : 'ACTIVITY_MOVED'
  await notify(tx, [{ workspaceId, personId: plan.ownerId, kind, subject, data, path: pageOf(plan.id) }])
}

/** Tells the owners of meetings that begin soon; each is told once of each time. Runs as the server. */
export async function tellSoon(tx: Tx, now: Date): Promise<void> {
  const plans = await plansSoon(tx, now, AHEAD_MINUTES)
  const notices = plans.map(({ id, workspaceId, ownerId, kind, title, client, occurredAt, timeZone }) => ({
    workspaceId,
    personId: ownerId,
    kind: 'ACTIVITY_SOON',
    subject: { type: 'activity', id },
    data: { kind, title, client, ...whenOf(occurredAt.getTime(), timeZone) },
    path: pageOf(id),
    key: `soon ${id} ${occurredAt.getTime()}`,
  }))
  if (notices.length > 0) await notify(tx, notices)
}
