import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
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
  list: ({ input, as, ...call }) => as((tx) => listProducts(tx, byOf(call), input)),
  add: ({ input, as, ...call }) => as((tx) => addProduct(tx, byOf(call), input)),
  edit: ({ input, as, ...call }) => as((tx) => editProduct(tx, byOf(call), input)),
  prices: ({ input, as, ...call }) => as((tx) => priceHistory(tx, byOf(call), input.id)),
  setPrice: ({ input, as, ...call }) => as((tx) => putPrice(tx, byOf(call), input)),
  dropPrice: ({ input, as, ...call }) => as((tx) => takePriceBack(tx, byOf(call), input)),
  paste: ({ input, as, ...call }) => as((tx) => pastePriceList(tx, byOf(call), input)),
  match: ({ input, as, ...call }) => as((tx) => matchProduct(tx, byOf(call), input)),
  async unmatch({ input, as, ...call }) {
    await as((tx) => unmatchProduct(tx, byOf(call), input))
    return { done: true as const }
  },
  discountLimits: ({ as, ...call }) => as((tx) => getLimits(tx, byOf(call))),
  setDiscountLimits: ({ input, as, ...call }) => as((tx) => putLimits(tx, byOf(call), input.limits)),
  dealLines: ({ input, as, ...call }) => as((tx) => getDealLines(tx, byOf(call), input.dealId)),
  saveDealLines: ({ input, as, ...call }) => as((tx) => saveDealLines(tx, byOf(call), input)),
  dealLineHistory: ({ input, as, ...call }) => as((tx) => dealLineHistory(tx, byOf(call), input.dealId)),
  decideDiscount: ({ input, as, ...call }) => as((tx) => decideDiscount(tx, byOf(call), input)),
  withdrawDiscount: ({ input, as, ...call }) => as((tx) => withdrawDiscount(tx, byOf(call), input)),
})
