import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { NamedChoice } from '../contract.ts'

/** Lists of names that a deal is described with. */
export type ChoiceTable = 'sources' | 'loss_reasons' | 'competitors' | 'contact_roles'

const BY_NAME = sql`name collate "ru-x-icu"`
const ORDER = {
  sources: BY_NAME,
  competitors: BY_NAME,
  loss_reasons: sql`position, ${BY_NAME}`,
  contact_roles: sql`position, ${BY_NAME}`,
}
const hasOrder = (table: ChoiceTable) => table === 'loss_reasons' || table === 'contact_roles'

/** Those in use first. */
export async function listChoices(tx: Tx, workspaceId: string, table: ChoiceTable): Promise<NamedChoice[]> {
  const { rows } = await sql<NamedChoice>`
    -- What can be chosen here?
    select id, name, archived_at is not null as archived from ${sql.table(table)}
    where workspace_id = ${workspaceId}::uuid
    order by archived_at is not null, ${ORDER[table]}`.execute(tx)
  return rows
}

/** Undefined when the name is taken. */
export async function insertChoice(
  tx: Tx,
  workspaceId: string,
  table: ChoiceTable,
  name: string,
): Promise<NamedChoice | undefined> {
  const place = sql`(select coalesce(max(position) + 1, 0) from ${sql.table(table)} where workspace_id = ${workspaceId}::uuid)`
  const { rows } = await sql<NamedChoice>`
    -- One more to choose from.
    insert into ${sql.table(table)} (workspace_id, name ${hasOrder(table) ? sql`, position` : sql``})
    values (${workspaceId}::uuid, ${name} ${hasOrder(table) ? sql`, ${place}` : sql``})
    on conflict (workspace_id, name) do nothing
    returning id, name, false as archived`.execute(tx)
  return rows[0]
}

export interface ChoiceChange {
  name?: string | undefined
  archived?: boolean | undefined
}

/** Undefined when there is none with this id; 'taken' when the name is. */
export async function updateChoice(
  tx: Tx,
  workspaceId: string,
  table: ChoiceTable,
  id: string,
  { name, archived }: ChoiceChange,
): Promise<NamedChoice | 'taken' | undefined> {
  const { rows: taken } = await sql`
    -- Does another one have this name?
    select from ${sql.table(table)} where workspace_id = ${workspaceId}::uuid and name = ${name ?? null} and id <> ${id}::uuid`.execute(
    tx,
  )
  if (taken.length > 0) return 'taken'
  const { rows } = await sql<NamedChoice>`
    -- Changes of one; null leaves as it is.
    update ${sql.table(table)} set name = coalesce(${name ?? null}, name),
      archived_at = case ${archived ?? null}::boolean when true then coalesce(archived_at, now()) when false then null else archived_at end
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
    returning id, name, archived_at is not null as archived`.execute(tx)
  return rows[0]
}
