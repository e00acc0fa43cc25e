import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Season } from '../calc/season.ts'

export interface StoredSeason extends Season {
  version: number
  changedBy: string | null
  changedAt: Date
}

/** The season that was set for a metric; undefined where nobody has. */
export async function seasonOf(tx: Tx, workspaceId: string, metric: string): Promise<StoredSeason | undefined> {
  const { rows } = await sql<StoredSeason>`
    -- How does this metric run over the year and inside a month?
    select s.months, s.weekdays, s.thirds, s.version, s.updated_at as "changedAt", p.full_name as "changedBy"
    from plan_seasons s left join facts.people p on p.workspace_id = s.workspace_id and p.id = s.updated_by
    where s.workspace_id = ${workspaceId}::uuid and s.metric = ${metric}`.execute(tx)
  return rows[0]
}

/** Writes a season over the version that the writer knew (0: none); undefined when somebody else has written one since. */
export async function writeSeason(
  tx: Tx,
  workspaceId: string,
  { metric, season, version, personId }: { metric: string; season: Season; version: number; personId: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    -- This metric runs so from now on.
    insert into plan_seasons as s (workspace_id, metric, months, weekdays, thirds, version, updated_by)
    values (${workspaceId}::uuid, ${metric}, ${[...season.months]}::int[], ${[...season.weekdays]}::int[], ${[...season.thirds]}::int[],
      ${version + 1}, ${personId}::uuid)
    on conflict (workspace_id, metric) do update
      set months = excluded.months, weekdays = excluded.weekdays, thirds = excluded.thirds, version = excluded.version,
        updated_at = now(), updated_by = excluded.updated_by
      where s.version = ${version}
    returning version`.execute(tx)
  return rows[0]?.version
}
