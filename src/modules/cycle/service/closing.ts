import type { Month } from '#core/calendar/day.ts'
import { addMonths, asMonth, monthOf } from '#core/calendar/month.ts'
import { monthPeriod } from '#core/calendar/period.ts'
import { startOfDay } from '#core/calendar/zone.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { JobQueue } from '#core/jobs/job.ts'
import { audit } from '#modules/org/api.ts'
import type { CloseLine, Closing } from '../contract.ts'
import { beginClosing, closings, reopen, type StoredClosing } from '../data/closings.ts'
import { closeCounts, wasThere } from '../data/open-matters.ts'
import { closes, reads, reopens } from '../policy.ts'
import { closeJob, CLOSE_STEPS } from './close-job.ts'
import { openPath } from './open-path.ts'

/** @throws Refusal FORBIDDEN */
export async function closingOf(tx: Tx, by: By, asked: string): Promise<Closing> {
  if (!reads(by.actor)) throw new Refusal('FORBIDDEN')
  const month = asMonth(asked)
  const all = await closings(tx, by.actor.workspaceId)
  const stored = all.find((one) => one.month === month)
  const checklist = stored?.state === 'closed' ? stored.checklist : await checklistOf(tx, by, month, all)
  return shown(by, month, stored, checklist, all, await hasFigures(tx, by, month))
}

/** Whether there is anything to close: the company was there in the month, or something of that time was recorded later. */
export async function hasFigures(tx: Tx, { actor }: By, month: Month): Promise<boolean> {
  const { end } = monthPeriod(month)
  return wasThere(tx, actor.workspaceId, end, startOfDay(end, actor.workspace.timeZone))
}

/** @throws Refusal FORBIDDEN, MONTH_CLOSED, MONTH_CLOSING, MONTH_NOT_OVER {month}, MONTH_EMPTY {month}, MONTH_ORDER {month: which one first} */
export async function closeMonth(
  tx: Tx,
  by: By,
  { month: asked, note }: { month: string; note?: string | null | undefined },
  jobs: JobQueue,
): Promise<Closing> {
  const { actor, now } = by
  if (!closes(actor)) throw new Refusal('FORBIDDEN')
  const month = asMonth(asked)
  const all = await closings(tx, actor.workspaceId)
  if (month >= monthOf(todayOf(by))) throw new Refusal('MONTH_NOT_OVER', { month })
  const first = firstToClose(all)
  if (!first && !(await hasFigures(tx, by, month))) throw new Refusal('MONTH_EMPTY', { month })
  if (first && month !== first && all.find((one) => one.month === month)?.state !== 'closed')
    throw new Refusal('MONTH_ORDER', { month: first })
  const checklist = await checklistOf(tx, by, month, all)
  const taken = await beginClosing(tx, actor.workspaceId, month, {
    byId: actor.personId,
    note: note || null,
    checklist,
    now,
    steps: CLOSE_STEPS,
  })
  if (!taken) {
    const state = (await closings(tx, actor.workspaceId)).find((one) => one.month === month)?.state
    throw new Refusal(state === 'closed' ? 'MONTH_CLOSED' : 'MONTH_CLOSING')
  }
  await jobs.enqueue(closeJob, { month }, { tx, actor, key: `${actor.workspaceId} ${month}` })
  sayMonth(tx, by.actor, month)
  const after = await closings(tx, actor.workspaceId)
  return shown(
    by,
    month,
    after.find((one) => one.month === month),
    checklist,
    after,
    true,
  )
}

