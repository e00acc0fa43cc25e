import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Cut, Tier } from '../calc/plan-metrics.ts'
import type { PlanLevel } from '../calc/subjects.ts'

/** Which of the plans of a year: of what, how high, the whole or by parts. */
export interface Slice {
  metric: string
  tier: Tier
  cut: Cut
}

export interface CellAddress {
  level: PlanLevel
  subjectId: string
  /** '2026-11' */
  month: string
  /** Which part of the cut; empty or absent: the whole. */
  cutKey?: string | undefined
}

export interface PlanCell extends CellAddress {
  /** Null: cleared. */
  amountMinor: number | null
  version: number
}

/** Every cell ever set in these months that the actor sees; of one subject where its id is given. */
export async function cellsOf(
  tx: Tx,
  workspaceId: string,
  { metric, tier, cut }: Slice,
  months: readonly string[],
  subjectId?: string,
): Promise<PlanCell[]> {
  const { rows } = await sql<PlanCell>`
    -- What is the plan of these months?
    select level, subject_id as "subjectId", to_char(month, 'YYYY-MM') as month, cut_key as "cutKey", amount_minor as "amountMinor", version
    from plan_cells
    where workspace_id = ${workspaceId}::uuid and metric = ${metric} and tier = ${tier} and cut = ${cut}
      and month = any (${months.map((month) => `${month}-01`)}::date[])
      and (${subjectId ?? null}::uuid is null or subject_id = ${subjectId ?? null}::uuid)`.execute(tx)
  return rows
}

/** The cells at these addresses as they are, locked until the end of the transaction in one order for all. */
export async function lockCells(
  tx: Tx,
  workspaceId: string,
  { metric, tier, cut }: Slice,
  addresses: readonly CellAddress[],
) {
  const { rows } = await sql<PlanCell & { changedBy: string | null }>`
    -- What stands in these cells now, and who put it there?
    select c.level, c.subject_id as "subjectId", to_char(c.month, 'YYYY-MM') as month, c.cut_key as "cutKey",
           c.amount_minor as "amountMinor", c.version,
           (select full_name from facts.people p where p.workspace_id = c.workspace_id and p.id = c.updated_by) as "changedBy"
    from plan_cells c
    where c.workspace_id = ${workspaceId}::uuid and c.metric = ${metric} and c.tier = ${tier} and c.cut = ${cut}
      and (c.level, c.subject_id, c.month, c.cut_key) in (
        select * from unnest(${addresses.map((one) => one.level)}::text[], ${addresses.map((one) => one.subjectId)}::uuid[],
          ${addresses.map((one) => `${one.month}-01`)}::date[], ${addresses.map((one) => one.cutKey ?? '')}::text[]))
    order by c.level, c.subject_id, c.month, c.cut_key
    for update of c`.execute(tx)
  return rows
}

export interface CellToSet extends PlanCell {
  beforeMinor: number | null
}

/**
 * Writes cells whose version is the one that the writer knew and logs each. Gives the cells as they are afterwards: fewer than asked when
 * somebody else made one of them in the meantime.
 */
export async function writeCells(
  tx: Tx,
  {
    workspaceId,
    slice: { metric, tier, cut },
    actorId,
    note,
  }: { workspaceId: string; slice: Slice; actorId: string; note: string | undefined },
  cells: readonly CellToSet[],
): Promise<PlanCell[]> {
  const { rows } = await sql<PlanCell>`
    -- These cells become the plan, and the log says who changed them from what to what.
    with asked as (
      select * from unnest(${cells.map((cell) => cell.level)}::text[], ${cells.map((cell) => cell.subjectId)}::uuid[],
          ${cells.map((cell) => `${cell.month}-01`)}::date[], ${cells.map((cell) => cell.amountMinor)}::bigint[],
          ${cells.map((cell) => cell.beforeMinor)}::bigint[], ${cells.map((cell) => cell.version)}::int[],
          ${cells.map((cell) => cell.cutKey ?? '')}::text[])
        as asked (level, subject_id, month, amount_minor, before_minor, version, cut_key)
      order by level, subject_id, month, cut_key
    ), written as (
      insert into plan_cells as c (workspace_id, metric, tier, cut, cut_key, month, level, subject_id, owner_id, department_id, amount_minor, version,
        updated_by)
      select ${workspaceId}::uuid, ${metric}, ${tier}, ${cut}, cut_key, month, level, subject_id, case when level = 'person' then subject_id end,
             case when level = 'department' then subject_id end, amount_minor, version + 1, ${actorId}::uuid
      from asked
      on conflict (workspace_id, metric, month, level, subject_id, tier, cut, cut_key) do update
        set amount_minor = excluded.amount_minor, version = excluded.version, updated_at = now(), updated_by = excluded.updated_by
        where c.version = excluded.version - 1
      returning level, subject_id, month, cut_key, owner_id, department_id, amount_minor, version
    ), logged as (
      insert into plan_changes (workspace_id, batch_id, actor_id, metric, tier, cut, cut_key, month, level, subject_id, owner_id, department_id,
        before_minor, after_minor, note)
      select ${workspaceId}::uuid, batch.id, ${actorId}::uuid, ${metric}, ${tier}, ${cut}, w.cut_key, w.month, w.level, w.subject_id, w.owner_id,
             w.department_id, a.before_minor, w.amount_minor, ${note ?? null}
      from written w join asked a using (level, subject_id, month, cut_key), (select uuid7() as id) batch
    )
    select level, subject_id as "subjectId", to_char(month, 'YYYY-MM') as month, cut_key as "cutKey", amount_minor as "amountMinor", version
    from written order by level, subject_id, month, cut_key`.execute(tx)
  return rows
}
