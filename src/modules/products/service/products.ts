import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { matchLines, unmatchedProducts, unmatchLines } from '#modules/deals/api.ts'
import type { VatPercent } from '../calc/line-sums.ts'
import { likelyProducts } from '../calc/spelling.ts'
import { listCondition } from '#modules/lists/api.ts'
import type { ProductPrice, ProductQuestion } from '../contract.ts'
import { productListFields, productsMeeting } from '../data/product-columns.ts'
import { addAlias, insertProducts, productSpellings, removeAlias, type StoredProduct } from '../data/bulk-products.ts'
import { dropPrice, nextPrices, pricesOf, putUnitCost, setPrice, unitCosts, updateProduct } from '../data/products.ts'
import { can, type ProductAction } from '../policy.ts'

const UNMATCHED_SHOWN = 200

/** The price list of today, those products of it that meet a condition. @throws Refusal FORBIDDEN, FILTER_BAD */
export async function priceList(tx: Tx, by: By, where: ProductQuestion['where']) {
  const { workspaceId } = by.actor
  allow(by.actor, 'read')
  const day = todayOf(by)
  const products = await productSpellings(tx, workspaceId, day)
  const next = await nextPrices(tx, workspaceId, day)
  // What a thing costs the company is not for those who sell it.
  const costs = can(by.actor, 'edit') ? await unitCosts(tx, workspaceId) : new Map<string, number>()
  const condition = where && listCondition(where, productListFields(day), by)
  const wanted = condition && (await productsMeeting(tx, workspaceId, condition))
  return products
    .filter(({ id }) => wanted?.has(id) ?? true)
    .map(({ importId: _importId, ...product }) => ({
      ...product,
      costMinor: costs.get(product.id) ?? null,
      next: next.get(product.id) ?? null,
    }))
}

/** The price list, and names in the deals that the actor sees which nobody has matched. @throws Refusal FORBIDDEN, FILTER_BAD */
export async function listProducts(tx: Tx, by: By, { where }: Pick<ProductQuestion, 'where'>) {
  const { actor } = by
  const products = await priceList(tx, by, undefined)
  const shown = where ? await priceList(tx, by, where) : products
  const likely = likelyProducts(products.filter(({ archived }) => !archived))
  const unmatched = await unmatchedProducts(tx, actor.workspaceId, UNMATCHED_SHOWN)
  return {
    products: shown,
    unmatched: unmatched.map(({ name, lines }) => {
      const proposal = likely(name)
      return { name, lines, proposal: proposal && { id: proposal.id, name: proposal.name } }
    }),
    may: {
      edit: can(actor, 'edit') && !actor.readOnly,
      setLimits: can(actor, 'setLimits') && !actor.readOnly,
    },
  }
}

export interface ProductFields {
  name: string
  code?: string | null | undefined
  group?: string | null | undefined
  unit?: string | undefined
  vatPercent?: VatPercent | null | undefined
  priceMinor?: number | null | undefined
  costMinor?: number | null | undefined
}

/** @throws Refusal FORBIDDEN, PRODUCT_EXISTS, PRODUCT_CODE_TAKEN */
export async function addProduct(tx: Tx, { actor }: By, fields: ProductFields) {
  allow(actor, 'edit')
  const { name, group, priceMinor = null, code, unit, vatPercent } = fields
  refuseTwin(await productSpellings(tx, actor.workspaceId), { name, code: code || null }, null)
  const id = uuid7()
  const product = { id, name, group: group || null, priceMinor, importId: null, unit, code: code || null, vatPercent }
  await insertProducts(tx, actor.workspaceId, [product])
  if (fields.costMinor != null) await putUnitCost(tx, actor.workspaceId, id, fields.costMinor)
  return { id, lines: await matchLines(tx, actor.workspaceId, id, [name]) }
}

interface ProductEdit {
  name?: string | undefined
  code?: string | null | undefined
  group?: string | null | undefined
  unit?: string | undefined
  vatPercent?: VatPercent | null | undefined
  id: string
  version: number
  archived?: boolean | undefined
  costMinor?: number | null | undefined
}

