import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

interface Author {
  recordedAt: Date
  authorId: string | null
  authorName: string | null
  source: string
}

/** A row of the stage log. */
export interface LoggedMove extends Author {
  seq: number
  pipelineId: string
  fromStageId: string | null
  toStageId: string | null
  occurredAt: Date
  certain: boolean
  voidsSeq: number | null
}

/** Own fields are logged as an object, contacts and team as lists. */
export type LoggedValue = string | number | boolean | null | object

/** A row of the log of fields. */
export interface LoggedEdit extends Author {
  changes: Record<string, { from: LoggedValue; to: LoggedValue }>
}

/** The stage log of a deal in the order of writing. */
export async function readMoves(tx: Tx, workspaceId: string, dealId: string): Promise<LoggedMove[]> {
  const { rows } = await sql<LoggedMove>`
    -- Who moved this deal, when, from where to where?
    select c.seq, c.pipeline_id as "pipelineId", c.from_stage_id as "fromStageId", c.to_stage_id as "toStageId", c.occurred_at as "occurredAt",
           c.recorded_at as "recordedAt", c.certain, c.voids_seq as "voidsSeq", p.id as "authorId", p.full_name as "authorName", c.source
    from stage_changes c left join people p on p.workspace_id = c.workspace_id and p.id = c.actor_id
    where c.workspace_id = ${workspaceId}::uuid and c.deal_id = ${dealId}::uuid
    order by c.seq`.execute(tx)
  return rows
}

/** The changes of fields of a deal in order. */
export async function readEdits(tx: Tx, workspaceId: string, dealId: string): Promise<LoggedEdit[]> {
  const { rows } = await sql<LoggedEdit>`
    -- Who changed which fields of this deal?
    select e.at as "recordedAt", e.changes, p.id as "authorId", p.full_name as "authorName", e.source
    from deal_edits e left join people p on p.workspace_id = e.workspace_id and p.id = e.actor_id
    where e.workspace_id = ${workspaceId}::uuid and e.deal_id = ${dealId}::uuid
    order by e.version`.execute(tx)
  return rows
}

/** Why a deal was lost, to whom and with which words. */
type Loss = Record<'lossReasonId' | 'lossCompetitorId' | 'lossComment', string | null>

/** What the last reopening of a deal since this moment has taken off it. */
export async function lossBefore(
  tx: Tx,
  workspaceId: string,
  { id, since }: { id: string; since: Date },
): Promise<Loss | undefined> {
  const { rows } = await sql<Loss>`
    -- Why was this deal lost before it was reopened?
    select changes -> 'lossReasonId' ->> 'from' as "lossReasonId", changes -> 'lossCompetitorId' ->> 'from' as "lossCompetitorId",
           changes -> 'lossComment' ->> 'from' as "lossComment"
    from deal_edits
    where workspace_id = ${workspaceId}::uuid and deal_id = ${id}::uuid and at >= ${since}
      and changes ?| array['lossReasonId', 'lossCompetitorId', 'lossComment']
    order by version desc limit 1`.execute(tx)
  return rows[0]
}

/** The last change of a deal, whichever log it stands in: who made it and when it was written down. */
export async function lastChange(
  tx: Tx,
  workspaceId: string,
  dealId: string,
): Promise<{ authorId: string | null; authorName: string | null; at: Date } | undefined> {
  const { rows } = await sql<{ authorId: string | null; authorName: string | null; at: Date }>`
    -- Who has changed this deal last?
    select p.id as "authorId", p.full_name as "authorName", x.at
    from (select actor_id, at from deal_edits where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid
          union all
          select actor_id, recorded_at from stage_changes where workspace_id = ${workspaceId}::uuid and deal_id = ${dealId}::uuid) x
    left join people p on p.workspace_id = ${workspaceId}::uuid and p.id = x.actor_id
    order by x.at desc limit 1`.execute(tx)
  return rows[0]
}

/** Names of people, companies, contacts, sources and reasons by id; what the actor does not see is missing. */
export async function namesOf(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    -- What are these records called?
    select id, full_name as name from people where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, name from companies where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, full_name from contacts where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, name from sources where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, name from loss_reasons where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, name from competitors where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])
    union all select id, name from contact_roles where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