/** @throws Refusal FORBIDDEN, REOPEN_REASON_REQUIRED, MONTH_OPEN, MONTH_LATER_CLOSED {month} */
export async function reopenMonth(
  tx: Tx,
  by: By,
  { month: asked, reason }: { month: string; reason: string },
): Promise<Closing> {
  const { actor, now } = by
  if (!reopens(actor)) throw new Refusal('FORBIDDEN')
  if (reason === '') throw new Refusal('REOPEN_REASON_REQUIRED')
  const month = asMonth(asked)
  const all = await closings(tx, actor.workspaceId)
  // Months are opened from the last one back: the one that can be opened is named.
  const later = all.findLast((one) => one.month > month && (one.state === 'closed' || one.state === 'closing'))
  if (later) throw new Refusal('MONTH_LATER_CLOSED', { month: later.month })
  if (!(await reopen(tx, actor.workspaceId, month, { byId: actor.personId, reason, now })))
    throw new Refusal('MONTH_OPEN')
  await audit(tx, actor, 'cycle.reopened', 'month', month, { month, reason })
  sayMonth(tx, actor, month)
  return closingOf(tx, by, month)
}

/** Closed months follow each other without a gap: which one is the next; null while none is closed. */
export function firstToClose(all: readonly StoredClosing[]): Month | null {
  const last = all.findLast(({ state }) => state === 'closed')
  return last ? addMonths(last.month, 1) : null
}

export function sayMonth(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string | null },
  month: string,
) {
  announce(tx, { workspaceId, topic: 'cycle', id: month, ownerIds: [], byPersonId: personId })
}

/** What is to be looked at before the month is closed; two things must be so. */
export async function checklistOf(tx: Tx, by: By, month: Month, all: readonly StoredClosing[]): Promise<CloseLine[]> {
  const { start, end } = monthPeriod(month)
  const counts = await closeCounts(tx, by.actor.workspaceId, start, end)
  const first = firstToClose(all)
  const line = (
    code: CloseLine['code'],
    isGood: boolean,
    count: number,
    path: string,
    required = false,
  ): CloseLine => ({
    code,
    state: isGood ? 'good' : required ? 'bad' : 'watch',
    count,
    required,
    path,
  })
  return [
    line('ended', month < monthOf(todayOf(by)), 0, '/cycle', true),
    line('inOrder', first === null || first >= month, 0, '/cycle', true),
    line('planSet', counts.plans > 0, counts.plans, '/plan'),
    line('staleDeals', counts.staleDeals === 0, counts.staleDeals, '/hygiene'),
    line('overdueTasks', counts.overdueTasks === 0, counts.overdueTasks, '/tasks'),
    line('openCases', counts.openCases === 0, counts.openCases, '/cases'),
    line('resultsHeld', counts.resultsHeld > 0, counts.resultsHeld, '/rituals'),
  ]
}

export function shown(
  { actor, ...by }: By,
  month: Month,
  stored: StoredClosing | undefined,
  checklist: CloseLine[],
  all: readonly StoredClosing[],
  isFilled: boolean,
): Closing {
  const named = (id: string | null, name: string | null) => (id && name !== null ? { id, name } : null)
  const state = stored?.state ?? 'open'
  const laterClosed = all.some((one) => one.month > month && (one.state === 'closed' || one.state === 'closing'))
  const first = firstToClose(all)
  const isOver = month < monthOf(todayOf({ actor, ...by }))
  return {
    month,
    state,
    step: stored?.step ?? 'waiting',
    done: stored?.done ?? 0,
    total: stored?.total ?? 0,
    cutOff: stored?.cutOff?.toISOString() ?? null,
    closedAt: stored?.closedAt?.toISOString() ?? null,
    closedBy: named(stored?.closedById ?? null, stored?.closedByName ?? null),
    note: stored?.note ?? null,
    reopenedAt: stored?.reopenedAt?.toISOString() ?? null,
    reopenedBy: named(stored?.reopenedById ?? null, stored?.reopenedByName ?? null),
    reopenReason: stored?.reopenReason ?? null,
    checklist: checklist.map((line) => ({ ...line, path: openPath(actor, line.path) })),
    may: {
      close:
        closes(actor) &&
        isOver &&
        state !== 'closed' &&
        state !== 'closing' &&
        (first === null ? isFilled : first === month),
      reopen: reopens(actor) && state === 'closed' && !laterClosed,
    },
  }
}
