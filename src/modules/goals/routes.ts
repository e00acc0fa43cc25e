import { asPeriod } from '#core/calendar/period.ts'
import { byOf, todayOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { goalsContract } from './contract.ts'
import { goalChoices } from './service/choices.ts'
import { getGoal, listGoals } from './service/read-goals.ts'
import { readStrategy, writeStrategy } from './service/strategy.ts'
import { addGoalTask, checkIn, closeGoal, createGoal, editGoal } from './service/write-goals.ts'

const done = { done: true as const }

export const goalsRoutes = routes(goalsContract, {
  list: ({ input, as, ...call }) =>
    as((tx) => listGoals(tx, call.actor, { ...input, period: asPeriod(input.period) }, todayOf(byOf(call)))),
  get: ({ input, as, ...call }) => as((tx) => getGoal(tx, call.actor, input.id, todayOf(byOf(call)))),
  choices: ({ as, ...call }) => as((tx) => goalChoices(tx, call.actor, todayOf(byOf(call)))),
  create: ({ input, actor, as, clock }) => as((tx) => createGoal(tx, actor, input, clock.now())),
  edit: ({ input, actor, as }) => as((tx) => editGoal(tx, actor, input)),
  close: ({ input, actor, as, clock }) => as((tx) => closeGoal(tx, actor, input, clock.now())),
  checkIn: ({ input, as, ...call }) =>
    as(async (tx) => {
      await checkIn(tx, call.actor, input, call.clock.now(), todayOf(byOf(call)))
      return done
    }),
  addTask: ({ input, actor, as, clock }) => as((tx) => addGoalTask(tx, actor, input, clock.now())),
  strategy: ({ input, actor, as }) => as((tx) => readStrategy(tx, actor, input.version)),
  writeStrategy: ({ input, actor, as, clock }) => as((tx) => writeStrategy(tx, actor, input, clock.now())),
})
