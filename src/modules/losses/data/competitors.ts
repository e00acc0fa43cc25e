import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import {
  countingOf,
  dayCells,
  inPipeline,
  keptMonths,
  ownedBy,
  ownerCells,
  restOfOutcomes,
} from '#modules/funnel/api.ts'
import { closedDeals, inDays, type LossQuestion } from './question.ts'

export interface CompetitorSums {
  /** Null: no competitor is known. */
  id: string | null
  name: string | null
  won: number
  wonMinor: number
  lost: number
  lostMinor: number
}

/** Closed deals by the competitors that were named in them; a deal with two counts with both. */
export async function competitorSums(tx: Tx, question: LossQuestion): Promise<CompetitorSums[]> {
  const { closed, cells } = await inCells(tx, question)
  const { rows } = await sql<CompetitorSums>`
    -- How often did we win and lose against each competitor?
    with closed as (
      select deal_id, outcome, base_minor, n from ${closed} d where outcome in ('won', 'lost')
    ), rivals as materialized (
      select deal_id, competitor_id from facts.deal_rivals where workspace_id = (select app_workspace())
        -- Named one by one, so that an index finds them: the planner takes a deal without a competitor for a rare one.
        and competitor_id = any (array(select id from facts.competitors where workspace_id = (select app_workspace())))
        ${cells ? sql`and deal_id = any (array(select deal_id from closed))` : sql``}
      union
      select deal_id, competitor_id from ${handedOver(question.period)} h
    ), met as (
      select r.competitor_id, outcome, base_minor, n from closed left join rivals r using (deal_id)
      ${cells ? sql`union all select nullif(a_id, nil_uuid()), outcome, money, n from ${cells} c where true ${inPipeline(question.pipelineId)}` : sql``}
    )
    select r.competitor_id as id, c.name,
           coalesce(sum(n) filter (where outcome = 'won'), 0)::int as won, coalesce(sum(base_minor) filter (where outcome = 'won'), 0)::bigint as "wonMinor",
           coalesce(sum(n) filter (where outcome = 'lost'), 0)::int as lost, coalesce(sum(base_minor) filter (where outcome = 'lost'), 0)::bigint as "lostMinor"
    from met r
    left join facts.competitors c on c.workspace_id = (select app_workspace()) and c.id = r.competitor_id
    group by r.competitor_id, c.name order by sum(n) desc, c.name`.execute(tx)
  return rows
}

/** Rivals of deals that ended in the period with people in sight and are somebody else's now: deal_id, competitor_id. */
export const handedOver = ({ start, end }: Period): RawBuilder<unknown> =>
  sql`handed_over_rivals(${start}::date, ${end}::date)`

/** What of the question is summed up by competitors, as rows of a_id (the competitor), outcome, n and money; and the other deals. Null: nothing is. */
async function inCells(
  tx: Tx,
  question: LossQuestion,
): Promise<{ closed: RawBuilder<unknown>; cells: RawBuilder<unknown> | null }> {
  const { owners, sources, pipelineId } = question
  if (sources === null && owners !== null && owners !== 'nobody') {
    const kept = await keptMonths(tx, 'closed', await countingOf(tx, question.period), owners)
    if (kept.months.length > 0)
      return {
        closed: sql`(select * from ${restOfOutcomes(kept)} c where true ${inPipeline(pipelineId)} ${ownedBy(owners)})`,
        cells: ownerCells('rival', kept),
      }
  }
  const kept = await inDays(tx, question)
  if (!kept) return { closed: await closedDeals(tx, question), cells: null }
  return {
    closed: sql`(select * from ${restOfOutcomes(kept)} c where true ${inPipeline(pipelineId)})`,
    cells: dayCells('rival', kept.days),
  }
}

/** Null: the deal does not exist for the actor. */
export async function rivalsOf(
  tx: Tx,
  dealId: string,
): Promise<{ ownerId: string | null; competitorIds: string[] } | null> {
  const { rows } = await sql<{ ownerId: string | null; competitorIds: string[] }>`
    -- With whom does this deal compete?
    select array(select competitor_id from losses_rivals r where r.workspace_id = d.workspace_id and r.deal_id = d.id order by 1) as "competitorIds",
           d.owner_id as "ownerId"
    from facts.deals d where d.workspace_id = (select app_workspace()) and d.id = ${dealId}::uuid`.execute(tx)
  return rows[0] ?? null
}

export async function competitorChoices(tx: Tx): Promise<{ id: string; name: string; archived: boolean }[]> {
  const { rows } = await sql<{ id: string; name: string; archived: boolean }>`
    -- Which competitors are there?
    select id, name, archived_at is not null as archived from facts.competitors
    where workspace_id = (select app_workspace()) order by archived_at is not null, name collate "ru-x-icu"`.execute(tx)
  return rows
}

export async function writeRivals(
  tx: Tx,
  workspaceId: string,
  dealId: string,
  competitorIds: readonly string[],
): Promise<void> {
  await sql`
    -- What does this deal compete with from now on?
    with gone as (
      delete from losses_rivals where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid and competitor_id <> all (${[...competitorIds]}::uuid[])
    )
    insert into losses_rivals (workspace_id, deal_id, competitor_id)
    select ${workspaceId}::uuid, ${dealId}::uuid, unnest(${[...competitorIds]}::uuid[]) on conflict do nothing`.execute(
    tx,
  )
}
