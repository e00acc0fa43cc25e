import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { type Thresholds, usualThresholds } from '../calc/pace-state.ts'

export interface StoredThresholds extends Thresholds {
  /** 0: nobody has changed the usual ones. */
  version: number
}

/** When plan/fact of this company calls a line behind. */
export async function thresholdsOf(tx: Tx, workspaceId: string): Promise<StoredThresholds> {
  const { rows } = await sql<StoredThresholds>`
    -- From when on is a line behind?
    select watch_bp as "watchBp", alarm_bp as "alarmBp", unlikely_bp as "unlikelyBp", version
    from planfact_settings where workspace_id = ${workspaceId}::uuid`.execute(tx)
  return rows[0] ?? { ...usualThresholds, version: 0 }
}

/** Writes them over the version that the writer knew; undefined when somebody was faster. */
export async function writeThresholds(
  tx: Tx,
  workspaceId: string,
  one: StoredThresholds & { personId: string },
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    -- A line is behind from here on.
    insert into planfact_settings as s (workspace_id, watch_bp, alarm_bp, unlikely_bp, version, updated_by)
    values (${workspaceId}::uuid, ${one.watchBp}, ${one.alarmBp}, ${one.unlikelyBp}, ${one.version + 1}, ${one.personId}::uuid)
    on conflict (workspace_id) do update
      set watch_bp = excluded.watch_bp, alarm_bp = excluded.alarm_bp, unlikely_bp = excluded.unlikely_bp, version = excluded.version,
        updated_at = now(), updated_by = excluded.updated_by
      where s.version = ${one.version}
    returning version`.execute(tx)
  return rows[0]?.version
}
