import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { KnownPerson } from '../calc/owner-index.ts'
import type { Meaning } from '../calc/stage-words.ts'

export interface KnownStage {
  id: string
  pipelineId: string
  pipeline: string
  name: string
  meaning: Meaning
  position: number
}

export interface Named {
  id: string
  name: string
}

/** Stages in use with their pipelines, in order. */
export async function knownStages(tx: Tx): Promise<KnownStage[]> {
  const { rows } = await sql<KnownStage>`
    -- Which stages can rows of a file go to?
    select s.id, s.pipeline_id as "pipelineId", p.name as pipeline, s.name, s.meaning, s.position
    from facts.stages s join facts.pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    where s.archived_at is null and p.archived_at is null
    order by p.position, p.name, s.position`.execute(tx)
  return rows
}

export async function knownPeople(
  tx: Tx,
): Promise<(KnownPerson & { managerId: string | null; departmentId: string | null; role: string; state: string })[]> {
  const { rows } = await sql<
    KnownPerson & { managerId: string | null; departmentId: string | null; role: string; state: string }
  >`
    select id, full_name as "fullName", email, external_id as "externalId", left_on as "leftOn", manager_id as "managerId",
           department_id as "departmentId", role, state
    from people order by created_at, id`.execute(tx)
  return rows
}

export async function knownSources(tx: Tx): Promise<Named[]> {
  return (await sql<Named>`select id, name from facts.sources`.execute(tx)).rows
}

export async function knownLossReasons(tx: Tx): Promise<Named[]> {
  return (await sql<Named>`select id, name from facts.loss_reasons`.execute(tx)).rows
}

/** In which pipeline most deals of another system are. */
export async function pipelineOfSystem(tx: Tx, workspaceId: string, system: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select pipeline_id as id from (select pipeline_id from deals where workspace_id = ${workspaceId}::uuid and external_source = ${system}
      and external_id is not null limit 1000) sampled group by pipeline_id order by count(*) desc limit 1`.execute(tx)
  return rows[0]?.id ?? null
}

export interface NewPipeline {
  id: string
  name: string
}

export interface NewStage {
  id: string
  pipelineId: string
  name: string
  meaning: Meaning
  position: number
}

/** Adds pipelines after those that are there. */
/**
 * New pipelines stand after the others. In a company without deals they stand first: pages open the first pipeline, and the one that
 * a company begins with is still empty.
 */
export async function insertPipelines(tx: Tx, workspaceId: string, pipelines: readonly NewPipeline[]): Promise<void> {
  await sql`
    -- Room at the front, where no deal has been yet.
    update pipelines set position = position + ${pipelines.length}::int
    where workspace_id = ${workspaceId}::uuid and not exists (select from deals where workspace_id = ${workspaceId}::uuid)`.execute(
    tx,
  )
  await sql`
    -- New pipelines, after the others or before them.
    with others as (
      select case when exists (select from deals where workspace_id = ${workspaceId}::uuid) then max(position) else -1 end as last
      from pipelines where workspace_id = ${workspaceId}::uuid
    )
    insert into pipelines (workspace_id, id, name, position)
    select ${workspaceId}::uuid, x.id, x.name, coalesce((select last from others), -1) + x.place
    from rows from (jsonb_to_recordset(${JSON.stringify(pipelines)}::jsonb) as (id uuid, name text)) with ordinality as x (id, name, place)`.execute(
    tx,
  )
}

export async function insertStages(tx: Tx, workspaceId: string, stages: readonly NewStage[]): Promise<void> {
  await sql`
    insert into stages (workspace_id, id, pipeline_id, name, meaning, position, color)
    select ${workspaceId}::uuid, x.id, x."pipelineId", x.name, x.meaning, x.position, case x.meaning when 'won' then 'green' when 'lost' then 'red' else 'blue' end
    from jsonb_to_recordset(${JSON.stringify(stages)}::jsonb) as x (id uuid, "pipelineId" uuid, name text, meaning text, position int)`.execute(
    tx,
  )
}

/** Moves the closing stages of a pipeline behind a new open one. */
export async function shiftClosedStages(tx: Tx, workspaceId: string, pipelineId: string, by: number): Promise<void> {
  await sql`
    update stages set position = position + ${by}::int
    where workspace_id = ${workspaceId}::uuid and pipeline_id = ${pipelineId}::uuid and meaning <> 'open'`.execute(tx)
}

/** Adds sources or reasons of loss; what somebody else added meanwhile stays as it is. */
export async function insertNamed(
  tx: Tx,
  workspaceId: string,
  table: 'sources' | 'loss_reasons',
  names: readonly Named[],
): Promise<void> {
  await sql`
    insert into ${sql.table(table)} (workspace_id, id, name)
    select ${workspaceId}::uuid, x.id, x.name from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as x (id uuid, name text)`.execute(
    tx,
  )
}

/** Adds these people to those whom the actor of this transaction may see: he has just brought them. */
export async function seePeople(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`select set_config('app.people', concat_ws(',', nullif(current_setting('app.people', true), ''), ${ids.join(',')}::text), true)`.execute(
    tx,
  )
}

export interface RateRow {
  currency: string
  validFrom: string
  rate: string
}

export async function knownRates(tx: Tx): Promise<RateRow[]> {
  return (
    await sql<RateRow>`select currency, valid_from as "validFrom", rate from currency_rates order by currency, valid_from`.execute(
      tx,
    )
  ).rows
}
