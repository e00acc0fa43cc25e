import { dayOf } from '#core/calendar/zone.ts'
import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { type Currency, wholeOf } from '#core/money/currency.ts'
import { convertMinor } from '#core/money/money.ts'
import { ratesOn } from '#modules/org/api.ts'
import { lockSpend, putSpend, type SpendBefore, type SpendToWrite } from '#modules/spend/api.ts'
import { refusedRow, type RowOutcome } from '../calc/import-counts.ts'
import { changed, isRejected, rejected, type RowProblem } from '../calc/row-problem.ts'
import { valuesReader } from '../calc/row-values.ts'
import { knownSources } from '../data/dictionaries.ts'
import { NamedBook } from './named-book.ts'
import type { FileToPass, Passage } from './passage.ts'
import { RowReport } from './row-report.ts'
import { labelOf, type RunSettings } from './run-settings.ts'

/** What a campaign of a source cost on a day, by one or more rows of the file. */
interface Cell {
  sourceId: string
  campaign: string
  day: string
  amountMinor: number
  rows: { line: number; problems: RowProblem[] }[]
}

const CELLS_AT_ONCE = 2_000

/**
 * Spend as advertising cabinets export it. Rows of one source, campaign and day (one for each advertisement) are added up; what is here already for that
 * day is replaced, so that a fresher export of the same days may come after. Sources that nobody knows are made.
 */
export async function spendPassage(tx: Tx, settings: RunSettings, { file }: FileToPass): Promise<Passage> {
  const { workspaceId, importId, personId, mapping, zone, currency: company, write, seesRecords } = settings
  const { currency } = mapping
  const values = valuesReader(mapping, file, zone)
  const report = new RowReport(tx, settings, file)
  const sources = new NamedBook('sources', await knownSources(tx))
  const today = dayOf(settings.now, zone)
  const cells = new Map<string, Cell>()

  return {
    async take(rows) {
      const records = await report.records(rows)
      const bad: RowOutcome[] = []
      for (const row of records) {
        const read = values(row)
        const { problems } = read
        const source = read.text('source', 200)
        const day = read.day('day')
        const amount = read.money('amount')
        const isBroken = isRejected(problems)
        if (source === '') problems.push(rejected(read.label('source'), '', 'SOURCE_MISSING'))
        if (day === null && !isBroken) problems.push(rejected(read.label('day'), '', 'DAY_MISSING'))
        else if (day !== null && day > today) problems.push(rejected(read.label('day'), day, 'DATE_IN_FUTURE', { day }))
        if (amount === null && !isBroken) problems.push(rejected(read.label('amount'), '', 'AMOUNT_MISSING'))
        else if (amount !== null && amount < 0)
          problems.push(rejected(read.label('amount'), String(wholeOf(amount, currency)), 'AMOUNT_NEGATIVE'))
        const sourceId = isRejected(problems) ? null : sources.find(source)
        if (!sourceId || day === null || amount === null) {
          bad.push(refusedRow({ line: row.line, problems }))
          continue
        }
        const campaign = read.text('campaign', 200)
        const key = `${sourceId}|${campaign}|${day}`
        const cell = cells.get(key) ?? { sourceId, campaign, day, amountMinor: 0, rows: [] }
        cell.amountMinor += amount
        cell.rows.push({ line: row.line, problems })
        cells.set(key, cell)
      }
      await report.add(bad)
    },
    async end() {
      if (write) await sources.write(tx, workspaceId)
      const all = [...cells.values()]
      for (let from = 0; from < all.length; from += CELLS_AT_ONCE) await pass(all.slice(from, from + CELLS_AT_ONCE))
      if (write) announce(tx, { workspaceId, topic: 'spend', id: importId, ownerIds: [], byPersonId: null })
    },
    settle: async () => {},
    result: () => report.counting.result({ sources: sources.made.map(({ name }) => name) }),
    made: () => ({ sources: sources.made.map(({ id }) => id) }),
    needsRebuild: false,
  }

  /** Holds a batch of cells against what is here, writes the difference and accounts for the rows. */
  async function pass(batch: readonly Cell[]): Promise<void> {
    const addresses = batch.map((cell) => ({ ...cell, currency, rows: undefined }))
    const known = new Map((await lockSpend(tx, workspaceId, addresses)).map((one) => [keyOf(one), one]))
    const rates = currency === company ? null : await ratesOn(tx, workspaceId, addresses)
    const toWrite: SpendToWrite[] = []
    const outcomes = batch.flatMap((cell): RowOutcome[] => {
      const { amountMinor, day } = cell
      const here = known.get(keyOf(cell))
      const rate = rates?.get(`${currency} ${day}`)
      if (rates && !rate) {
        const problem = rejected(null, currency, 'RATE_MISSING', { currency, day })
        return cell.rows.map((row) => ({
          ...row,
          problems: [...row.problems, problem],
          ...NOTHING,
          action: 'rejected',
        }))
      }
      const baseMinor = rate ? convertMinor(amountMinor, currency, rate, company as Currency) : amountMinor
      // A campaign that rested that day costs nothing and needs no row.
      if (here ? here.amountMinor === amountMinor : amountMinor === 0)
        return cell.rows.map((row) => ({ ...row, ...NOTHING, entityId: here?.id ?? null, action: 'unchanged' }))
      const { sourceId, campaign } = cell
      toWrite.push({ sourceId, campaign, day, currency, amountMinor, baseMinor, note: null })
      if (!here) return cell.rows.map((row) => ({ ...row, ...NOTHING, action: 'create' }))
      const before: SpendBefore = {
        amountMinor: here.amountMinor,
        baseMinor: here.baseMinor,
        version: here.version + 1,
      }
      const note = changed(labelOf(settings, 'amount'), String(wholeOf(amountMinor, currency)), 'CHANGED', {
        target: 'amount',
        before: seesRecords ? String(wholeOf(here.amountMinor, currency)) : null,
      })
      // The first row of the cell carries what a revert needs.
      return cell.rows.map((row, index) => ({
        ...row,
        problems: [...row.problems, note],
        action: 'update',
        entityId: here.id,
        before: index === 0 ? before : null,
      }))
    })
    if (write) await putSpend(tx, { workspaceId, personId, importId }, toWrite)
    await report.add(outcomes)
  }
}

const NOTHING = { entityId: null, before: null }
const keyOf = ({ sourceId, campaign, day }: { sourceId: string; campaign: string; day: string }) =>
  `${sourceId}|${campaign}|${day}`
