import type { By } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import { notify } from '#modules/notifications/api.ts'
import type { StoredTask } from '../data/write-tasks.ts'

/** The page of one task. */
export const taskPath = (id: string) => `/tasks?task=${id}`

/** Tells the owner that he was given a task. */
export function tellAssigned(tx: Tx, by: By, task: StoredTask): Promise<void> {
  return tell(tx, by, task, { personId: task.ownerId, kind: 'TASK_ASSIGNED', data: { dueOn: task.dueOn } })
}

/** Tells whoever was given a task that nobody needs it any more; nobody is told of what he has done himself. */
export async function tellCalledOff(tx: Tx, by: By, task: StoredTask, reason: string): Promise<void> {
  const { ownerId: personId } = task
  if (personId !== by.actor.personId) await tell(tx, by, task, { personId, kind: 'TASK_CALLED_OFF', data: { reason } })
}

/** Tells whoever gave the task that it was refused; nobody is told of a task that he gave himself. */
export async function tellDeclined(
  tx: Tx,
  by: By,
  task: StoredTask,
  { reason, isForGood }: { reason: string; isForGood: boolean },
): Promise<void> {
  const { authorId: personId } = task
  if (personId !== null && personId !== by.actor.personId)
    await tell(tx, by, task, { personId, kind: 'TASK_DECLINED', data: { reason, isForGood } })
}

interface Telling {
  personId: string
  kind: 'TASK_ASSIGNED' | 'TASK_CALLED_OFF' | 'TASK_DECLINED'
  data: Record<string, string | number | boolean | null>
}

async function tell(
  tx: Tx,
  { actor }: By,
  { id, title }: StoredTask,
  { personId, kind, data }: Telling,
): Promise<void> {
  await notify(tx, [
    {
      workspaceId: actor.workspaceId,
      personId,
      kind,
      subject: { type: 'task', id },
      data: { title, by: actor.fullName, ...data },
      path: taskPath(id),
    },
  ])
}
