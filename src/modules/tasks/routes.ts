import { routes } from '#core/http/routes.ts'
import { tasksContract } from './contract.ts'
import { closeTask, declineTask, reopenTask, trashTasks } from './service/close-task.ts'
import { editMany } from './service/edit-many.ts'
import { editTask } from './service/edit-task.ts'
import { aboutRecord, listTasks, stepsOf, taskOf, taskReference, viewCounts } from './service/read-tasks.ts'
import { addTask } from './service/task-commands.ts'
import { taskHistory } from './service/task-history.ts'

export const tasksRoutes = routes(tasksContract, {
  list: ({ input, actor, as, clock }) => as((tx) => listTasks(tx, { actor, now: clock.now() }, input)),
  counts: ({ input, actor, as, clock }) => as((tx) => viewCounts(tx, { actor, now: clock.now() }, input.ownerIds)),
  about: ({ input, actor, as, clock }) => as((tx) => aboutRecord(tx, { actor, now: clock.now() }, input)),
  nextSteps: ({ input, actor, as }) => as((tx) => stepsOf(tx, actor, input.dealIds)),
  reference: ({ actor, as, clock }) => as((tx) => taskReference(tx, { actor, now: clock.now() })),
  get: ({ input, actor, as }) => as((tx) => taskOf(tx, actor, input.id)),
  history: ({ input, actor, as }) => as((tx) => taskHistory(tx, actor, input.id)),
  create: ({ input, actor, as, clock }) =>
    as(async (tx) => taskOf(tx, actor, (await addTask(tx, { actor, now: clock.now() }, input)).id)),
  edit: ({ input, actor, as, clock }) => as((tx) => editTask(tx, { actor, now: clock.now() }, input)),
  editMany: ({ input, actor, as, clock }) => editMany(as, { actor, now: clock.now() }, input),
  close: ({ input, actor, as, clock }) => as((tx) => closeTask(tx, { actor, now: clock.now() }, input)),
  decline: ({ input, actor, as, clock }) => as((tx) => declineTask(tx, { actor, now: clock.now() }, input)),
  reopen: ({ input, actor, as, clock }) => as((tx) => reopenTask(tx, { actor, now: clock.now() }, input.id)),
  trash: ({ input, actor, as, clock }) => as((tx) => trashTasks(tx, { actor, now: clock.now() }, input)),
})
