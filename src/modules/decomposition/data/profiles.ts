import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { SellerProfile } from '../calc/profile.ts'

export type Months = 3 | 6 | 12
export const MONTHS: readonly Months[] = [3, 6, 12]

/** Profiles of those whom the actor sees, and when they were counted. */
export async function profilesInSight(
  tx: Tx,
  workspaceId: string,
  months: Months,
  personId: string | null = null,
): Promise<{ profiles: Map<string, SellerProfile>; countedAt: Date | null }> {
  const { rows } = await sql<{ ownerId: string; profile: SellerProfile; countedAt: Date }>`
    -- How have these people sold?
    select owner_id as "ownerId", profile, counted_at as "countedAt" from decomposition_profiles
    where workspace_id = ${workspaceId}::uuid and months = ${months}::smallint and (${personId}::uuid is null or owner_id = ${personId}::uuid)`.execute(
    tx,
  )
  return { profiles: new Map(rows.map((row) => [row.ownerId, row.profile])), countedAt: rows[0]?.countedAt ?? null }
}

/** Puts the profiles of a company in the place of the earlier ones. */
export async function putProfiles(
  tx: Tx,
  workspaceId: string,
  months: Months,
  profiles: ReadonlyMap<string, SellerProfile>,
  now: Date,
): Promise<void> {
  await sql`delete from decomposition_profiles where workspace_id = ${workspaceId}::uuid and months = ${months}::smallint`.execute(
    tx,
  )
  const rows = [...profiles].map(([ownerId, profile]) => ({ ownerId, profile }))
  await sql`
    -- Profiles of the company's sellers; another counter may have put them in the meantime.
    insert into decomposition_profiles (workspace_id, owner_id, months, profile, counted_at)
    select ${workspaceId}::uuid, x."ownerId", ${months}::smallint, x.profile, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x ("ownerId" uuid, profile jsonb)
    on conflict (workspace_id, owner_id, months) do update set profile = excluded.profile, counted_at = excluded.counted_at`.execute(
    tx,
  )
}

/** The company whose history waits longest to be counted: asked for, never counted, or counted before `before`. Locked against a second counter. */
export async function companyToCount(tx: Tx, before: Date): Promise<{ id: string; timeZone: TimeZone } | undefined> {
  const { rows } = await sql<{ id: string; timeZone: TimeZone }>`
    -- Whose history is to be counted?
    select w.id, w.time_zone as "timeZone" from facts.workspaces w left join decomposition_counts c on c.workspace_id = w.id
    where c.counted_at is null or c.counted_at < ${before}
    order by c.counted_at nulls first, w.id limit 1`.execute(tx)
  return rows[0]
}

export async function noteCounted(tx: Tx, workspaceId: string, at: Date | null): Promise<void> {
  await tx
    .insertInto('decomposition_counts')
    .values({ workspace_id: workspaceId, counted_at: at })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet({ counted_at: at }))
    .execute()
}
