import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { fromSources, ownedBy, type Owners } from '#modules/funnel/api.ts'
import type { EdgeLength, Way } from '../calc/process-map.ts'

/** Whose deals, created when, in which pipeline. */
export interface WaysAsked {
  pipelineId: string
  owners: Owners
  sources: readonly string[] | null
  from: Date
  to: Date
}

/** The deals of the question; only those whose way is known. */
export function waysOf({ pipelineId, owners, sources, from, to }: WaysAsked): RawBuilder<unknown> {
  return sql`workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid and created_at >= ${from} and created_at < ${to}
    ${ownedBy(owners)} ${fromSources(sources)}`
}

/** The ways that deals took with their ends, most frequent first. */
export async function variants(tx: Tx, asked: WaysAsked): Promise<Way[]> {
  const { rows } = await sql<Way>`
    -- Which ways did the deals created in the period take?
    select variant, min(stages) as stages, outcome, count(*) as n, sum(base_minor)::bigint as "amountMinor"
    from facts.deal_paths where ${waysOf(asked)} and full_history
    group by variant, outcome, stages[cardinality(stages)] order by count(*) desc, variant`.execute(tx)
  return rows
}

export async function withoutHistory(tx: Tx, asked: WaysAsked): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- Of how many deals of the period is the way not known?
    select count(*) as n from facts.deal_paths where ${waysOf(asked)} and not full_history`.execute(tx)
  return rows[0]?.n ?? 0
}

/** How long deals stayed before each move, by bucket. The move out of the pipeline counts as one. */
export async function moveLengths(tx: Tx, asked: WaysAsked): Promise<EdgeLength[]> {
  const { rows } = await sql<EdgeLength>`
    -- How long were deals where they were before each move?
    select stages[i]::text as "from", coalesce(stages[i + 1]::text, 'moved') as "to",
           floor(ln(greatest(seconds[i]::float8, 60)) / ln(1.08))::int as bucket, count(*) as count
    from facts.deal_paths cross join lateral generate_series(1, cardinality(stages)) i
    where ${waysOf(asked)} and full_history and seconds[i] is not null and (i < cardinality(stages) or outcome = 'moved')
    group by 1, 2, 3`.execute(tx)
  return rows
}

/** From creation to the end of the deals of these variants. */
export async function variantTimes(
  tx: Tx,
  asked: WaysAsked,
  ids: readonly string[],
): Promise<Map<string, number | null>> {
  const { rows } = await sql<{ variant: string; seconds: number | null }>`
    -- How long did the deals of these ways take from creation to their end?
    select variant, percentile_cont(0.5) within group (order by ended_s) as seconds
    from facts.deal_paths where ${waysOf(asked)} and full_history and variant = any(${[...ids]}::uuid[]) and ended_s is not null
    group by variant`.execute(tx)
  return new Map(rows.map(({ variant, seconds }) => [variant, seconds]))
}

export interface DealOfWay {
  dealId: string
  title: string | null
  ownerName: string | null
  stageName: string | null
  outcome: 'open' | 'won' | 'lost' | 'moved'
  amountMinor: number
  createdAt: Date
  seconds: number | null
  moment: string
}

export interface WayNarrowing {
  variant?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

/** The deals that took a way, or a move of it; newest first. */
export async function dealsOfWay(
  tx: Tx,
  asked: WaysAsked,
  narrowing: WayNarrowing,
  { after, limit }: { after: readonly [moment: string, dealId: string] | undefined; limit: number },
): Promise<DealOfWay[]> {
  const { rows } = await sql<DealOfWay>`
    -- Which deals went this way?
    with behind as (
      select deal_id, owner_id, outcome, base_minor, created_at, ended_s
      from facts.deal_paths
      where ${waysOf(asked)} and full_history ${wentBy(narrowing)}
        ${after ? sql`and (created_at, deal_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``}
      order by created_at desc, deal_id desc limit ${limit}
    )
    select b.deal_id as "dealId", d.title, p.full_name as "ownerName", s.name as "stageName", b.outcome, b.base_minor as "amountMinor",
           b.created_at as "createdAt", b.ended_s as seconds,
           to_char(b.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as moment
    from behind b
    left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = b.deal_id
    left join facts.stages s on s.workspace_id = (select app_workspace()) and s.id = d.stage_id
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = b.owner_id
    order by b.created_at desc, b.deal_id desc`.execute(tx)
  return rows
}

function wentBy({ variant, from, to }: WayNarrowing): RawBuilder<unknown> {
  const ofVariant = variant === undefined ? sql`` : sql`and variant = ${variant}::uuid`
  return sql`${ofVariant} ${byMove(from, to)}`
}

function byMove(from: string | undefined, to: string | undefined): RawBuilder<unknown> {
  const place = to ?? from
  if (place === undefined || place === 'start') return sql``
  if (from === undefined || to === undefined)
    return place === 'moved' ? sql`and outcome = 'moved'` : sql`and ${place}::uuid = any(stages)`
  if (from === 'start') return sql`and stages[1] = ${to}::uuid`
  if (to === 'moved') return sql`and outcome = 'moved' and stages[cardinality(stages)] = ${from}::uuid`
  return sql`and exists (select from generate_series(1, cardinality(stages) - 1) i where stages[i] = ${from}::uuid and stages[i + 1] = ${to}::uuid)`
}
