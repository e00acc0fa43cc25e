import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Sharing, TableLayout } from '../contract.ts'

export interface StoredView {
  id: string
  list: string
  name: string
  authorId: string
  authorName: string
  shared: Sharing
  departmentId: string | null
  search: Record<string, string>
  layout: TableLayout
  version: number
}

/** What a list opens with for a person. */
export interface ViewChoice {
  defaultViewId: string | null
  viewOrder: string[]
}

const views = (condition: RawBuilder<unknown>) => sql<StoredView>`
    -- Which saved views does this person see?
    select v.id, v.list, v.name, v.author_id as "authorId", p.full_name as "authorName", v.shared, v.department_id as "departmentId", v.search, v.layout,
           v.version
    from list_views v join people p on p.workspace_id = v.workspace_id and p.id = v.author_id
    where ${condition} order by v.created_at, v.id`

/** The views of a list that the actor sees, oldest first. */
export async function readViews(tx: Tx, workspaceId: string, list: string): Promise<StoredView[]> {
  return (await views(sql`v.workspace_id = ${workspaceId}::uuid and v.list = ${list}`).execute(tx)).rows
}

export async function readView(tx: Tx, workspaceId: string, id: string): Promise<StoredView | undefined> {
  return (await views(sql`v.workspace_id = ${workspaceId}::uuid and v.id = ${id}::uuid`).execute(tx)).rows[0]
}

export type ViewFields = Pick<StoredView, 'name' | 'shared' | 'departmentId' | 'search' | 'layout'>

/** Gives its id. */
export async function insertView(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  list: string,
  fields: ViewFields,
): Promise<string> {
  const row = { workspace_id: workspaceId, list, author_id: personId, ...columnsOf(fields) }
  return (await tx.insertInto('list_views').values(row).returning('id').executeTakeFirstOrThrow()).id
}

/** Gives whether there was one that the actor may change. */
export async function updateView(tx: Tx, workspaceId: string, id: string, fields: ViewFields): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('list_views')
    .set((eb) => ({ ...columnsOf(fields), version: eb('version', '+', 1) }))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function deleteView(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('list_views')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

function columnsOf({ name, shared, departmentId, search, layout }: ViewFields) {
  return {
    name,
    shared,
    department_id: shared === 'department' ? departmentId : null,
    search: JSON.stringify(search),
    layout: JSON.stringify(layout),
  }
}

export async function readViewChoice(tx: Tx, personId: string, list: string): Promise<ViewChoice> {
  const { rows } = await sql<ViewChoice>`
    -- What does this person's list open with?
    select default_view_id as "defaultViewId", view_order as "viewOrder" from list_choices where person_id = ${personId}::uuid and list = ${list}`.execute(
    tx,
  )
  return rows[0] ?? { defaultViewId: null, viewOrder: [] }
}

export async function writeViewChoice(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  list: string,
  { defaultViewId, viewOrder }: ViewChoice,
): Promise<void> {
  await sql`
    -- This person's order of the views, and his first one.
    insert into list_choices (workspace_id, person_id, list, default_view_id, view_order)
    values (${workspaceId}::uuid, ${personId}::uuid, ${list}, ${defaultViewId}::uuid, ${viewOrder}::uuid[])
    on conflict (workspace_id, person_id, list) do update set default_view_id = excluded.default_view_id, view_order = excluded.view_order`.execute(
    tx,
  )
}
