import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type ColumnType, rowsAsTable } from '#core/db/rows-as-table.ts'

const ALIKE = { place: 'int4', title: 'text', createdAt: 'moment' } as const satisfies Record<string, ColumnType>

/**
 * Which of these deals are probably here already: one of the same name that was made at the same moment (ms since 1970), whatever its id
 * and system. As the actor sees them, without the trash. Gives their places in the list with the id of the one that is here.
 */
export async function alikeDeals(
  tx: Tx,
  workspaceId: string,
  deals: readonly { title: string; createdAt: number }[],
): Promise<Map<number, string>> {
  if (deals.length === 0) return new Map()
  const rows = deals.map(({ title, createdAt }, place) => ({ place, title, createdAt }))
  const found = await sql<{ place: number; id: string }>`
    -- Which of these deals look like one that is here?
    select x.place, d.id from ${rowsAsTable(rows, ALIKE)}
    cross join lateral (
      select d.id from deals d
      where d.workspace_id = ${workspaceId}::uuid and d.outcome in ('open', 'won', 'lost') and d.deleted_at is null
        and d.created_at = x."createdAt" and d.title_key = translate(lower(x.title), 'ё', 'е')
      limit 1) d`.execute(tx)
  return new Map(found.rows.map(({ place, id }) => [place, id]))
}

/** Whether any deal is here: into an empty company nothing comes twice. */
export async function hasDeals(tx: Tx, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from deals where workspace_id = ${workspaceId}::uuid) as found`.execute(tx)
  return rows[0]?.found ?? false
}
