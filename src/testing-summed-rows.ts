import { uuid7 } from '#core/db/uuid7.ts'

const MONTH = '2026-10-01'
const DAY = '2026-10-05'

/** A row of cohorts_buyer_cells and of the deltas that it is made of. */
export const inBuyers = {
  first_month: MONTH,
  month: MONTH,
  source_id: uuid7(),
  fresh: 1,
  active: 1,
  orders: 1,
  money: 1,
}

const COLUMNS = 'marks pipelines sources stages reasons profiles clients money seconds holders options products'
const packed = Object.fromEntries(COLUMNS.split(' ').map((column) => [column, '']))

/** A row for each table that sums up others, for tests which need any row: by table, of this person and this client. */
export function summedRows(person: string, client: string): Record<string, object> {
  const cell = { outcome: 'won', n: 1, money: 1, pipeline_id: uuid7(), a_id: uuid7(), b_id: uuid7() }
  const ofPerson = { owner_id: person, month: MONTH }
  const ofClient = { client_id: client, owner_id: person }
  return {
    owner_month_totals: ofPerson,
    funnel_kept_days: { facts: 'closed', day: DAY, basis: '' },
    funnel_stale_days: { facts: 'closed', day: DAY },
    funnel_day_cells: { cut: 'source', day: DAY, bucket: 0, ...cell },
    funnel_stale_months: { facts: 'ways', ...ofPerson },
    funnel_person_stays: { ...ofPerson, basis: '', places: [], lasted: '', worked: '' },
    funnel_person_ways: { ...ofPerson, basis: '', places: [], ways: '', moves: '' },
    funnel_owner_months: { facts: 'closed', month: MONTH },
    funnel_owner_cells: { ...ofPerson, cut: 'source', ...cell },
    funnel_people_months: { facts: 'closed', month: MONTH, through: DAY },
    funnel_people_cells: { cut: 'cycle', grain: 'person', day: MONTH, through: DAY, owner_id: person, n: 1, money: 1 },
    metrics_numbers: { kind: 'client', no: 0, of: uuid7(), id: client },
    metrics_stale_months: { facts: 'closed', ...ofPerson },
    metrics_deal_months: { ...ofPerson, facts: 'closed', ...packed },
    metrics_client_classes: { owner_id: person, clients: '', classes: '' },
    cohorts_buyer_cells: inBuyers,
    segments_classes: {
      ...ofClient,
      valid_from: '2026-11-20',
      abc: 'A',
      recency: 5,
      frequency: 5,
      monetary: 5,
      state: 'active',
    },
    segments_figures: {
      ...ofClient,
      first_on: '2026-11-20',
      last_on: '2026-11-20',
      orders: 1,
      money_minor: 1,
      recent_orders: 1,
      recent_minor: 1,
    },
    segments_company: { figures: '{}' },
    segments_losses: { owner_id: person, source_id: uuid7(), lost: 0, months_at_risk: '1' },
    segments_baskets: { ...ofClient, products: ['x'], groups: ['x'] },
    segments_alarms: { ...ofClient, last_on: '2026-11-20' },
  }
}
