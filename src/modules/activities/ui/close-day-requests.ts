import type { Day, TimeZone } from '#core/calendar/day.ts'
import type { Inputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import type { Fate } from '../calc/closing.ts'
import { momentAt, wallOf } from '../calc/wall-time.ts'
import type { activitiesContract } from '../contract.ts'
import type { ActivityItem, DayTask, Ref } from './use-activities.ts'

export interface Closing {
  id: string
  at: string
  activity?: ActivityItem
  task?: DayTask
}

type Decided = Closing & { fate: Fate; result: string }
type CloseDay = Inputs<typeof activitiesContract>['closeDay']
type ContactItem = CloseDay['items'][number]
type TaskItem = NonNullable<CloseDay['tasks']>[number]

interface How {
  to: Day
  reason: string
  zone: TimeZone
  /** Says to a person what waits when there is no network. */
  title: string
}

const UUID = /^[0-9a-f-]{36}$/

/**
 * Sends what the evening has decided: one command, all or none. Gives what can be undone.
 * @throws what the API refuses; KEPT when it waits for the network
 */
export async function sendClosing(
  items: readonly Decided[],
  { title, ...how }: How,
): Promise<{ closed: Ref[]; undoTasks: () => Promise<void> }> {
  const day = {
    items: items.flatMap((item) => contactItem(item, how) ?? []),
    tasks: items.flatMap((item) => taskItem(item, how) ?? []),
  }
  const keep = { title, record: 'activities:evening', page: '/my-day' }
  const { closed, tasks } = await api.activities.closeDay(day, { context: { keep } })
  return {
    closed,
    undoTasks: async () => {
      for (const { id, what, version, before } of tasks)
        await (what === 'move' ? api.tasks.edit({ id, version, changes: before }) : api.tasks.reopen({ id }))
    },
  }
}

function contactItem(
  { activity, fate, result }: Decided,
  { to, reason, zone }: Omit<How, 'title'>,
): ContactItem | undefined {
  if (!activity) return undefined
  const { id, version, occurredAt } = activity
  switch (fate) {
    case 'keep':
      return undefined
    case 'cancel':
      return { what: 'cancel', id, version, reason }
    case 'done':
      return { what: 'done', id, version, ...(UUID.test(result) ? { resultId: result } : { result }) }
    case 'move': {
      const { minutes } = wallOf(occurredAt, zone)
      return { what: 'move', id, version, startsAt: momentAt({ day: to, minutes }, zone), reason }
    }
  }
}

function taskItem({ task, fate, result }: Decided, { to, reason }: Pick<How, 'to' | 'reason'>): TaskItem | undefined {
  if (!task || fate === 'keep') return undefined
  const { id } = task
  if (fate === 'move') return { what: 'move', id, dueOn: to, reason }
  return fate === 'cancel' ? { what: 'cancel', id, reason } : { what: 'done', id, result: result.trim() }
}
