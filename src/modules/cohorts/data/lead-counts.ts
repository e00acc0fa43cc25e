import { type RawBuilder, sql } from 'kysely'
import { daysBetween, type Month } from '#core/calendar/day.ts'
import { addMonths, eachMonth, firstDay } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import type { LeadCount } from '../calc/cohort.ts'

export interface Whose {
  /** Null: everybody, for those who see everybody. */
  owners: readonly string[] | null
  sources: readonly string[] | null
  pipelineId: string | null
}

/** Leads of a source by their end. */
export interface SourceLeads {
  source: string | null
  /** Null unless asked for. */
  month: Month | null
  outcome: LeadCount['outcome']
  /** Whether they stand in the pipeline asked about, and how far they came in it. */
  inPipeline: boolean
  stageId: string | null
  n: number
  /** Of these, with a full history of stages. */
  known: number
}

/** Leads by month of creation, end and age, and by a key; one look into the totals. */
export async function leadCounts(
  tx: Tx,
  { owners, sources, pipelineId }: Whose,
  from: Month,
  until: Month,
  { key }: { key: 'none' | 'source' | 'owner' },
): Promise<LeadCount[]> {
  if (sources === null && pipelineId === null && (key === 'owner' || (key === 'none' && owners !== null)))
    return countsOfOwners(tx, owners, from, until, { apart: key === 'owner' })
  const isCompany = owners === null && key !== 'owner'
  const keyColumn: Record<typeof key, RawBuilder<unknown>> = {
    none: sql`null::uuid`,
    source: sql`nullif(source_id, nil_uuid())`,
    owner: sql`nullif(owner_id, nil_uuid())`,
  }
  const { rows } = await sql<LeadCount>`
    -- How many leads of each month ended how, at which age?
    select ${keyColumn[key]} as key, to_char(month, 'YYYY-MM') as month, outcome, age,
      sum(n)::int as n, sum(money)::bigint as money
    from ${isCompany ? sql`facts.company_lead_cells` : sql`facts.lead_cells`}
    where workspace_id = (select app_workspace()) and month between ${`${from}-01`}::date and ${`${until}-01`}::date
      ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
      ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
      ${pipelineId === null ? sql`` : sql`and pipeline_id = ${pipelineId}::uuid`}
    group by 1, 2, 3, 4 having sum(n) <> 0`.execute(tx)
  return rows
}

/** Leads of all pipelines by source and end, whatever their age; those of `pipelineId` by their furthest stage too. @param byMonth whether months are told apart */
export async function sourceLeads(
  tx: Tx,
  { owners, sources, pipelineId }: Whose,
  from: Month,
  until: Month,
  byMonth: boolean,
): Promise<SourceLeads[]> {
  const { rows } = await sql<SourceLeads>`
    -- How many leads of each source ended how, and how far did they come?
    select nullif(source_id, nil_uuid()) as source, to_char(month, 'YYYY-MM') as month, outcome, here as "inPipeline",
      nullif(stage_id, nil_uuid()) as "stageId", sum(n)::int as n, sum(known)::int as known
    from (
      -- Stages and pipelines are told apart after the rows are together: they are many.
      select source_id, month, outcome, coalesce(pipeline_id = ${pipelineId}::uuid, false) as here,
        case when pipeline_id = ${pipelineId}::uuid then stage_id end as stage_id, n, known
      from (
        select source_id, ${byMonth ? sql`month` : sql`null::date as month`}, outcome, ${pipelineId === null ? sql`null::uuid as pipeline_id, null::uuid as stage_id` : sql`pipeline_id, stage_id`},
          sum(n::int) as n, sum(known::int) as known
        from ${owners === null ? sql`facts.company_source_lead_cells` : sql`facts.source_lead_cells`} c
        where workspace_id = (select app_workspace()) and c.month between ${`${from}-01`}::date and ${`${until}-01`}::date
          ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
          ${sources === null ? sql`` : sql`and source_id = any (${[...sources]}::uuid[])`}
        group by source_id, outcome ${byMonth ? sql`, c.month` : sql``} ${pipelineId === null ? sql`` : sql`, pipeline_id, stage_id`}
      ) together
    ) c
    group by source_id, month, outcome, here, stage_id having sum(n) <> 0`.execute(tx)
  return rows
}

const OUTCOMES: Record<number, LeadCount['outcome']> = { 111: 'open', 119: 'won', 108: 'lost' }
/** Numbers of a cell: its place (see below), deals, money. */
const CELL = 3
/** In a place stand the days since the first month, the letter of the outcome, and the age with one more: what is open has −1. */
const LETTERS = 128
const AGES = 4_096

/** By owner alone, apart or together: a line of numbers for each, since thousands of rows would cost more to hand over than to count. */
async function countsOfOwners(
  tx: Tx,
  owners: readonly string[] | null,
  from: Month,
  until: Month,
  { apart }: { apart: boolean },
): Promise<LeadCount[]> {
  const first = firstDay(from)
  const { rows } = await sql<{ key: string | null; cells: string }>`
    -- How many leads of each month and seller ended how, and at which age were they won?
    select ${apart ? sql`nullif(owner_id, nil_uuid())` : sql`null::uuid`} as key, string_agg(concat_ws(',', ((month - ${first}::date) * ${sql.lit(LETTERS)} + ascii(outcome)) * ${sql.lit(AGES)} + age + 1, n, money), ',') as cells
    from facts.owner_lead_cells
    where workspace_id = (select app_workspace()) and month between ${first}::date and ${firstDay(until)}::date
      ${owners === null ? sql`` : sql`and owner_id = any (${[...owners]}::uuid[])`}
    group by 1`.execute(tx)
  const months = new Map(
    eachMonth(from, addMonths(until, 1)).map((month) => [daysBetween(first, firstDay(month)), month]),
  )
  return rows.flatMap(({ key, cells }) => together(JSON.parse(`[${cells}]`) as number[], key, months))
}

/** What waits to be folded is added to its cell; cells of nothing are left out. */
function together(numbers: readonly number[], key: string | null, months: ReadonlyMap<number, Month>): LeadCount[] {
  const found = new Map<number, LeadCount>()
  for (let at = 0; at < numbers.length; at += CELL) {
    const [place, n, money] = [numbers[at] ?? 0, numbers[at + 1] ?? 0, numbers[at + 2] ?? 0]
    const known = found.get(place)
    if (known) {
      known.n += n
      known.money += money
      continue
    }
    const month = months.get(Math.floor(place / (LETTERS * AGES))) as Month
    const outcome = OUTCOMES[Math.floor(place / AGES) % LETTERS] ?? 'open'
    found.set(place, { key, month, outcome, age: (place % AGES) - 1, n, money })
  }
  return [...found.values()].filter(({ n }) => n !== 0)
}
