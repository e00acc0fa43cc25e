import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { activitiesContract } from './contract.ts'
import { listResults } from './data/results.ts'
import { planMany, previewPlans, silentClients } from './service/bulk-plan.ts'
import { calendarOf, myDay } from './service/calendar.ts'
import { undoChanges } from './service/change.ts'
import { planActivity, recordActivity } from './service/commands.ts'
import { editActivity, removeActivity } from './service/edit.ts'
import { activityTotals, findActivities, listActivities, oneActivity } from './service/lists.ts'
import { cancelActivity, closeDay, completeActivity, moveActivity } from './service/planned.ts'
import { addResult, editResult, putResultsInOrder } from './service/results.ts'

export const activitiesRoutes = routes(activitiesContract, {
  list: ({ input, as, ...call }) => as((tx) => listActivities(tx, byOf(call), input)),
  find: ({ input, as, ...call }) => as((tx) => findActivities(tx, byOf(call), input)),
  totals: ({ input, as, ...call }) => as((tx) => activityTotals(tx, byOf(call), input)),
  calendar: ({ input, as, ...call }) => as((tx) => calendarOf(tx, byOf(call), input)),
  myDay: ({ input, as, ...call }) => as((tx) => myDay(tx, byOf(call), input)),
  silent: ({ input, as, ...call }) => as((tx) => silentClients(tx, byOf(call), input)),
  previewPlans: ({ input, as, ...call }) => as((tx) => previewPlans(tx, byOf(call), input)),
  bulkPlan: ({ input, as, ...call }) => as((tx) => planMany(tx, byOf(call), input)),
  get: ({ input, actor, as }) => as((tx) => oneActivity(tx, actor, input.id)),
  add: ({ input, as, ...call }) => as((tx) => recordActivity(tx, byOf(call), input)),
  plan: ({ input, as, ...call }) => as((tx) => planActivity(tx, byOf(call), input)),
  complete: ({ input, as, ...call }) => as((tx) => completeActivity(tx, byOf(call), input)),
  move: ({ input, as, ...call }) => as((tx) => moveActivity(tx, byOf(call), input)),
  cancel: ({ input, as, ...call }) => as((tx) => cancelActivity(tx, byOf(call), input)),
  closeDay: ({ input, as, ...call }) => as((tx) => closeDay(tx, byOf(call), input)),
  edit: ({ input, as, ...call }) => as((tx) => editActivity(tx, byOf(call), input)),
  remove: ({ input, as, ...call }) => as((tx) => removeActivity(tx, byOf(call), input)),
  undo: ({ input, as, ...call }) => as(async (tx) => ({ undone: await undoChanges(tx, byOf(call), input.items) })),

  results: ({ actor, as }) => as((tx) => listResults(tx, actor.workspaceId)),
  addResult: ({ input, actor, as }) => as((tx) => addResult(tx, actor, input)),
  editResult: ({ input, actor, as }) => as((tx) => editResult(tx, actor, input)),
  orderResults: ({ input, actor, as }) => as((tx) => putResultsInOrder(tx, actor, input)),
})
