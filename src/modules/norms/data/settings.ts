import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

export interface NormSettings {
  /** Minutes since midnight of the company's clock; null: not told. */
  tellSellerAt: number | null
  tellHeadAt: number | null
  /** Share of the norm below which a day is told of. */
  tellBelow: number
  version: number
}

/** 16:00 to the seller, while something can be done about it; 9:30 of the next morning to his head. */
export const usualSettings: NormSettings = { tellSellerAt: 960, tellHeadAt: 570, tellBelow: 0.8, version: 0 }

export async function normSettings(tx: Tx, workspaceId: string): Promise<NormSettings> {
  const row = await tx
    .selectFrom('norms_settings')
    .select(['tell_seller_at', 'tell_head_at', 'tell_below', 'version'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  if (!row) return usualSettings
  return {
    tellSellerAt: row.tell_seller_at,
    tellHeadAt: row.tell_head_at,
    tellBelow: Number(row.tell_below),
    version: row.version,
  }
}

/** Writes over the version that was read; false when somebody was faster. */
export async function putNormSettings(tx: Tx, workspaceId: string, settings: NormSettings): Promise<boolean> {
  const { numAffectedRows } = await sql`
    -- When people are told of norms that are not met.
    insert into norms_settings as s (workspace_id, tell_seller_at, tell_head_at, tell_below, version)
    select ${workspaceId}::uuid, ${settings.tellSellerAt}::smallint, ${settings.tellHeadAt}::smallint, ${settings.tellBelow}::numeric, 1
    on conflict (workspace_id) do update
      set tell_seller_at = excluded.tell_seller_at, tell_head_at = excluded.tell_head_at, tell_below = excluded.tell_below, version = s.version + 1
      where s.version = ${settings.version}::int`.execute(tx)
  return numAffectedRows === 1n
}

export async function rampOf(tx: Tx, workspaceId: string): Promise<{ week: number; share: number }[]> {
  const { rows } = await sql<{ week: number; share: number }>`
    -- Which part of a norm is a newcomer asked for?
    select week, share::float8 as share from norms_ramp where workspace_id = ${workspaceId}::uuid order by week`.execute(
    tx,
  )
  return rows
}

export async function putRamp(
  tx: Tx,
  workspaceId: string,
  weeks: readonly { week: number; share: number }[],
): Promise<void> {
  await tx.deleteFrom('norms_ramp').where('workspace_id', '=', workspaceId).execute()
  if (weeks.length === 0) return
  await tx
    .insertInto('norms_ramp')
    .values(weeks.map(({ week, share }) => ({ workspace_id: workspaceId, week, share: String(share) })))
    .execute()
}

export async function putExcuses(
  tx: Tx,
  workspaceId: string,
  { personId, days, reason, by }: { personId: string; days: readonly string[]; reason: string; by: string },
): Promise<void> {
  await sql`
    -- Days that do not count for somebody.
    insert into norms_excuses (workspace_id, owner_id, day, reason, excused_by)
    select ${workspaceId}::uuid, ${personId}::uuid, day, ${reason}, ${by}::uuid from unnest(${[...days]}::date[]) as x (day)
    on conflict (workspace_id, owner_id, day) do update set reason = excluded.reason, excused_by = excluded.excused_by, excused_at = now()`.execute(
    tx,
  )
}

export async function removeExcuses(
  tx: Tx,
  workspaceId: string,
  personId: string,
  days: readonly string[],
): Promise<void> {
  await sql`delete from norms_excuses where workspace_id = ${workspaceId}::uuid and owner_id = ${personId}::uuid and day = any (${[...days]}::date[])`.execute(
    tx,
  )
}

export interface Excuse {
  personId: string
  name: string
  day: Day
  reason: string
  by: string | null
  at: Date
}

export async function excusesIn(tx: Tx, workspaceId: string, start: Day, end: Day): Promise<Excuse[]> {
  const { rows } = await sql<Excuse>`
    -- Which days are excused, by whom and why?
    select e.owner_id as "personId", p.full_name as name, e.day, e.reason, b.full_name as by, e.excused_at as at
    from norms_excuses e
    join facts.people p on p.workspace_id = e.workspace_id and p.id = e.owner_id
    left join facts.people b on b.workspace_id = e.workspace_id and b.id = e.excused_by
    where e.workspace_id = ${workspaceId}::uuid and e.day >= ${start}::date and e.day < ${end}::date
    order by e.day desc, p.full_name`.execute(tx)
  return rows
}
