/** What other modules may use of products and lines. */
export { lineSum, linesSum, type VatMode } from './calc/line-sums.ts'
export { likelyProducts, productKey } from './calc/spelling.ts'
export {
  addAlias,
  deleteProducts,
  dropImportedPrices,
  insertProducts,
  type NewProduct,
  productSpellings,
  removeAlias,
  type ProductChange,
  productsChangedSince,
  restoreProducts,
  untouchedProducts,
  type StoredProduct,
  updateProducts,
} from './data/bulk-products.ts'
export { type DealTerms, dealTerms, type StoredLine, storedLines } from './data/deal-lines.ts'
export { productsList } from './service/products-file.ts'
