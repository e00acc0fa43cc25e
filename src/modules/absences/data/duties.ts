import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Duty } from '../contract/duties.ts'

export interface StoredDuties {
  role: string
  version: number
  items: Duty[]
  note: string | null
  createdAt: Date
  createdById: string | null
  createdByName: string | null
}

/** Lists of duties: the latest of each role, or all of one role, the latest first. */
export async function dutyLists(tx: Tx, workspaceId: string, role?: string): Promise<StoredDuties[]> {
  const { rows } = await sql<StoredDuties>`
    -- Who answers for what?
    select l.role, l.version, l.items, l.note, l.created_at as "createdAt", l.created_by as "createdById", p.full_name as "createdByName"
    from duty_lists l left join people p on p.workspace_id = l.workspace_id and p.id = l.created_by
    where l.workspace_id = ${workspaceId}::uuid and (l.role = ${role ?? null} or (${role ?? null}::text is null
      and l.version = (select max(x.version) from duty_lists x where x.workspace_id = l.workspace_id and x.role = l.role)))
    order by l.role, l.version desc limit 200`.execute(tx)
  return rows
}

/** Two who write the duties of a role at once wait for each other here. */
export async function lockDuties(tx: Tx, workspaceId: string, role: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('duties' || ${role}), hashtext(${workspaceId}))`.execute(tx)
}

export async function insertDuties(
  tx: Tx,
  workspaceId: string,
  list: { role: string; version: number; items: readonly Duty[]; note: string | null; byId: string },
): Promise<void> {
  await sql`
    insert into duty_lists (workspace_id, role, version, items, note, created_by)
    values (${workspaceId}::uuid, ${list.role}, ${list.version}::int, ${JSON.stringify(list.items)}::jsonb, ${list.note}, ${list.byId}::uuid)`.execute(
    tx,
  )
}
