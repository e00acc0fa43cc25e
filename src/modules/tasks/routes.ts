import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { tasksContract } from './contract.ts'
import { closeTask, declineTask, reopenTask, trashTasks } from './service/close-task.ts'
import { editMany } from './service/edit-many.ts'
import { editTask } from './service/edit-task.ts'
import { aboutRecord, listTasks, stepsOf, taskOf, taskReference, viewCounts } from './service/read-tasks.ts'
import { addTask } from './service/task-commands.ts'
import { taskHistory } from './service/task-history.ts'

export const tasksRoutes = routes(tasksContract, {
  list: ({ input, as, ...call }) => as((tx) => listTasks(tx, byOf(call), input)),
  counts: ({ input, as, ...call }) => as((tx) => viewCounts(tx, byOf(call), input.ownerIds)),
  about: ({ input, as, ...call }) => as((tx) => aboutRecord(tx, byOf(call), input)),
  nextSteps: ({ input, actor, as }) => as((tx) => stepsOf(tx, actor, input.dealIds)),
  reference: ({ as, ...call }) => as((tx) => taskReference(tx, byOf(call))),
  get: ({ input, actor, as }) => as((tx) => taskOf(tx, actor, input.id)),
  history: ({ input, actor, as }) => as((tx) => taskHistory(tx, actor, input.id)),
  create: ({ input, actor, as, clock }) =>
    as(async (tx) => taskOf(tx, actor, (await addTask(tx, byOf({ actor, clock }), input)).id)),
  edit: ({ input, as, ...call }) => as((tx) => editTask(tx, byOf(call), input)),
  editMany: ({ input, as, ...call }) => editMany(as, byOf(call), input),
  close: ({ input, as, ...call }) => as((tx) => closeTask(tx, byOf(call), input)),
  decline: ({ input, as, ...call }) => as((tx) => declineTask(tx, byOf(call), input)),
  reopen: ({ input, as, ...call }) => as((tx) => reopenTask(tx, byOf(call), input.id)),
  trash: ({ input, as, ...call }) => as((tx) => trashTasks(tx, byOf(call), input)),
})
