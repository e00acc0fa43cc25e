import type { By } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import { closeTask, declineTask } from './close-task.ts'
import { editTask } from './edit-task.ts'
import { openedTask, timeOf } from './task-commands.ts'

/** What the evening does with a task of the day. */
export type EveningTask = { id: string } & (
  | { what: 'move'; dueOn: string; reason: string }
  | { what: 'cancel'; reason: string }
  | { what: 'done'; result: string }
)

/** What was done and what is needed to take it back: a moved task had this date. */
export interface SettledTask {
  id: string
  what: EveningTask['what']
  version: number
  before: { dueOn: string; dueTime: string | null }
}

/**
 * Moves, declines or closes tasks one after the other within one transaction; a moved one keeps its hour.
 * @throws Refusal NOT_FOUND, FORBIDDEN, TASK_CLOSED
 */
export async function settleTasks(tx: Tx, by: By, tasks: readonly EveningTask[]): Promise<SettledTask[]> {
  const settled: SettledTask[] = []
  // A task that is named twice is settled once, as it was named first.
  for (const task of tasks.filter((one, place) => tasks.findIndex(({ id }) => id === one.id) === place)) {
    const before = await openedTask(tx, by, { id: task.id })
    const { version } = await settle(tx, by, task, before.version)
    settled.push({
      id: task.id,
      what: task.what,
      version,
      before: { dueOn: before.dueOn, dueTime: timeOf(by, before) },
    })
  }
  return settled
}

async function settle(tx: Tx, by: By, task: EveningTask, version: number): Promise<{ version: number }> {
  const { id } = task
  switch (task.what) {
    case 'done':
      return (await closeTask(tx, by, { id, result: task.result })).task
    case 'cancel':
      return declineTask(tx, by, { id, reason: task.reason })
    case 'move':
      return editTask(tx, by, { id, version, changes: { dueOn: task.dueOn }, reason: task.reason })
  }
}
