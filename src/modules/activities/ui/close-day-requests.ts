import type { Day, TimeZone } from '#core/calendar/day.ts'
import { api } from '#web/api.ts'
import type { Fate } from '../calc/closing.ts'
import { clockText, momentAt, wallOf } from '../calc/wall-time.ts'
import type { ActivityItem, DayTask, Ref } from './use-activities.ts'

export interface Closing {
  id: string
  at: string
  activity?: ActivityItem
  task?: DayTask
}

type Decided = Closing & { fate: Fate; result: string }

const UUID = /^[0-9a-f-]{36}$/

/**
 * Sends what the evening has decided: contacts in one command, all or none, then the tasks one by one. Gives what can be undone.
 * @throws what the API refuses
 */
export async function sendClosing(
  items: readonly Decided[],
  { to, reason, zone }: { to: Day; reason: string; zone: TimeZone },
): Promise<{ closed: Ref[]; undoTasks: () => Promise<void> }> {
  const contacts = items.flatMap((item) => contactItem(item, { to, reason, zone }) ?? [])
  const { closed } = contacts.length > 0 ? await api.activities.closeDay({ items: contacts }) : { closed: [] }
  const undos: (() => Promise<unknown>)[] = []
  for (const { task, fate, result } of items) {
    if (task && fate !== 'keep') undos.push(await closeTask(task, fate, { to, reason, result, zone }))
  }
  return {
    closed,
    undoTasks: async () => {
      for (const undo of undos) await undo()
    },
  }
}

type ContactItem = Parameters<typeof api.activities.closeDay>[0]['items'][number]

function contactItem(
  { activity, fate, result }: Decided,
  { to, reason, zone }: Omit<How, 'result'>,
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

interface How {
  to: Day
  reason: string
  result: string
  zone: TimeZone
}

/** Gives how to take it back. */
async function closeTask(
  task: DayTask,
  fate: Fate,
  { to, reason, result, zone }: How,
): Promise<() => Promise<unknown>> {
  const { id } = task
  const reopen = () => api.tasks.reopen({ id })
  if (fate === 'done') {
    await api.tasks.close({ id, result: result.trim() })
    return reopen
  }
  if (fate === 'cancel') {
    await api.tasks.decline({ id, reason })
    return reopen
  }
  const { version, dueOn } = await api.tasks.get({ id })
  const dueTime = task.hasTime ? clockText(wallOf(task.dueAt, zone).minutes) : null
  const moved = await api.tasks.edit({ id, version, changes: { dueOn: to, dueTime }, reason })
  return () => api.tasks.edit({ id, version: moved.version, changes: { dueOn, dueTime } })
}
