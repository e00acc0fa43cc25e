import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { TableLayout } from '../contract.ts'

/** A person's tables by name. */
export async function readLayouts(tx: Tx, personId: string): Promise<Record<string, TableLayout>> {
  const { rows } = await sql<{ list: string; layout: TableLayout }>`
    -- How does this person keep his tables?
    select list, layout from list_layouts where person_id = ${personId}::uuid order by updated_at desc limit 500`.execute(
    tx,
  )
  return Object.fromEntries(rows.map(({ list, layout }) => [list, layout]))
}

/** Keeps the layout of one table, or forgets it when it says nothing. */
export async function writeLayout(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  list: string,
  layout: TableLayout,
): Promise<void> {
  if (Object.values(layout).every((value) => value === undefined)) {
    await tx
      .deleteFrom('list_layouts')
      .where('workspace_id', '=', workspaceId)
      .where('person_id', '=', personId)
      .where('list', '=', list)
      .execute()
    return
  }
  await sql`
    -- This person's layout of this table.
    insert into list_layouts (workspace_id, person_id, list, layout)
    values (${workspaceId}::uuid, ${personId}::uuid, ${list}, ${JSON.stringify(layout)}::jsonb)
    on conflict (workspace_id, person_id, list) do update set layout = excluded.layout, updated_at = now()`.execute(tx)
}
