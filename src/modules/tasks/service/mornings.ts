import { minuteOfDay, startOfDay, today as todayIn } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { notify, type Notice } from '#modules/notifications/api.ts'
import { companies, type Company, overdueByPerson, type OverdueOf } from '../data/overdue.ts'
import { taskPath } from './tell.ts'

/** From this hour of the company's clock on, until the next one, people are told what is overdue. */
const MORNING_MINUTES = 9 * 60
const HOUR_MINUTES = 60

/**
 * Tells everybody of the companies where it is morning what of his is overdue: one notice a person and day, run as often as it may.
 * Gives how many were told.
 */
export async function tellOverdue(tx: Tx, now: Date): Promise<number> {
  let told = 0
  for (const company of await companies(tx)) {
    const zone = company.timeZone
    const minute = minuteOfDay(now, zone)
    if (minute < MORNING_MINUTES || minute >= MORNING_MINUTES + HOUR_MINUTES) continue
    const today = todayIn(zone, now)
    const notices = (await overdueByPerson(tx, company.workspaceId, startOfDay(today, zone))).map((found) =>
      notice(company, today, found),
    )
    await notify(tx, notices)
    told += notices.length
  }
  return told
}

function notice({ workspaceId }: Company, today: string, { personId, count, taskId, title, dueOn }: OverdueOf): Notice {
  const isOne = count === 1
  return {
    workspaceId,
    personId,
    kind: 'TASK_OVERDUE',
    subject: isOne ? { type: 'task', id: taskId } : null,
    data: { title, count, dueOn },
    path: isOne ? taskPath(taskId) : '/tasks?view=overdue',
    key: `task.overdue.${today}`,
  }
}
