import type { By } from '#core/http/by.ts'
import type { Tx } from '#core/db/gate.ts'
import { notify } from '#modules/notifications/api.ts'
import type { StoredTask } from '../data/write-tasks.ts'

/** The page of one task. */
export const taskPath = (id: string) => `/tasks?task=${id}`

/** Tells the owner that he was given a task. */
export async function tellAssigned(tx: Tx, { actor }: By, task: StoredTask): Promise<void> {
  await notify(tx, [
    {
      workspaceId: actor.workspaceId,
      personId: task.ownerId,
      kind: 'TASK_ASSIGNED',
      subject: { type: 'task', id: task.id },
      data: { title: task.title, by: actor.fullName, dueOn: task.dueOn },
      path: taskPath(task.id),
    },
  ])
}

/** Tells whoever gave the task that it was refused; nobody is told of a task that he gave himself. */
/** Who was given a task hears that nobody needs it any more. */
export async function tellCalledOff(tx: Tx, { actor }: By, task: StoredTask, reason: string): Promise<void> {
  if (task.ownerId === actor.personId) return
  await notify(tx, [
    {
      workspaceId: actor.workspaceId,
      personId: task.ownerId,
      kind: 'TASK_CALLED_OFF',
      subject: { type: 'task', id: task.id },
      data: { title: task.title, by: actor.fullName, reason },
      path: taskPath(task.id),
    },
  ])
}

export async function tellDeclined(tx: Tx, { actor }: By, task: StoredTask, reason: string): Promise<void> {
  if (task.authorId === null || task.authorId === actor.personId) return
  await notify(tx, [
    {
      workspaceId: actor.workspaceId,
      personId: task.authorId,
      kind: 'TASK_DECLINED',
      subject: { type: 'task', id: task.id },
      data: { title: task.title, by: actor.fullName, reason },
      path: taskPath(task.id),
    },
  ])
}
