import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { CohortGroup } from '../calc/cohort.ts'
import type { PeerStage } from '../calc/leaks.ts'
import { type Cut, fromSources, ownedBy, spansOf, type Whose } from './slice.ts'

export type OwnerGroup = CohortGroup & { ownerId: string }

/** The deals created in the period by who has them, grouped by outcome and by how far they came; deals of nobody are left out. */
export async function ownerCohorts(tx: Tx, { pipelineId, owners, sources }: Whose, cut: Cut): Promise<OwnerGroup[]> {
  const { rows } = await sql<OwnerGroup>`
    -- How far did the deals of each seller come that were created in the period?
    with cohort as (
      select owner_id, substr(kind, length('cohort_') + 1) as outcome, stage_id, bucket = 0 as known, n, money
      from facts.month_totals
      where workspace_id = (select app_workspace()) and kind in ('cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved')
        and month = any(${cut.months}::date[]) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)}
      union all
      select coalesce(owner_id, nil_uuid()), outcome, coalesce(furthest_stage_id, nil_uuid()), full_history, 1, base_minor
      from ${spansOf(cut)} join facts.deal_reach on created_at >= start and created_at < finish
      where workspace_id = (select app_workspace()) and pipeline_id = ${pipelineId}::uuid ${ownedBy(owners)} ${fromSources(sources)}
    )
    select owner_id as "ownerId", outcome, nullif(stage_id, nil_uuid()) as "stageId", known, sum(n)::bigint as n, sum(money)::bigint as "amountMinor"
    from cohort where owner_id <> nil_uuid()
    group by owner_id, outcome, stage_id, known having sum(n) <> 0`.execute(tx)
  return rows
}

/** What sellers of the company pass on from each stage: sums and the best quartile, where at least five have enough deals. */
export async function peerStages(tx: Tx, pipelineId: string, { months, spans }: Cut): Promise<PeerStage[]> {
  const { rows } = await sql<PeerStage>`
    -- How well does the best quarter of sellers pass deals on from each stage?
    select stage_id as "stageId", peers, best, passed, gone, check_minor as "checkMinor"
    from funnel_peers(${pipelineId}::uuid, ${[...months]}::date[], ${spans.map(({ from }) => from)}::timestamptz[], ${spans.map(({ to }) => to)}::timestamptz[])`.execute(
    tx,
  )
  return rows
}

/** What the sellers of the company pass on from a stage, all together, where at least so many of them have five deals that left it. */
export type PeersTogether = Omit<PeerStage, 'best'>

/**
 * What all sellers together pass on from each of these stages, where at least `least` of them (five and more) have enough deals. Costs a quarter of peerStages as
 * long as a few sellers show that there are so many: then nobody else is looked at one by one, and `peers` is no more than these few.
 */
export async function peersTogether(
  tx: Tx,
  pipelineId: string,
  stageIds: readonly string[],
  cut: Cut,
  least: number,
): Promise<PeersTogether[]> {
  if (cut.spans.length === 0) {
    const { rows } = await sql<PeersTogether>`
      -- What do all sellers together pass on from each stage?
      select stage_id as "stageId", peers, passed, gone, check_minor as "checkMinor"
      from funnel_peers_together(${pipelineId}::uuid, ${[...stageIds]}::uuid[], ${[...cut.months]}::date[], ${least}::int)`.execute(
      tx,
    )
    if (rows.length === stageIds.length) return rows
  }
  return peerStages(tx, pipelineId, cut)
}

/** Names of people, in the order of names. */
export async function namesOf(tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    -- What are these people called?
    select id, full_name as name from facts.people where id = any(${[...ids]}::uuid[]) order by full_name collate "ru-x-icu", id`.execute(
    tx,
  )
  return rows
}
