import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface SilentClient {
  workspaceId: string
  clientId: string
  name: string | null
  hasCard: boolean
  ownerId: string
  silentDays: number
  intervalDays: number
  recentMinor: number
}

/** Clients who have gone silent and of whom nobody was told; they are told of now. Past the policies: the night has no reader. */
export async function takeSilent(tx: Tx, workspaceId: string, today: string): Promise<SilentClient[]> {
  const { rows } = await sql<SilentClient>`
    with silent as (
      insert into segments_alarms (workspace_id, client_id, last_on, owner_id)
      select c.workspace_id, c.client_id, f.last_on, c.owner_id
      from segments_classes c join segments_figures f on f.workspace_id = c.workspace_id and f.client_id = c.client_id
      where c.workspace_id = ${workspaceId}::uuid and c.valid_to is null and c.state = 'silent' and c.owner_id is not null
      on conflict do nothing returning client_id, owner_id, last_on
    )
    select ${workspaceId}::uuid as "workspaceId", s.client_id as "clientId", k.name, k.id is not null as "hasCard", s.owner_id as "ownerId",
      (${today}::date - s.last_on) as "silentDays", f.interval_days::float8 as "intervalDays", f.recent_minor as "recentMinor"
    from silent s join segments_figures f on f.workspace_id = ${workspaceId}::uuid and f.client_id = s.client_id
    left join facts.companies k on k.workspace_id = ${workspaceId}::uuid and k.id = s.client_id
    join facts.people p on p.workspace_id = ${workspaceId}::uuid and p.id = s.owner_id and (p.left_on is null or p.left_on >= ${today}::date)
    order by f.recent_minor desc`.execute(tx)
  return rows
}

/** Companies in which anybody has ever sold anything. */
export async function companiesToClass(tx: Tx): Promise<{ workspaceId: string; timeZone: TimeZone }[]> {
  const { rows } = await sql<{ workspaceId: string; timeZone: TimeZone }>`
    select id as "workspaceId", time_zone as "timeZone" from facts.workspaces w
    where exists (select from facts.buyers b where b.workspace_id = w.id)`.execute(tx)
  return rows
}

/** So many purchases by month and owner are too many to be looked through for a page. */
export const MANY = 5_000

/** Large companies whose clients were never classed, and whose purchases have come to rest. */
export async function companiesToClassFirst(
  tx: Tx,
  many = MANY,
): Promise<{ workspaceId: string; timeZone: TimeZone }[]> {
  const { rows } = await sql<{ workspaceId: string; timeZone: TimeZone }>`
    select id as "workspaceId", time_zone as "timeZone" from facts.workspaces w
    where not exists (select from segments_runs r where r.workspace_id = w.id)
      and (select count(*) from (select from facts.buyers b where b.workspace_id = w.id limit ${many}::int) first) >= ${many}::int
      and not exists (select from facts.waiting_buyers q where q.workspace_id = w.id)`.execute(tx)
  return rows
}
