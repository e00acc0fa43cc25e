import { type RawBuilder, sql } from 'kysely'
import { periodDays } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type Counting, countingOf } from '#modules/funnel/api.ts'
import type { Atoms } from '../calc/atoms.ts'
import type { Cell } from '../calc/cells.ts'
import { CAME, MOVED, type PackedColumn, packedCells, type PackedSums } from '../calc/packed-deals.ts'
import { changedSlice, isChanged, type MonthFacts, type StandingMonths, standingMonths } from './deal-months.ts'
import { type DealFacts, dealRows } from './deal-rows.ts'
import { columnsFor, standsBeside } from './packed-columns.ts'
import { packedCut } from './packed-dimensions.ts'
import { byPipeline, type Slice } from './slice.ts'

const MONTH_FACTS: ReadonlySet<DealFacts> = new Set(['booked', 'created', 'closed', 'cohort'])
/** Facts that a closed month keeps: what is learnt of it later stands in the open month. */
const CORRECTED: ReadonlySet<MonthFacts> = new Set(['booked', 'created', 'closed'])

/** Cells of packed months, and rows of the rest: what is read from the facts. */
export interface FromMonths {
  cells: Cell[]
  /** Rows as dealRows gives them; null: nothing is left to be read. */
  rest: RawBuilder<unknown> | null
}

const isOfMonths = (facts: DealFacts): facts is MonthFacts => MONTH_FACTS.has(facts)

/** Whether the question is about what stands beside deals: sales alone are a third of the deals, and what they say themselves is read as fast as it is unpacked. */
function isBeside({ dimensions, segments, fields }: Slice): boolean {
  return segments !== null || fields.size > 0 || dimensions.some(standsBeside)
}

/** Whether so much has changed that the facts are read at once: after an import they all have. */
function isMostly({ months, changed }: StandingMonths, { period }: Slice): boolean {
  return months.length > 1 + periodDays(period) / 60 || changed.length > 1_000
}

/** What can be told of these facts from packed months, and what is left. `newClients`: new clients are told apart. */
export async function fromMonths(
  tx: Tx,
  slice: Slice,
  counting: Counting,
  { facts, newClients }: { facts: ReadonlySet<DealFacts>; newClients: boolean },
): Promise<FromMonths> {
  const asked = [...facts].filter((one) => isOfMonths(one) && (one !== 'booked' || isBeside(slice))) as MonthFacts[]
  const columns = columnsFor(slice, newClients ? ['money', 'profiles'] : [])
  const columnsOfFacts = (one: MonthFacts) =>
    one === 'created' || one === 'cohort' ? columns : new Set<PackedColumn>([...columns, 'money'])
  const found = await Promise.all(
    asked.map(async (one) => ({ facts: one, standing: await standingMonths(tx, one, slice, columnsOfFacts(one)) })),
  )
  const whole = new Set<DealFacts>([...facts].filter((one) => !asked.some((packed) => packed === one)))
  const rest: RawBuilder<unknown>[] = []
  const cells: Cell[] = []
  const standing = found.filter((one) => {
    if (isMostly(one.standing, slice)) whole.add(one.facts)
    return !whole.has(one.facts)
  })
  if (standing.length > 0) {
    const cut = await packedCut(tx, slice, columns, newClients)
    for (const { facts: one, standing: of } of standing)
      for (const [keys, sums] of packedCells(of.rows, { ...cut(of.rows), without: againOf(one, slice) }))
        cells.push({ keys, atoms: atomsOf(one, sums, newClients) })
    for (const { facts: one, standing: of } of standing) rest.push(...(await changedRows(tx, slice, { one, of })))
    const corrected = new Set(standing.map((one) => one.facts).filter((one) => CORRECTED.has(one)))
    if (counting.takesCorrections && corrected.size > 0)
      rest.push(rowsOf(slice, { ...counting, closed: [], live: [] }, corrected))
  }
  if (whole.size > 0) rest.push(rowsOf(slice, counting, whole))
  return { cells, rest: rest.length > 0 ? sql.join(rest, sql` union all `) : null }
}

function rowsOf(slice: Slice, counting: Counting, facts: ReadonlySet<DealFacts>): RawBuilder<unknown> {
  return dealRows(slice, counting, facts, { profiled: true, cellDays: [] })
}

