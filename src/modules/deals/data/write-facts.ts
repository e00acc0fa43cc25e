import { setImmediate as turn } from 'node:timers/promises'
import { type RawBuilder, sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { type InTheEnd, leaveToTheEnd } from '#core/db/in-the-end.ts'
import { type ColumnType, rowAsValues, rowsAsArrays } from '#core/db/rows-as-table.ts'
import { contributions, type Total, TotalSums } from '../calc/contributions.ts'
import type { Derived } from '../calc/derive.ts'
import { BOOKING, type BookingRow, factRows, REACH, type ReachRow, STAY, type StayRow, TOTAL } from './fact-rows.ts'

/** A deal's derived facts before and after a change; null where it did not exist. */
export interface FactsChange {
  before: Derived | null
  after: Derived | null
}

/** What has to be written so that the derived tables follow the log. */
export interface FactsWork {
  /** Set when all of it is about one deal, which had facts before. */
  dealId: string | null
  stays: StayRow[]
  staysGone: StayRow[]
  reach: ReachRow[]
  reachGone: ReachRow[]
  bookings: BookingRow[]
  bookingsGone: BookingRow[]
  totals: readonly Total[]
}

const nothing = (): FactsWork => ({
  dealId: null,
  stays: [],
  staysGone: [],
  reach: [],
  reachGone: [],
  bookings: [],
  bookingsGone: [],
  totals: [],
})

/** Brings the derived tables in line. One statement whatever the number of deals. */
export async function writeFacts(tx: Tx, workspaceId: string, work: FactsWork): Promise<void> {
  await sql`
    -- What follows from the log for the deals of one batch.
    select ${factCalls(workspaceId, work)}`.execute(tx)
}

/** So many totals a statement: putting together a hundred thousand at once, this process would do nothing else meanwhile, nor would the database. */
const TOTALS_AT_ONCE = 5_000

/** Adds to the totals. */
export async function writeTotals(tx: Tx, workspaceId: string, totals: readonly Total[]): Promise<void> {
  const written: Promise<void>[] = []
  for (let at = 0; at === 0 || at < totals.length; at += TOTALS_AT_ONCE) {
    const part = writeFacts(tx, workspaceId, { ...nothing(), totals: totals.slice(at, at + TOTALS_AT_ONCE) })
    // Whoever awaits all of them gets the error.
    part.catch(() => {})
    written.push(part)
    await turn()
  }
  await Promise.all(written)
}

/**
 * The calls that do the work as columns of a select, since each statement costs a trip to the database. The totals come first and always: whoever
 * rebuilds the facts holds their table, so that a command waits there before it has touched a derived row (service/rebuild-facts.ts).
 */
export function factCalls(workspaceId: string, work: FactsWork): RawBuilder<unknown> {
  const call = <Row extends object>(
    name: string,
    rows: readonly Row[],
    columns: Partial<Record<keyof Row & string, ColumnType>>,
  ) => sql`${sql.raw(name)}(${workspaceId}::uuid, ${rowsAsArrays(rows, columns)})`
  if (isOfOne(work)) return callOfOne(workspaceId, work)
  const { dealId, seq, stageId, pipelineId } = STAY
  const calls = [call('add_to_totals', work.totals, TOTAL)]
  const sold = new Set([...work.bookings, ...work.bookingsGone].map(({ dealId: id }) => id))
  if (sold.size > 0) calls.push(sql`take_turns_of_clients(${workspaceId}::uuid, ${[...sold]}::uuid[])`)
  if (work.staysGone.length > 0) calls.push(call('drop_stays', work.staysGone, { dealId, seq, stageId }))
  if (work.stays.length > 0) calls.push(call('put_stays', work.stays, STAY))
  if (work.reachGone.length > 0) calls.push(call('drop_reach', work.reachGone, { dealId, pipelineId }))
  if (work.reach.length > 0) calls.push(call('put_reach', work.reach, REACH))
  if (work.bookingsGone.length > 0) calls.push(call('drop_bookings', work.bookingsGone, { dealId, seq }))
  if (work.bookings.length > 0) calls.push(call('put_bookings', work.bookings, BOOKING))
  return sql.join(calls)
}

/** A move of one deal within its pipeline, the most frequent write of all. */
function isOfOne({ dealId, reach, staysGone, reachGone, bookingsGone }: FactsWork): boolean {
  return dealId !== null && reach.length <= 1 && staysGone.length + reachGone.length + bookingsGone.length === 0
}

const { dealId: _stayOf, ...STAY_OF_ONE } = STAY
const { dealId: _reachOf, ...REACH_OF_ONE } = REACH
const { dealId: _bookingOf, ...BOOKING_OF_ONE } = BOOKING

/** The same as one call, whose plans are kept (db/migrations/0039_move_speed.sql). */
function callOfOne(workspaceId: string, { dealId, totals, stays, reach, bookings }: FactsWork): RawBuilder<unknown> {
  return sql`put_facts_of_deal(${workspaceId}::uuid, ${dealId}::uuid, ${rowsAsArrays(totals, TOTAL)}, ${rowsAsArrays(stays, STAY_OF_ONE)},
    ${rowAsValues(reach[0], REACH_OF_ONE)}, ${rowsAsArrays(bookings, BOOKING_OF_ONE)})`
}

/** What moves of several commands make necessary, by one call. */
const writeMoves: InTheEnd<MovedFacts> = (tx, moves) => {
  const works = moves.map(({ work }) => work)
  const totals = works.flatMap((work) => work.totals)
  const stays = works.flatMap((work) => work.stays)
  const reach = works.flatMap((work) => work.reach)
  return sql`
    -- What follows from the moves of one transaction.
    select put_facts_of_moves(${moves[0]?.workspaceId}::uuid, ${rowsAsArrays(totals, TOTAL)}, ${rowsAsArrays(stays, STAY)},
      ${rowsAsArrays(reach, REACH)})`.execute(tx)
}

interface MovedFacts {
  workspaceId: string
  work: FactsWork
}

/** Leaves the facts of a move that sells nothing to the end of a transaction of several commands; false when they are to be written now. */
export function leaveFacts(tx: Tx, workspaceId: string, work: FactsWork): boolean {
  return isOfOne(work) && work.bookings.length === 0 && leaveToTheEnd(tx, writeMoves, { workspaceId, work })
}

/** What changes of deals make necessary. With `sums` the totals go there, to be written when all batches are done, and not into the work. */
export function factsWork(changes: readonly FactsChange[], zone: TimeZone, sums?: TotalSums): FactsWork {
  const totals = sums ?? new TotalSums()
  const work = nothing()
  const [only] = changes
  if (changes.length === 1 && only?.before && only.before.reach.length > 0) work.dealId = only.before.deal.id
  for (const change of changes) {
    const { before, after } = differing(change)
    if (before) totals.add(contributions(before, zone), -1)
    if (after) totals.add(contributions(after, zone), 1)
    const was = before && factRows(before)
    const is = after && factRows(after)
    compare(was?.stays, is?.stays, (row) => `${row.dealId}${row.seq}${row.stageId}`, work.stays, work.staysGone)
    compare(was?.reach, is?.reach, (row) => `${row.dealId}${row.pipelineId}`, work.reach, work.reachGone)
    compare(was?.bookings, is?.bookings, (row) => `${row.dealId}${row.seq}`, work.bookings, work.bookingsGone)
  }
  if (!sums) work.totals = totals.take()
  return work
}

/** The same without the stays and bookings in the beginning that are as they were: a log grows at its end, and nothing follows from the rest of it. */
function differing({ before, after }: FactsChange): FactsChange {
  if (!before || !after || before.deal.sourceId !== after.deal.sourceId) return { before, after }
  const stays = sameFirst(before.stays, after.stays)
  const bookings = sameFirst(before.bookings, after.bookings)
  const rest = (of: Derived) => ({ ...of, stays: of.stays.slice(stays), bookings: of.bookings.slice(bookings) })
  return { before: rest(before), after: rest(after) }
}

/** How many rows in the beginning are the same. */
function sameFirst<Row extends object>(was: readonly Row[], is: readonly Row[]): number {
  const first = is.findIndex((row, index) => {
    const old = was[index]
    return !old || !isSame(old, row)
  })
  return first === -1 ? is.length : first
}

function compare<Row extends object>(
  was: readonly Row[] = [],
  is: readonly Row[] = [],
  key: (row: Row) => string,
  put: Row[],
  gone: Row[],
): void {
  if (was.length === 0) {
    put.push(...is)
    return
  }
  const old = new Map(was.map((row) => [key(row), row]))
  for (const row of is) {
    const same = old.get(key(row))
    old.delete(key(row))
    if (!same || !isSame(same, row)) put.push(row)
  }
  gone.push(...old.values())
}

function isSame<Row extends object>(a: Row, b: Row): boolean {
  for (const name in a) if (a[name] !== b[name]) return false
  return true
}
