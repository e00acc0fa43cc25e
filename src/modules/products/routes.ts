import { type Call, routes } from '#core/http/routes.ts'
import { productsContract } from './contract.ts'
import { dealLineHistory, getDealLines, saveDealLines } from './service/deal-lines.ts'
import { decideDiscount, getLimits, putLimits, withdrawDiscount } from './service/discounts.ts'
import { pastePriceList } from './service/price-list.ts'
import {
  addProduct,
  editProduct,
  listProducts,
  matchProduct,
  priceHistory,
  putPrice,
  takePriceBack,
  unmatchProduct,
} from './service/products.ts'

export const productsRoutes = routes(productsContract, {
  list: ({ input, as, ...call }) => as((tx) => listProducts(tx, by(call), input)),
  add: ({ input, as, ...call }) => as((tx) => addProduct(tx, by(call), input)),
  edit: ({ input, as, ...call }) => as((tx) => editProduct(tx, by(call), input)),
  prices: ({ input, as, ...call }) => as((tx) => priceHistory(tx, by(call), input.id)),
  setPrice: ({ input, as, ...call }) => as((tx) => putPrice(tx, by(call), input)),
  dropPrice: ({ input, as, ...call }) => as((tx) => takePriceBack(tx, by(call), input)),
  paste: ({ input, as, ...call }) => as((tx) => pastePriceList(tx, by(call), input)),
  match: ({ input, as, ...call }) => as((tx) => matchProduct(tx, by(call), input)),
  async unmatch({ input, as, ...call }) {
    await as((tx) => unmatchProduct(tx, by(call), input))
    return { done: true as const }
  },
  discountLimits: ({ as, ...call }) => as((tx) => getLimits(tx, by(call))),
  setDiscountLimits: ({ input, as, ...call }) => as((tx) => putLimits(tx, by(call), input.limits)),
  dealLines: ({ input, as, ...call }) => as((tx) => getDealLines(tx, by(call), input.dealId)),
  saveDealLines: ({ input, as, ...call }) => as((tx) => saveDealLines(tx, by(call), input)),
  dealLineHistory: ({ input, as, ...call }) => as((tx) => dealLineHistory(tx, by(call), input.dealId)),
  decideDiscount: ({ input, as, ...call }) => as((tx) => decideDiscount(tx, by(call), input)),
  withdrawDiscount: ({ input, as, ...call }) => as((tx) => withdrawDiscount(tx, by(call), input)),
})

function by({ actor, clock }: Pick<Call<unknown>, 'actor' | 'clock'>) {
  return { actor, now: clock.now() }
}
