import { dayOf } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { type Currency, wholeOf } from '#core/money/currency.ts'
import { matchLines, unmatchedProducts } from '#modules/deals/api.ts'
import {
  insertProducts,
  type NewProduct,
  productKey,
  productSpellings,
  type StoredProduct,
  updateProducts,
} from '#modules/products/api.ts'
import { knownRow, newRow, refusedRow, type RowOutcome } from '../calc/import-counts.ts'
import { changed, isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { type RowValues, valuesReader } from '../calc/row-values.ts'
import type { FileToPass, Passage } from './passage.ts'
import { RowReport } from './row-report.ts'
import type { RunSettings } from './run-settings.ts'

/** Names of products in deals that are looked at when a price list comes. */
const MOST_NAMES = 10_000

/** What a changed product was; `cost` where the import has set one. */
export interface ProductBefore {
  group: string | null
  /** Absent in imports of older versions. */
  groupAfter?: string | null
  priceMinor: number | null
  cost?: { before: number | null; after: number } | undefined
}

/** A price list: products by name. Deals that name a product exactly so are matched with it at once. */
export async function productPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, mapping, zone, write, seesRecords } = settings
  const sumText = (minor: number | null) =>
    minor === null ? '' : String(wholeOf(minor, settings.currency as Currency))
  const values = valuesReader(mapping, file, zone)
  const report = new RowReport(tx, settings, file)
  const known = new Map<string, StoredProduct>()
  const day = dayOf(settings.now, zone)
  const spellings = await productSpellings(tx, workspaceId, day)
  for (const product of spellings)
    for (const name of [product.name, ...product.aliases]) known.set(productKey(name), product)
  const seen = new Map<string, number>()
  const made: string[] = []

  return {
    async take(rows) {
      const records = await report.records(rows)
      const created: NewProduct[] = []
      const updated: NewProduct[] = []
      const outcomes = records.map((row) => outcomeOf(row.line, values(row), { created, updated }))
      if (write && created.length > 0) await insertProducts(tx, workspaceId, created)
      if (write && updated.length > 0) await updateProducts(tx, workspaceId, { day, importId }, updated)
      if (write) await matchDeals(created)
      await report.add(outcomes)
    },
    end: async () => {},
    settle: async () => {},
    result: () => report.counting.result({}),
    made: () => ({ products: made }),
    needsRebuild: false,
  }

  function outcomeOf(
    line: number,
    read: RowValues,
    { created, updated }: { created: NewProduct[]; updated: NewProduct[] },
  ): RowOutcome {
    const { problems } = read
    const name = read.text('name', 300)
    const group = read.text('group', 200) || null
    const priceMinor = read.money('price')
    const costMinor = read.money('cost')
    const key = productKey(name)
    const first = seen.get(key)
    if (name === '') problems.push(rejected(read.label('name'), '', 'NAME_MISSING'))
    else if (first !== undefined) problems.push(rejected(read.label('name'), name, 'ID_REPEATED', { line: first }))
    else seen.set(key, line)
    if (isRejected(problems)) return refusedRow({ line, problems })
    const product = known.get(key)
    if (!product) {
      const one = { id: uuid7(), name, group, priceMinor, costMinor, importId }
      created.push(one)
      made.push(one.id)
      return newRow({ line, problems }, one.id)
    }
    const next = {
      ...product,
      group: group ?? product.group,
      priceMinor: priceMinor ?? product.priceMinor,
      costMinor: costMinor ?? product.costMinor,
    }
    const changes = changesOf(product, next, read)
    if (changes.length === 0) return knownRow(line, product.id)
    updated.push(next)
    problems.push(...changes)
    const before: ProductBefore = {
      group: product.group,
      groupAfter: next.group,
      priceMinor: product.priceMinor,
      ...(costMinor !== null &&
        costMinor !== product.costMinor && { cost: { before: product.costMinor, after: costMinor } }),
    }
    return { line, action: 'update', entityId: product.id, problems, before }
  }

  function changesOf(product: StoredProduct, next: StoredProduct, read: RowValues): RowProblem[] {
    const note = (target: 'group' | 'price' | 'cost', after: string, before: string) =>
      changed(read.label(target), after, 'CHANGED', { target, before: seesRecords ? before : null })
    return [
      ...(next.group === product.group ? [] : [note('group', next.group ?? '', product.group ?? '')]),
      ...(next.priceMinor === product.priceMinor
        ? []
        : [note('price', sumText(next.priceMinor), sumText(product.priceMinor))]),
      ...(next.costMinor === product.costMinor
        ? []
        : [note('cost', sumText(next.costMinor), sumText(product.costMinor))]),
    ]
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