async function changedRows(
  tx: Tx,
  slice: Slice,
  { one, of }: { one: MonthFacts; of: StandingMonths },
): Promise<RawBuilder<unknown>[]> {
  const part = changedSlice(slice, of)
  if (!part) return []
  const counting = { ...(await countingOf(tx, part.period)), takesCorrections: false }
  return [sql`select * from (${rowsOf(part, counting, new Set([one]))}) c where ${isChanged(of, 'owner_id', 'day')}`]
}

/** What counts a deal once more where pipelines do not stand for themselves: that it came to one of them, and that it went on from one. */
function againOf(facts: MonthFacts, slice: Slice): number | null {
  if (byPipeline(slice)) return null
  return facts === 'created' ? CAME : facts === 'cohort' ? MOVED : null
}

function atomsOf(facts: MonthFacts, { n, money, newMoney, firstN }: PackedSums, newClients: boolean): Atoms {
  const [open, won, lost, moved] = n
  if (facts === 'created') {
    const [created, came] = n
    return { createdN: created + came }
  }
  if (facts === 'closed')
    return { closedWonN: won, closedWonMinor: money[1], closedLostN: lost, closedLostMinor: money[2] }
  if (facts === 'cohort') return { cohortN: open + won + lost + moved, cohortWonN: won, cohortOpenN: open }
  return {
    bookedN: open,
    bookedMinor: money[0],
    ...(newClients && { newBookedMinor: newMoney, firstSalesN: firstN }),
  }
}

/** Cells of several readings of parts of the same facts: their numbers add up, and money of parts of deals is rounded when it is whole. */
export function addedUp(cells: readonly Cell[], names: readonly (keyof Atoms)[]): Cell[] {
  const found = new Map<string, Cell & { atoms: Record<string, number> }>()
  for (const { keys, atoms } of cells) {
    const key = JSON.stringify(keys)
    let cell = found.get(key)
    if (!cell) {
      cell = { keys, atoms: Object.fromEntries(names.map((name) => [name, 0])) }
      found.set(key, cell)
    }
    for (const [name, value] of Object.entries(atoms)) cell.atoms[name] = (cell.atoms[name] ?? 0) + (value ?? 0)
  }
  // What is weighed by odds is rounded by whoever shows it.
  for (const { atoms } of found.values())
    for (const name of names) if (name !== 'weightedMinor') atoms[name] = rounded(atoms[name] ?? 0)
  return [...found.values()]
}

/** Halves go away from zero as the database rounds; sums of shares differ from theirs in the last digits. */
function rounded(number: number): number {
  if (Number.isInteger(number)) return number
  return Math.sign(number) * Math.round(Math.abs(number) + 1e-7)
}

/** Won deals that count, cell by cell: amounts and lengths of packed months, and what is left to be read. */
export interface WonOfMonths {
  cells: { keys: (string | null)[]; amounts: number[]; seconds: number[] }[]
  /** The rest of the outcomes: of changed months (with the condition that picks them out), and what was learnt late of closed ones. */
  rest: { slice: Slice; counting: Counting; changed: StandingMonths | null }[]
}

/** The deals won in the period from packed months; null: most of it has changed, or is not packed. */
export async function wonOfMonths(tx: Tx, slice: Slice, counting: Counting): Promise<WonOfMonths | null> {
  const columns = columnsFor(slice, ['money', 'seconds'])
  const standing = await standingMonths(tx, 'closed', slice, columns)
  if (isMostly(standing, slice)) return null
  const cut = await packedCut(tx, slice, columns, false)
  const cells = packedCells(standing.rows, cut(standing.rows), true).map(([keys, { amounts, seconds }]) => ({
    keys,
    amounts,
    seconds,
  }))
  const rest: WonOfMonths['rest'] = []
  const part = changedSlice(slice, standing)
  if (part)
    rest.push({
      slice: part,
      counting: { ...(await countingOf(tx, part.period)), takesCorrections: false },
      changed: standing,
    })
  if (counting.takesCorrections) rest.push({ slice, counting: { ...counting, closed: [], live: [] }, changed: null })
  return { cells, rest }
}
