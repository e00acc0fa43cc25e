import { asPeriod } from '#core/calendar/period.ts'
import { byOf, todayOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { normsContract } from './contract.ts'
import { contactsOf, normOutcome } from './service/behind.ts'
import { myNorms, normBoard } from './service/board.ts'
import { listRules, removeRule, setRules } from './service/rules.ts'
import { editNormSettings, excuse, listExcuses, setRamp, unexcuse } from './service/settings.ts'

const done = { done: true as const }

export const normsRoutes = routes(normsContract, {
  board: ({ input, as, ...call }) =>
    as((tx) => normBoard(tx, call.actor, { period: asPeriod(input.period), kind: input.kind }, todayOf(byOf(call)))),
  mine: ({ as, ...call }) => as((tx) => myNorms(tx, call.actor, todayOf(byOf(call)))),
  contacts: ({ input, as, ...call }) =>
    as((tx) =>
      contactsOf(tx, call.actor, { ...input, period: asPeriod(input.period), kind: input.kind }, todayOf(byOf(call))),
    ),
  rules: ({ input, as, ...call }) => as((tx) => listRules(tx, call.actor, input.ownerId, todayOf(byOf(call)))),
  setRules: ({ input, as, ...call }) =>
    as(async (tx) => {
      await setRules(tx, call.actor, input, todayOf(byOf(call)))
      return done
    }),
  removeRule: ({ input, as, ...call }) =>
    as(async (tx) => {
      await removeRule(tx, call.actor, input, todayOf(byOf(call)))
      return done
    }),
  setRamp: ({ input, actor, as }) =>
    as(async (tx) => {
      await setRamp(tx, actor, input.weeks)
      return done
    }),
  editSettings: ({ input, actor, as }) => as((tx) => editNormSettings(tx, actor, input)),
  excuse: ({ input, actor, as }) =>
    as(async (tx) => {
      await excuse(tx, actor, input)
      return done
    }),
  unexcuse: ({ input, actor, as }) =>
    as(async (tx) => {
      await unexcuse(tx, actor, input)
      return done
    }),
  excuses: ({ input, actor, as }) => as((tx) => listExcuses(tx, actor, asPeriod(input.period))),
  outcome: ({ input, as, ...call }) =>
    as((tx) => normOutcome(tx, call.actor, { kind: input.kind, period: asPeriod(input.period) }, todayOf(byOf(call)))),
})
