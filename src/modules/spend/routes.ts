import { routes } from '#core/http/routes.ts'
import { spendContract } from './contract.ts'
import { costsYear, setCosts } from './service/costs.ts'
import { setSpendDays, spendDays, spendYear, spreadSpend } from './service/spend.ts'

export const spendRoutes = routes(spendContract, {
  year: ({ input, actor, as }) => as((tx) => spendYear(tx, actor, input)),
  days: ({ input, actor, as }) => as((tx) => spendDays(tx, actor, input)),
  setDays: ({ input, actor, as, clock }) => as((tx) => setSpendDays(tx, actor, clock.now(), input.cells)),
  spread: ({ input, actor, as, clock }) => as((tx) => spreadSpend(tx, actor, clock.now(), input)),
  costs: ({ input, actor, as }) => as((tx) => costsYear(tx, actor, input)),
  setCosts: ({ input, actor, as }) => as((tx) => setCosts(tx, actor, input.cells)),
})
