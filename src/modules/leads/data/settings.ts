import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { LeadSettings } from '../contract.ts'

const columns = sql`opens_at as "opensAt", closes_at as "closesAt", target_minutes as "targetMinutes", escalate_minutes as "escalateMinutes", method,
  person_ids as "personIds", department_ids as "departmentIds", to_client_owner as "toClientOwner", only_in_hours as "onlyInHours",
  take_freely as "takeFreely", return_reasons as "returnReasons", reject_reasons as "rejectReasons", version`

/** What was set; nothing before somebody has. */
export async function storedSettings(tx: Tx, workspaceId: string): Promise<LeadSettings | undefined> {
  const { rows } = await sql<LeadSettings>`
    -- How does this company work its leads?
    select ${columns} from lead_settings where workspace_id = ${workspaceId}::uuid`.execute(tx)
  return rows[0]
}

/** Writes the settings; undefined when they are another version by now. */
export async function writeSettings(
  tx: Tx,
  workspaceId: string,
  settings: LeadSettings,
): Promise<LeadSettings | undefined> {
  const { rows } = await sql<LeadSettings>`
    insert into lead_settings as s (workspace_id, opens_at, closes_at, target_minutes, escalate_minutes, method, person_ids, department_ids,
      to_client_owner, only_in_hours, take_freely, return_reasons, reject_reasons)
    values (${workspaceId}::uuid, ${settings.opensAt}, ${settings.closesAt}, ${settings.targetMinutes}, ${settings.escalateMinutes}, ${settings.method},
      ${settings.personIds}::uuid[], ${settings.departmentIds}::uuid[], ${settings.toClientOwner}, ${settings.onlyInHours}, ${settings.takeFreely},
      ${settings.returnReasons}::text[], ${settings.rejectReasons}::text[])
    on conflict (workspace_id) do update set opens_at = excluded.opens_at, closes_at = excluded.closes_at, target_minutes = excluded.target_minutes,
      escalate_minutes = excluded.escalate_minutes, method = excluded.method, person_ids = excluded.person_ids, department_ids = excluded.department_ids,
      to_client_owner = excluded.to_client_owner, only_in_hours = excluded.only_in_hours, take_freely = excluded.take_freely,
      return_reasons = excluded.return_reasons, reject_reasons = excluded.reject_reasons, version = s.version + 1
      where s.version = ${settings.version}::int
    returning ${columns}`.execute(tx)
  return rows[0]
}
