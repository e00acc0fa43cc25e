import type { ColumnType } from '#core/db/rows-as-table.ts'
import type { Derived } from '../calc/derive.ts'

/** Columns of the derived tables in the order of the functions that write them (db/migrations/0005_facts.sql). */
export const STAY = {
  dealId: 'uuid',
  seq: 'int4',
  stageId: 'uuid',
  pipelineId: 'uuid',
  ownerId: 'uuid',
  sourceId: 'uuid',
  enteredAt: 'moment',
  leftAt: 'moment',
  first: 'flag',
  skipped: 'flag',
  certain: 'flag',
} as const satisfies Record<string, ColumnType>

export const REACH = {
  dealId: 'uuid',
  pipelineId: 'uuid',
  ownerId: 'uuid',
  firstOwnerId: 'uuid',
  sourceId: 'uuid',
  createdAt: 'moment',
  createdDay: 'day',
  stageId: 'uuid',
  furthestStageId: 'uuid',
  outcome: 'text',
  closedAt: 'moment',
  closedDay: 'day',
  firstWonAt: 'moment',
  baseMinor: 'int8',
  lossReasonId: 'uuid',
  fullHistory: 'flag',
  cameAt: 'moment',
  cameDay: 'day',
} as const satisfies Record<string, ColumnType>

export const BOOKING = {
  dealId: 'uuid',
  seq: 'int4',
  pipelineId: 'uuid',
  ownerId: 'uuid',
  sourceId: 'uuid',
  at: 'moment',
  day: 'day',
  kind: 'text',
  n: 'int2',
  baseMinor: 'int8',
} as const satisfies Record<string, ColumnType>

export const TOTAL = {
  kind: 'text',
  day: 'day',
  ownerId: 'uuid',
  pipelineId: 'uuid',
  stageId: 'uuid',
  bucket: 'int2',
  n: 'int8',
  money: 'int8',
} as const satisfies Record<string, ColumnType>

type Columns<Of extends Record<string, ColumnType>> = Record<keyof Of, string | number | boolean | null>
export type StayRow = Columns<typeof STAY>
export type ReachRow = Columns<typeof REACH>
export type BookingRow = Columns<typeof BOOKING>

/** A deal's rows in the derived tables. A stage that was jumped over at an unknown moment says nothing that its reach does not say, and has no row. */
export function factRows({ deal, stays, reach, bookings }: Derived) {
  const { id: dealId, sourceId, baseMinor, lossReasonId } = deal
  return {
    stays: stays
      .filter((stay) => stay.certain || !stay.skipped)
      .map((stay): StayRow => ({ ...stay, dealId, sourceId })),
    reach: reach.map((one): ReachRow => ({ ...one, dealId, sourceId, baseMinor, lossReasonId })),
    bookings: bookings.map((booking): BookingRow => ({ ...booking, dealId, sourceId })),
  }
}
