import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Pipeline } from '../contract.ts'

/** Pipelines with their stages, archived ones too: those in use first, each kind in order; open stages before won before lost. */
export async function listPipelines(tx: Tx, workspaceId: string): Promise<Pipeline[]> {
  const { rows } = await sql<Pipeline>`
    -- Through which stages do deals go here?
    select p.id, p.name, p.position, p.archived_at is not null as archived,
           coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'pipelineId', s.pipeline_id, 'name', s.name, 'meaning', s.meaning,
             'color', s.color, 'position', s.position, 'archived', s.archived_at is not null)
             order by s.archived_at is not null, array_position(array['open', 'won', 'lost'], s.meaning), s.position, s.id)
             filter (where s.id is not null), '[]') as stages
    from pipelines p left join stages s on s.workspace_id = p.workspace_id and s.pipeline_id = p.id
    where p.workspace_id = ${workspaceId}::uuid
    group by p.workspace_id, p.id
    order by p.archived_at is not null, p.position, p.name`.execute(tx)
  return rows
}

export async function insertPipeline(tx: Tx, workspaceId: string, name: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    -- A new pipeline, after the others.
    insert into pipelines (workspace_id, name, position)
    select ${workspaceId}::uuid, ${name}, coalesce(max(position) + 1, 0) from pipelines where workspace_id = ${workspaceId}::uuid
    returning id`.execute(tx)
  return rows[0]?.id ?? ''
}

export interface PipelineChange {
  name?: string | undefined
  position?: number | undefined
  archived?: boolean | undefined
}

export async function updatePipeline(tx: Tx, workspaceId: string, id: string, change: PipelineChange): Promise<void> {
  await sql`
    -- Changes of a pipeline; null leaves as it is.
    update pipelines set name = coalesce(${change.name ?? null}, name), position = coalesce(${change.position ?? null}::int, position),
      archived_at = case ${change.archived ?? null}::boolean when true then coalesce(archived_at, now()) when false then null else archived_at end
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

export interface NewStage {
  name: string
  meaning: string
  color: string
}

/** Adds stages in order after those that the pipeline has. */
export async function insertStages(
  tx: Tx,
  workspaceId: string,
  pipelineId: string,
  stages: readonly NewStage[],
): Promise<void> {
  await sql`
    -- New stages of a pipeline.
    insert into stages (workspace_id, pipeline_id, name, meaning, color, position)
    select ${workspaceId}::uuid, ${pipelineId}::uuid, x.stage ->> 'name', x.stage ->> 'meaning', x.stage ->> 'color',
           x.place + coalesce((select max(position) from stages where workspace_id = ${workspaceId}::uuid and pipeline_id = ${pipelineId}::uuid), -1)
    from jsonb_array_elements(${JSON.stringify(stages)}::jsonb) with ordinality as x (stage, place)`.execute(tx)
}

export interface StageChange {
  name?: string | undefined
  color?: string | undefined
  meaning?: string | undefined
  archived?: boolean | undefined
}

export async function updateStage(tx: Tx, workspaceId: string, id: string, change: StageChange): Promise<void> {
  await sql`
    -- Changes of a stage; null leaves as it is.
    update stages set name = coalesce(${change.name ?? null}, name), color = coalesce(${change.color ?? null}, color),
      meaning = coalesce(${change.meaning ?? null}, meaning),
      archived_at = case ${change.archived ?? null}::boolean when true then coalesce(archived_at, now()) when false then null else archived_at end
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
}

/** Puts stages in this order; those that are not named keep their place after them. */
export async function orderStages(
  tx: Tx,
  workspaceId: string,
  pipelineId: string,
  stageIds: readonly string[],
): Promise<void> {
  await sql`
    -- In which order do stages stand?
    update stages s set position = ordered.place
    from (
      select id, row_number() over (order by array_position(${[...stageIds]}::uuid[], id) nulls last, position, id) - 1 as place
      from stages where workspace_id = ${workspaceId}::uuid and pipeline_id = ${pipelineId}::uuid
    ) ordered
    where s.workspace_id = ${workspaceId}::uuid and s.id = ordered.id and s.position <> ordered.place`.execute(tx)
}

/** Deals that stand on this stage now, ids in order, at most so many; those in the trash too, which may come back. */
export async function dealsOnStage(tx: Tx, workspaceId: string, stageId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Which deals stand on this stage?
    select id from deals where workspace_id = ${workspaceId}::uuid and stage_id = ${stageId}::uuid order by id limit ${most}::int`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}

/** How many there are of them. */
export async function countDealsOnStage(tx: Tx, workspaceId: string, stageId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many deals stand on this stage?
    select count(*)::int as n from deals where workspace_id = ${workspaceId}::uuid and stage_id = ${stageId}::uuid`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

/** Deals of a pipeline that are open, without the trash. */
export async function countOpenDeals(tx: Tx, workspaceId: string, pipelineId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many deals are open in this pipeline?
    select count(*)::int as n from deals
    where workspace_id = ${workspaceId}::uuid and pipeline_id = ${pipelineId}::uuid and outcome = 'open' and deleted_at is null`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

/** Whether any deal has ever been on the stage. */
export async function stageHasHistory(tx: Tx, workspaceId: string, stageId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    -- Does the log or a deal speak of this stage?
    select exists (select from deals where workspace_id = ${workspaceId}::uuid and stage_id = ${stageId}::uuid)
        or exists (select from stage_changes where workspace_id = ${workspaceId}::uuid and (to_stage_id = ${stageId}::uuid or from_stage_id = ${stageId}::uuid)) as found`.execute(
    tx,
  )
  return rows[0]?.found ?? false
}
