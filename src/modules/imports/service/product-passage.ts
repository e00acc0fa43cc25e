import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { matchLines, unmatchedProducts } from '#modules/deals/api.ts'
import {
  insertProducts,
  type NewProduct,
  productKey,
  productSpellings,
  type StoredProduct,
  updateProducts,
} from '#modules/products/api.ts'
import { Counting, type RowOutcome } from '../calc/import-counts.ts'
import { changed, isRejected, rejected } from '../calc/row-problem.ts'
import { valuesReader } from '../calc/row-values.ts'
import { insertRows } from '../data/import-rows.ts'
import type { FileToPass, Passage } from './passage.ts'
import type { RunSettings } from './run-settings.ts'

/** Names of products in deals that are looked at when a price list comes. */
const MOST_NAMES = 10_000

/** What a changed product was; `cost` where the import has set one. */
export interface ProductBefore {
  group: string | null
  priceMinor: number | null
  cost?: { before: number | null; after: number } | undefined
}

/** A price list: products by name. Deals that name a product exactly so are matched with it at once. */
export async function productPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, mapping, zone, write, seesRecords } = settings
  const values = valuesReader(mapping, file, zone)
  const counting = new Counting()
  const known = new Map<string, StoredProduct>()
  const day = dayOf(settings.now, zone)
  const spellings = await productSpellings(tx, workspaceId, day)
  for (const product of spellings)
    for (const name of [product.name, ...product.aliases]) known.set(productKey(name), product)
  const seen = new Map<string, number>()
  const made: string[] = []

  return {
    async take(rows) {
      counting.rows += rows.length
      const created: NewProduct[] = []
      const updated: NewProduct[] = []
      const outcomes = rows.map((row): RowOutcome => {
        const read = values(row)
        const { problems } = read
        const name = read.text('name', 300)
        const group = read.text('group', 200) || null
        const priceMinor = read.money('price')
        const costMinor = read.money('cost')
        const key = productKey(name)
        const first = seen.get(key)
        if (name === '') problems.push(rejected(read.label('name'), '', 'NAME_MISSING'))
        else if (first !== undefined) problems.push(rejected(read.label('name'), name, 'ID_REPEATED', { line: first }))
        else seen.set(key, row.line)
        if (isRejected(problems)) return { line: row.line, action: 'rejected', entityId: null, problems, before: null }
        const product = known.get(key)
        if (!product) {
          const one = { id: uuid7(), name, group, priceMinor, costMinor, importId }
          created.push(one)
          made.push(one.id)
          return { line: row.line, action: 'create', entityId: one.id, problems, before: null }
        }
        const next = {
          ...product,
          group: group ?? product.group,
          priceMinor: priceMinor ?? product.priceMinor,
          costMinor: costMinor ?? product.costMinor,
        }
        if (
          next.group === product.group &&
          next.priceMinor === product.priceMinor &&
          next.costMinor === product.costMinor
        ) {
          return { line: row.line, action: 'unchanged', entityId: product.id, problems: [], before: null }
        }
        updated.push(next)
        const note = (target: string, after: string, before: string) =>
          problems.push(changed(read.label(target), after, 'CHANGED', { target, before: seesRecords ? before : null }))
        if (next.group !== product.group) note('group', next.group ?? '', product.group ?? '')
        if (next.priceMinor !== product.priceMinor)
          note('price', String((next.priceMinor ?? 0) / 100), String((product.priceMinor ?? 0) / 100))
        if (next.costMinor !== product.costMinor)
          note(
            'cost',
            String((next.costMinor ?? 0) / 100),
            product.costMinor === null ? '' : String(product.costMinor / 100),
          )
        const before: ProductBefore = {
          group: product.group,
          priceMinor: product.priceMinor,
          ...(costMinor !== null &&
            costMinor !== product.costMinor && { cost: { before: product.costMinor, after: costMinor } }),
        }
        return { line: row.line, action: 'update', entityId: product.id, problems, before }
      })
      if (write && created.length > 0) await insertProducts(tx, workspaceId, created)
      if (write && updated.length > 0) await updateProducts(tx, workspaceId, { day, importId }, updated)
      if (write) await matchDeals(created)
      for (const outcome of outcomes) counting.add(outcome)
      await insertRows(
        tx,
        workspaceId,
        importId,
        outcomes.filter(({ action, problems }) => action === 'update' || problems.length > 0),
      )
    },
    end: async () => {},
    settle: async () => {},
    result: () => counting.result({}),
    made: () => ({ products: made }),
    needsRebuild: false,
  }

  async function matchDeals(created: readonly NewProduct[]): Promise<void> {
    if (created.length === 0) return
    const byKey = new Map(created.map((product) => [productKey(product.name), product.id]))
    const names = await unmatchedProducts(tx, workspaceId, MOST_NAMES)
    for (const [id, same] of Map.groupBy(names, ({ name }) => byKey.get(productKey(name)))) {
      if (id)
        await matchLines(
          tx,
          workspaceId,
          id,
          same.map(({ name }) => name),
        )
    }
  }
}
