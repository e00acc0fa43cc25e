import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Tier } from '../calc/plan-metrics.ts'
import type { PlanCell } from './cells.ts'

export interface ImportedCell extends PlanCell {
  metric: string
  tier: Tier
  beforeMinor: number | null
}

/** Keeps what an import set and what stood there before, so that it can be taken back. */
export async function keepImported(
  tx: Tx,
  workspaceId: string,
  importId: string,
  cells: readonly ImportedCell[],
): Promise<void> {
  await sql`
    -- Which cells did this import bring, and what was there?
    insert into plan_imports (workspace_id, import_id, metric, month, level, subject_id, tier, before_minor, after_minor, version)
    select ${workspaceId}::uuid, ${importId}::uuid, x.metric, (x.month || '-01')::date, x.level, x."subjectId", x.tier, x."beforeMinor", x."amountMinor", x.version
    from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb)
      as x (metric text, month text, level text, "subjectId" uuid, tier text, "beforeMinor" bigint, "amountMinor" bigint, version int)
    on conflict (workspace_id, import_id, metric, month, level, subject_id, tier) do update
      set after_minor = excluded.after_minor, version = excluded.version`.execute(tx)
}

/** What an import brought, with the version that each cell has now. */
export async function importedCells(
  tx: Tx,
  workspaceId: string,
  importId: string,
): Promise<(ImportedCell & { versionNow: number })[]> {
  const { rows } = await sql<ImportedCell & { versionNow: number }>`
    -- What did this import bring, and has anybody changed it since?
    select i.metric, i.tier, i.level, i.subject_id as "subjectId", to_char(i.month, 'YYYY-MM') as month, i.before_minor as "beforeMinor",
           i.after_minor as "amountMinor", i.version, coalesce(c.version, 0) as "versionNow"
    from plan_imports i
    left join plan_cells c on c.workspace_id = i.workspace_id and c.metric = i.metric and c.month = i.month and c.level = i.level
      and c.subject_id = i.subject_id and c.tier = i.tier and c.cut = 'all'
    where i.workspace_id = ${workspaceId}::uuid and i.import_id = ${importId}::uuid`.execute(tx)
  return rows
}

/** With what rights this transaction imports, and what its company is called. */
export interface Importer {
  role: string
  scope: 'all' | 'people' | 'none'
  departments: string[] | null
  people: string[] | null
  company: string
}

export async function importerOf(tx: Tx, workspaceId: string): Promise<Importer> {
  const { rows } = await sql<Importer>`
    -- Whose plans may the one who imports set?
    select app_role() as role, app_scope() as scope, app_departments() as departments, app_people() as people, name as company
    from facts.workspaces where id = ${workspaceId}::uuid`.execute(tx)
  return rows[0] ?? { role: '', scope: 'none', departments: [], people: [], company: '' }
}
