import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { ContactKind } from '../calc/profile.ts'
import type { OpenDeals } from '../calc/still.ts'

/** Open deals by seller and stage. */
export async function openDealsOf(
  tx: Tx,
  workspaceId: string,
  owners: readonly string[],
): Promise<(OpenDeals & { ownerId: string })[]> {
  const { rows } = await sql<OpenDeals & { ownerId: string }>`
    -- Which deals do these people have on which stage, and what are they worth?
    select t.owner_id as "ownerId", t.pipeline_id as "pipelineId", t.stage_id as "stageId", sum(t.n)::int as n, sum(t.money)::bigint as "amountMinor"
    from facts.day_totals t join facts.stages s on s.workspace_id = t.workspace_id and s.id = t.stage_id and s.meaning = 'open'
    where t.workspace_id = ${workspaceId}::uuid and t.kind = 'now' and t.day = '1970-01-01' and t.owner_id = any (${[...owners]}::uuid[])
    group by t.owner_id, t.pipeline_id, t.stage_id having sum(t.n) > 0`.execute(tx)
  return rows
}

/** Norms that count on this day. */
export async function normsOn(
  tx: Tx,
  workspaceId: string,
  day: Day,
): Promise<{ ownerId: string; kind: ContactKind; perDay: number }[]> {
  const { rows } = await sql<{ ownerId: string; kind: ContactKind; perDay: number }>`
    -- Which norms count on this day?
    select owner_id as "ownerId", kind, per_day::float8 as "perDay" from facts.norms
    where workspace_id = ${workspaceId}::uuid and valid_from <= ${day}::date and (valid_to is null or valid_to >= ${day}::date)`.execute(
    tx,
  )
  return rows
}

/** Versions of the personal norms that begin on this very day, by «person kind»: issuing anew replaces them. */
export async function currentVersions(tx: Tx, workspaceId: string, day: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ key: string; version: number }>`
    -- Which personal norms begin on this day already?
    select owner_id || ' ' || kind as key, version from facts.norm_rules
    where workspace_id = ${workspaceId}::uuid and level = 'person' and valid_from = ${day}::date`.execute(tx)
  return new Map(rows.map(({ key, version }) => [key, version]))
}
