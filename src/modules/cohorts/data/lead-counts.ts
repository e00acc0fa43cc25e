import { type RawBuilder, sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { LeadCount } from '../calc/cohort.ts'

export interface Whose {
  /** Null: everybody, for those who see everybody. */
  owners: readonly string[] | null
  sources: readonly string[] | null
  pipelineId: string | null
}

export interface LeadCounts extends LeadCount {
  stageId: string | null
  /** Of these, with a full history of stages. */
  known: number
}

/** Leads by month of creation, end and age, and by a key; one look into the totals. @param stages whether the furthest stage is told too */
export async function leadCounts(
  tx: Tx,
  { owners, sources, pipelineId }: Whose,
  from: Month,
  until: Month,
  { key, stages = false }: { key: 'none' | 'source' | 'owner'; stages?: boolean },
): Promise<LeadCounts[]> {
  if (key === 'owner' && !stages && sources === null && pipelineId === null)
    return countsOfOwners(tx, owners, from, until)
  const isCompany = owners === null && key !== 'owner'
  const keyColumn: Record<typeof key, RawBuilder<unknown>> = {
    none: sql`null::uuid`,
    source: sql`nullif(source_id, nil_uuid())`,
    owner: isCompany ? sql`null::uuid` : sql`nullif(owner_id, nil_uuid())`,
  }
  const { rows } = await sql<LeadCounts>`
    -- How many leads of each month ended how, at which age?
    select ${keyColumn[key]} as key, to_char(month, 'YYYY-MM') as month, outcome, age,
      ${stages ? sql`nullif(stage_id, nil_uuid())` : sql`null::uuid`} as "stageId",
      sum(n)::int as n, sum(known)::int as known, sum(money)::bigint as money
    from ${isCompany ? sql`facts.company_lead_cells` : sql`facts.lead_cells`}
    where workspace_id = (select app_workspace()) and month between ${`${from}-01`}::date and ${`${until}-01`}::date
      ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
      ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
      ${pipelineId === null ? sql`` : sql`and pipeline_id = ${pipelineId}::uuid`}
    group by 1, 2, 3, 4, 5 having sum(n) <> 0`.execute(tx)
  return rows
}

/** By owner alone: a line of cells for each, since thousands of rows would cost more to hand over than to count. */
async function countsOfOwners(
  tx: Tx,
  owners: readonly string[] | null,
  from: Month,
  until: Month,
): Promise<LeadCounts[]> {
  type Cell = [month: Month, outcome: LeadCounts['outcome'], age: number, n: number, known: number, money: number]
  const { rows } = await sql<{ key: string | null; cells: Cell[] }>`
    -- How many leads of each month and seller ended how, and at which age were they won?
    with cells as (
      select owner_id, month, outcome, age, sum(n)::int as n, sum(known)::int as known, sum(money)::bigint as money
      from facts.owner_lead_cells
      where workspace_id = (select app_workspace()) and month between ${`${from}-01`}::date and ${`${until}-01`}::date
        ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
      group by owner_id, month, outcome, age having sum(n) <> 0
    )
    select nullif(owner_id, nil_uuid()) as key, json_agg(json_build_array(to_char(month, 'YYYY-MM'), outcome, age, n, known, money)) as cells
    from cells group by owner_id`.execute(tx)
  return rows.flatMap(({ key, cells }) =>
    cells.map(([month, outcome, age, n, known, money]) => ({
      key,
      month,
      outcome,
      age,
      n,
      known,
      money,
      stageId: null,
    })),
  )
}
