import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { BoardRole, Threshold } from '../contract.ts'

export interface StoredBoard {
  tiles: string[]
  version: number
  editedBy: string | null
}

/** What the company has chosen for a role; undefined: nothing yet. */
export async function readBoard(tx: Tx, workspaceId: string, role: BoardRole): Promise<StoredBoard | undefined> {
  const { rows } = await sql<StoredBoard>`
    -- Which figures does this role see, and who has said so?
    select b.tiles, b.version, p.full_name as "editedBy"
    from kpi_boards b left join facts.people p on p.workspace_id = b.workspace_id and p.id = b.edited_by
    where b.workspace_id = ${workspaceId}::uuid and b.role = ${role}`.execute(tx)
  return rows[0]
}

/** Keeps the board where it is still of this version (0: there is none). Gives whether it was. */
export async function writeBoard(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  { role, tiles, version }: { role: BoardRole; tiles: readonly string[]; version: number },
): Promise<boolean> {
  const { numAffectedRows } = await (
    version === 0
      ? sql`insert into kpi_boards (workspace_id, role, tiles, edited_by) values (${workspaceId}::uuid, ${role}, ${tiles}::text[], ${personId}::uuid)
          on conflict do nothing`
      : sql`update kpi_boards set tiles = ${tiles}::text[], edited_by = ${personId}::uuid, edited_at = now(), version = version + 1
          where workspace_id = ${workspaceId}::uuid and role = ${role} and version = ${version}`
  ).execute(tx)
  return numAffectedRows === 1n
}

export interface StoredThreshold extends Threshold {
  metric: string
  editedBy: string | null
}

export async function readThresholds(tx: Tx, workspaceId: string): Promise<StoredThreshold[]> {
  const { rows } = await sql<StoredThreshold>`
    -- From where on is which figure good or bad here?
    select t.metric, t.good, t.bad, t.version, p.full_name as "editedBy"
    from kpi_thresholds t left join facts.people p on p.workspace_id = t.workspace_id and p.id = t.edited_by
    where t.workspace_id = ${workspaceId}::uuid`.execute(tx)
  return rows
}

interface Given {
  metric: string
  borders: { good: number; bad: number } | null
  version: number
}

/** Keeps the thresholds of a metric where they are still of this version (0: there are none); null removes them. Gives whether they were. */
export async function writeThreshold(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  { metric, borders, version }: Given,
): Promise<boolean> {
  const here = sql`workspace_id = ${workspaceId}::uuid and metric = ${metric} and version = ${version}`
  if (borders === null) {
    if (version === 0) return true
    const { numAffectedRows } = await sql`delete from kpi_thresholds where ${here}`.execute(tx)
    return numAffectedRows === 1n
  }
  const { good, bad } = borders
  const { numAffectedRows } = await (
    version === 0
      ? sql`insert into kpi_thresholds (workspace_id, metric, good, bad, edited_by)
          values (${workspaceId}::uuid, ${metric}, ${good}, ${bad}, ${personId}::uuid) on conflict do nothing`
      : sql`update kpi_thresholds set good = ${good}, bad = ${bad}, edited_by = ${personId}::uuid, edited_at = now(), version = version + 1 where ${here}`
  ).execute(tx)
  return numAffectedRows === 1n
}
