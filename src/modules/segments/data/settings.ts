import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { USUAL } from '../calc/settings.ts'
import type { SegmentsSettings } from '../contract.ts'

/** Also for the job of the night, which works past the policies: the company is named. */
export async function settingsOf(tx: Tx, workspaceId: string): Promise<SegmentsSettings> {
  const { rows } = await sql<SegmentsSettings>`
    -- By which rules does this company class its clients?
    select months, silent_after::float8 as "silentAfter", lost_after::float8 as "lostAfter", version from segments_settings
    where workspace_id = ${workspaceId}::uuid`.execute(tx)
  return rows[0] ?? USUAL
}

/** Null: somebody has changed them meanwhile. */
export async function putSettings(
  tx: Tx,
  workspaceId: string,
  { months, silentAfter, lostAfter, version }: SegmentsSettings,
): Promise<SegmentsSettings | null> {
  const { rows } = await sql<SegmentsSettings>`
    insert into segments_settings as s (workspace_id, months, silent_after, lost_after)
    values (${workspaceId}::uuid, ${months}::int, ${silentAfter}::numeric, ${lostAfter}::numeric)
    on conflict (workspace_id) do update set months = excluded.months, silent_after = excluded.silent_after, lost_after = excluded.lost_after,
      version = s.version + 1 where s.version = ${version}::int
    returning months, silent_after::float8 as "silentAfter", lost_after::float8 as "lostAfter", version`.execute(tx)
  return rows[0] ?? null
}
