import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import type { By } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { matchLines } from '#modules/deals/api.ts'
import { productKey } from '../calc/spelling.ts'
import type { PastedRow } from '../contract.ts'
import { insertProducts, productSpellings, type StoredProduct } from '../data/bulk-products.ts'
import { setPrice, updateProduct } from '../data/products.ts'
import { allow } from './products.ts'

interface PastedLine {
  line: number
  name: string
  action: 'made' | 'changed' | 'same'
  beforeMinor: number | null
  afterMinor: number | null
}

/**
 * Takes over a pasted price list: products by code, else by name in any known spelling; what a row does not say stays.
 * @throws Refusal FORBIDDEN, PRODUCT_CODE_TAKEN when a new product would have another one's code
 */
export async function pastePriceList(
  tx: Tx,
  { actor }: By,
  { fromOn, rows, dryRun }: { fromOn: string; rows: readonly PastedRow[]; dryRun: boolean },
) {
  allow(actor, 'edit')
  const { workspaceId } = actor
  const all = await productSpellings(tx, workspaceId, fromOn)
  const byKey = new Map(
    all.flatMap((one) => [one.name, ...one.aliases].map((name) => [productKey(name), one] as const)),
  )
  const byCode = new Map(all.flatMap((one) => (one.code ? [[one.code, one] as const] : [])))
  const lines: PastedLine[] = []
  const taken = new Set<string>()
  for (const row of rows) {
    const known = (row.code ? byCode.get(row.code) : undefined) ?? byKey.get(productKey(row.name))
    const { line, name, priceMinor: afterMinor } = row
    if (!known) {
      if (row.code && taken.has(row.code)) throw new Refusal('PRODUCT_CODE_TAKEN', { name })
      if (row.code) taken.add(row.code)
      if (!dryRun) await make(row)
      lines.push({ line, name, action: 'made' as const, beforeMinor: null, afterMinor })
      continue
    }
    const isDearer = afterMinor !== null && afterMinor !== known.priceMinor
    const values = valuesOf(known, row)
    const action = isDearer || values ? ('changed' as const) : ('same' as const)
    if (!dryRun && isDearer)
      await setPrice(tx, workspaceId, { productId: known.id, fromOn, priceMinor: afterMinor, by: actor.personId })
    if (!dryRun && values) await updateProduct(tx, workspaceId, known.id, known.version, values)
    lines.push({ line, name, action, beforeMinor: known.priceMinor, afterMinor: afterMinor ?? known.priceMinor })
  }
  const count = (action: PastedLine['action']) => lines.filter((one) => one.action === action).length
  return { made: count('made'), changed: count('changed'), same: count('same'), lines }

  async function make({ name, group, unit, code, vatPercent, priceMinor }: PastedRow): Promise<void> {
    const id = uuid7()
    const product = { id, name, group: group || null, unit, code: code || null, vatPercent, priceMinor, importId: null }
    await insertProducts(tx, workspaceId, [product])
    await matchLines(tx, workspaceId, id, [name])
  }
}

/** What the row changes besides the price; null when nothing. A product of the archive that is sold again comes out of it. */
function valuesOf(known: StoredProduct, row: PastedRow) {
  const values = {
    name: known.name,
    code: known.code,
    group: row.group || known.group,
    unit: row.unit ?? known.unit,
    vatPercent: row.vatPercent === undefined ? known.vatPercent : row.vatPercent,
    archived: false,
  }
  const isSame =
    values.group === known.group &&
    values.unit === known.unit &&
    values.vatPercent === known.vatPercent &&
    !known.archived
  return isSame ? null : values
}
