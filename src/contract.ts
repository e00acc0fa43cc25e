import { funnelContract } from '#modules/funnel/contract.ts'
import { plansContract } from '#modules/plans/contract.ts'

/** The whole API by module: what the server implements, the document describes and the browser's client speaks. */
export const contract = {
  plans: plansContract,
  funnel: funnelContract,
}
