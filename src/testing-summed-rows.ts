import { uuid7 } from '#core/db/uuid7.ts'

/** Columns of rows that sum up others, for tables in which a test only needs any row. */
export const inCell = { pipeline_id: uuid7(), a_id: uuid7(), b_id: uuid7() }
export const inBuyers = {
  first_month: '2026-10-01',
  month: '2026-10-01',
  source_id: uuid7(),
  fresh: 1,
  active: 1,
  orders: 1,
  money: 1,
}
export const inClasses = { abc: 'A', recency: 5, frequency: 5, monetary: 5, state: 'active' }
export const inFigures = {
  first_on: '2026-11-20',
  last_on: '2026-11-20',
  orders: 1,
  money_minor: 1,
  recent_orders: 1,
  recent_minor: 1,
}
export const inOwnerCell = { cut: 'source', month: '2026-10-01', outcome: 'won', n: 1, money: 1, ...inCell }