/** @throws Refusal FORBIDDEN, NOT_FOUND, PRODUCT_EXISTS, PRODUCT_CODE_TAKEN, PRODUCT_CHANGED */
export async function editProduct(tx: Tx, { actor }: By, { id, version, ...given }: ProductEdit) {
  const { product, all } = await productOf(tx, actor, id)
  const changed = () => new Refusal('PRODUCT_CHANGED', { version: product.version })
  if (product.version !== version) throw changed()
  const values = {
    name: given.name ?? product.name,
    code: given.code === undefined ? product.code : given.code || null,
    group: given.group === undefined ? product.group : given.group || null,
    unit: given.unit ?? product.unit,
    vatPercent: given.vatPercent === undefined ? product.vatPercent : given.vatPercent,
    archived: given.archived ?? product.archived,
  }
  refuseTwin(all, values, id)
  const written = await updateProduct(tx, actor.workspaceId, id, version, values)
  if (written === undefined) throw changed()
  if (given.costMinor !== undefined) await putUnitCost(tx, actor.workspaceId, id, given.costMinor)
  // Deals know the product by its old name too.
  if (values.name !== product.name) await addAlias(tx, actor.workspaceId, product.name, id)
  return { id, version: written }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function priceHistory(tx: Tx, { actor }: By, id: string): Promise<{ prices: ProductPrice[] }> {
  allow(actor, 'read')
  if (!(await productSpellings(tx, actor.workspaceId)).some((one) => one.id === id)) throw new Refusal('NOT_FOUND')
  const prices = await pricesOf(tx, actor.workspaceId, id)
  return { prices: prices.map(({ setAt, ...price }) => ({ ...price, setAt: setAt.toISOString() })) }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function putPrice(tx: Tx, by: By, price: { id: string; fromOn: string; priceMinor: number }) {
  const { actor } = by
  await productOf(tx, actor, price.id)
  const { id: productId, fromOn, priceMinor } = price
  await setPrice(tx, actor.workspaceId, { productId, fromOn, priceMinor, by: actor.personId })
  return priceHistory(tx, by, productId)
}

/** Only a price of the future can be taken back: what has held, invoices were written by. @throws Refusal FORBIDDEN, NOT_FOUND, PRICE_HAS_HELD */
export async function takePriceBack(tx: Tx, by: By, { id, fromOn }: { id: string; fromOn: string }) {
  await productOf(tx, by.actor, id)
  if (fromOn <= todayOf(by)) throw new Refusal('PRICE_HAS_HELD')
  await dropPrice(tx, by.actor.workspaceId, id, fromOn)
  return priceHistory(tx, by, id)
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function matchProduct(tx: Tx, { actor }: By, { alias, productId }: { alias: string; productId: string }) {
  await productOf(tx, actor, productId)
  await addAlias(tx, actor.workspaceId, alias, productId)
  return { lines: await matchLines(tx, actor.workspaceId, productId, [alias]) }
}

/** @throws Refusal FORBIDDEN, NOT_FOUND */
export async function unmatchProduct(
  tx: Tx,
  { actor }: By,
  { alias, productId }: { alias: string; productId: string },
): Promise<void> {
  await productOf(tx, actor, productId)
  await removeAlias(tx, actor.workspaceId, alias)
  await unmatchLines(tx, actor.workspaceId, [productId], [alias])
}

async function productOf(tx: Tx, actor: Actor, id: string) {
  allow(actor, 'edit')
  const all = await productSpellings(tx, actor.workspaceId)
  const product = all.find((one) => one.id === id)
  if (!product) throw new Refusal('NOT_FOUND')
  return { product, all }
}

function refuseTwin(
  all: readonly StoredProduct[],
  { name, code }: { name: string; code: string | null },
  self: string | null,
): void {
  const others = all.filter(({ id }) => id !== self)
  if (others.some((product) => product.name.toLowerCase() === name.toLowerCase())) throw new Refusal('PRODUCT_EXISTS')
  const sameCode = code === null ? undefined : others.find((product) => product.code === code)
  if (sameCode) throw new Refusal('PRODUCT_CODE_TAKEN', { name: sameCode.name })
}

export function allow(actor: Actor, action: ProductAction): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}
