import { asPeriod } from '#core/calendar/period.ts'
import { byOf, todayOf } from '#core/http/by.ts'
import { type Call, routes } from '#core/http/routes.ts'
import { decompositionContract } from './contract.ts'
import { issueNorms } from './service/issue.ts'
import { askRecount, editSettings } from './service/settings.ts'
import { sellerDecomposition, teamDecomposition } from './service/team.ts'

/** The question with its period read, and the company's today. */
function asked<Input extends { period: string }>({
  input,
  actor,
  clock,
}: Pick<Call<Input>, 'input' | 'actor' | 'clock'>) {
  return {
    about: { ...input, period: asPeriod(input.period) },
    day: todayOf(byOf({ actor, clock })),
  }
}

export const decompositionRoutes = routes(decompositionContract, {
  team: (call) => {
    const { about, day } = asked(call)
    return call.as((tx) => teamDecomposition(tx, call.actor, about, day))
  },
  seller: (call) => {
    const { about, day } = asked(call)
    return call.as((tx) => sellerDecomposition(tx, call.actor, about, day))
  },
  issue: (call) => {
    const { about, day } = asked(call)
    return call.as((tx) => issueNorms(tx, call.actor, about, day))
  },
  editSettings: ({ input, actor, as }) => as((tx) => editSettings(tx, actor, input)),
  recount: ({ actor, as }) =>
    as(async (tx) => {
      await askRecount(tx, actor)
      return { done: true as const }
    }),
})
