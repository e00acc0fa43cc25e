import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { contributions, TotalSums } from '../calc/contributions.ts'
import type { Booking, Derived, Reach, Stay } from '../calc/derive.ts'

/** A deal's derived facts before and after a change; null where it did not exist. */
export interface FactsChange {
  before: Derived | null
  after: Derived | null
}

/** Writes the derived rows of deals that have none yet, and adds them to the totals. One statement whatever the number of deals. */
export async function addFacts(tx: Tx, workspaceId: string, deals: readonly Derived[], zone: TimeZone): Promise<void> {
  const sums = new TotalSums()
  const stays: object[] = []
  const reach: object[] = []
  const bookings: object[] = []
  for (const derived of deals) {
    const { deal } = derived
    sums.add(contributions(derived, zone), 1)
    for (const stay of derived.stays) stays.push(stayRow(deal, stay, asMilliseconds))
    for (const one of derived.reach) reach.push(reachRow(deal, one, asMilliseconds))
    for (const booking of derived.bookings) bookings.push(bookingRow(deal, booking, asMilliseconds))
  }
  await sql`
    -- Facts of the new deals of one batch.
    select add_facts(${workspaceId}::uuid, ${JSON.stringify(stays)}::json, ${JSON.stringify(reach)}::json, ${JSON.stringify(bookings)}::json,
      ${JSON.stringify(deltaRows(sums))}::json)`.execute(tx)
}

/** What write_facts (db/migrations/0005_facts.sql) has to do, as JSON. */
export function factsDifference(changes: readonly FactsChange[], zone: TimeZone): string {
  const sums = new TotalSums()
  const rows = { stays: [], staysGone: [], reach: [], reachGone: [], bookings: [], bookingsGone: [] } as Record<
    string,
    object[]
  >
  const compare = <Row extends object>(
    name: string,
    before: readonly Row[],
    after: readonly Row[],
    key: (row: Row) => string,
  ) => {
    const old = new Map(before.map((row) => [key(row), row]))
    for (const row of after) {
      const same = old.get(key(row))
      old.delete(key(row))
      if (!same || !isSame(same, row)) rows[name]?.push(row)
    }
    rows[`${name}Gone`]?.push(...old.values())
  }
  for (const { before, after } of changes) {
    if (before) sums.add(contributions(before, zone), -1)
    if (after) sums.add(contributions(after, zone), 1)
    const was = tables(before)
    const is = tables(after)
    compare('stays', was.stays, is.stays, (row) => `${row.deal_id}${row.seq}${row.stage_id}`)
    compare('reach', was.reach, is.reach, (row) => `${row.deal_id}${row.pipeline_id}`)
    compare('bookings', was.bookings, is.bookings, (row) => `${row.deal_id}${row.seq}`)
  }
  const parts = Object.fromEntries(
    Object.entries({ ...rows, deltas: deltaRows(sums) }).filter(([, part]) => part.length > 0),
  )
  return JSON.stringify(parts)
}

function deltaRows(sums: TotalSums): object[] {
  return sums.rows().map(({ kind, day, ownerId, pipelineId, stageId, bucket, n, money }) => ({
    kind,
    day,
    owner_id: ownerId,
    pipeline_id: pipelineId,
    stage_id: stageId,
    bucket,
    n,
    money,
  }))
}

function tables(derived: Derived | null) {
  if (!derived) return { stays: [], reach: [], bookings: [] }
  const { deal } = derived
  return {
    stays: derived.stays.map((stay) => stayRow(deal, stay)),
    reach: derived.reach.map((reach) => reachRow(deal, reach)),
    bookings: derived.bookings.map((booking) => bookingRow(deal, booking)),
  }
}

const stayRow = (deal: Derived['deal'], stay: Stay, moment: Moment = asText) => ({
  deal_id: deal.id,
  seq: stay.seq,
  stage_id: stay.stageId,
  pipeline_id: stay.pipelineId,
  owner_id: stay.ownerId,
  source_id: deal.sourceId,
  entered_at: moment(stay.enteredAt),
  left_at: moment(stay.leftAt),
  first: stay.first,
  skipped: stay.skipped,
  certain: stay.certain,
})

const reachRow = (deal: Derived['deal'], reach: Reach, moment: Moment = asText) => ({
  deal_id: deal.id,
  pipeline_id: reach.pipelineId,
  owner_id: reach.ownerId,
  first_owner_id: reach.firstOwnerId,
  source_id: deal.sourceId,
  created_at: moment(reach.createdAt),
  created_day: reach.createdDay,
  stage_id: reach.stageId,
  furthest_stage_id: reach.furthestStageId,
  outcome: reach.outcome,
  closed_at: moment(reach.closedAt),
  closed_day: reach.closedDay,
  first_won_at: moment(reach.firstWonAt),
  base_minor: deal.baseMinor,
  loss_reason_id: deal.lossReasonId,
  full_history: reach.fullHistory,
})

const bookingRow = (deal: Derived['deal'], booking: Booking, moment: Moment = asText) => ({
  deal_id: deal.id,
  seq: booking.seq,
  pipeline_id: booking.pipelineId,
  owner_id: booking.ownerId,
  source_id: deal.sourceId,
  at: moment(booking.at),
  day: booking.day,
  kind: booking.kind,
  n: booking.n,
  base_minor: booking.baseMinor,
})

/** How a moment goes into JSON. */
type Moment = (at: number | null) => string | number | null
const asText: Moment = (at) => (at === null ? null : new Date(at).toISOString())
const asMilliseconds: Moment = (at) => at

function isSame<Row extends object>(a: Row, b: Row): boolean {
  return Object.entries(a).every(([name, value]) => value === b[name as keyof Row])
}
