import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { CohortGroup } from '#modules/funnel/api.ts'
import { grouped } from './deal-cells.ts'
import { joinsOf, keySql } from './keys.ts'
import { byDays, byOwner, instantsOf, type Slice, totalsKnow, totalsOf, within } from './slice.ts'

/** Deals made in the period by how far they came and how they ended; `keys` of the dimensions other than the stage. */
export interface StageGroup extends CohortGroup {
  keys: (string | null)[]
  pipelineId: string
}

type Row = CohortGroup & { pipelineId: string } & Record<`k${number}`, string | null>

/** How far did the deals of each cell come? From the totals of months where they know all that is asked. */
export async function stageGroups(tx: Tx, slice: Slice): Promise<StageGroup[]> {
  const others = slice.dimensions.filter((one) => one !== 'stage')
  const keys = others.map((dimension) => keySql(dimension, slice.currency))
  const { months, days } = totalsKnow(slice) && !byDays(slice) ? totalsOf(slice) : { months: [], days: [slice.period] }
  const ofCompany = !byOwner(slice)
  const whose = slice.owners === null ? sql`` : sql`and owner_id = any(${slice.owners}::uuid[])`
  const parts = days.map((period) => {
    const { from, to } = instantsOf({ ...slice, period })
    return sql`
      select outcome, coalesce(furthest_stage_id, nil_uuid()) as stage_id, full_history as known, owner_id, pipeline_id, source_id, created_day as day,
             1::bigint as n, base_minor as money
      from facts.deal_reach
      where workspace_id = (select app_workspace()) and pipeline_id = any(${slice.pipelineIds}::uuid[]) and created_at >= ${from} and created_at < ${to}
        ${within(slice)}`
  })
  if (months.length > 0) {
    parts.push(sql`
      select substr(kind, length('cohort_') + 1) as outcome, stage_id, bucket = 0 as known,
             ${ofCompany ? sql`null::uuid` : sql`nullif(owner_id, nil_uuid())`} as owner_id, pipeline_id, null::uuid as source_id, month as day, n, money
      from facts.${sql.raw(ofCompany ? 'company_month_totals' : 'month_totals')}
      where workspace_id = (select app_workspace()) and kind in ('cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved')
        and month = any(${months}::date[]) and pipeline_id = any(${slice.pipelineIds}::uuid[]) ${whose}`)
  }
  // Names and dates are made for few.
  const columns = sql.join(
    [...new Set(['outcome', 'stage_id', 'known', 'pipeline_id', ...keys.flatMap(({ column }) => column ?? [])])]
      .filter((column) => column !== 'kind')
      .map((column) => sql.ref(column)),
  )
  const { rows } = await sql<Row>`
    -- How far did the deals made in the period come, in each cell of the cut?
    select ${sql.join([
      ...keys.map(({ key }, place) => sql`${key} as ${sql.ref(`k${place}`)}`),
      sql`r.pipeline_id`,
      sql`r.outcome`,
      sql`nullif(r.stage_id, nil_uuid()) as "stageId"`,
      sql`r.known`,
    ])}, r.pipeline_id as "pipelineId", sum(r.n)::float8 as n, sum(r.money)::float8 as "amountMinor"
    from (
      select ${columns}, sum(n::int) as n, sum(money)::bigint as money from (${sql.join(parts, sql` union all `)}) one group by ${columns}
    ) r ${joinsOf(keys)}
    ${grouped([...keys, 'pipeline', 'outcome', 'stage', 'known'])} having sum(r.n) <> 0`.execute(tx)
  return rows.map((row) => ({ ...row, keys: keys.map((_, place) => row[`k${place}`] ?? null) }))
}
