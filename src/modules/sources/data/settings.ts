import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { SourcesSettings } from '../contract.ts'

/** Of a company that has said nothing. */
const USUAL: SourcesSettings = { margin: null, years: 3, version: 0 }

export async function settingsOf(tx: Tx): Promise<SourcesSettings> {
  const { rows } = await sql<SourcesSettings>`
    -- What margin does the company count with?
    select (margin_bp / 10000.0)::float8 as margin, years::float8 as years, version from sources_settings
    where workspace_id = (select app_workspace())`.execute(tx)
  return rows[0] ?? USUAL
}

/** Writes the settings if they are still of this version; null when somebody has changed them meanwhile. */
export async function putSettings(
  tx: Tx,
  workspaceId: string,
  { margin, years, version }: SourcesSettings,
): Promise<SourcesSettings | null> {
  const bp = margin === null ? null : Math.round(margin * 10_000)
  const { rows } = await sql<SourcesSettings>`
    insert into sources_settings as s (workspace_id, margin_bp, years) values (${workspaceId}::uuid, ${bp}::int, ${years}::numeric)
    on conflict (workspace_id) do update set margin_bp = excluded.margin_bp, years = excluded.years, version = s.version + 1
      where s.version = ${version}::int
    returning (margin_bp / 10000.0)::float8 as margin, years::float8 as years, version`.execute(tx)
  return rows[0] ?? null
}
