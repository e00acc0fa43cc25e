import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { NormKind } from '../contract.ts'

export interface StoredRule {
  id: string
  level: 'role' | 'person'
  role: 'seller' | 'head' | null
  departmentId: string | null
  ownerId: string | null
  kind: NormKind
  validFrom: Day
  amount: number | null
  per: 'day' | 'week'
  origin: 'hand' | 'decomposition'
  note: string | null
  version: number
}

/** All rules that the actor sees, the latest first; of one person those that may concern him. */
export async function rulesOf(tx: Tx, workspaceId: string, ownerId: string | null = null): Promise<StoredRule[]> {
  const { rows } = await sql<StoredRule>`
    -- Which norms were issued?
    select id, level, role, department_id as "departmentId", owner_id as "ownerId", kind, valid_from as "validFrom", amount::float8 as amount, per,
           origin, note, version
    from norms where workspace_id = ${workspaceId}::uuid and (${ownerId}::uuid is null or owner_id is null or owner_id = ${ownerId}::uuid)
    order by level, role nulls last, department_id nulls first, owner_id, kind, valid_from desc`.execute(tx)
  return rows
}

export interface RuleToPut extends Omit<StoredRule, 'id'> {
  perDay: number | null
}

/**
 * Writes one rule over the version that was read (0: none). Gives false when somebody was faster.
 * @throws the database's refusal (42501) where the policy does not let the actor issue this
 */
export async function putRule(tx: Tx, workspaceId: string, rule: RuleToPut, by: string): Promise<boolean> {
  const key = sql`workspace_id = ${workspaceId}::uuid and level = ${rule.level} and role is not distinct from ${rule.role}
    and department_id is not distinct from ${rule.departmentId}::uuid and owner_id is not distinct from ${rule.ownerId}::uuid
    and kind = ${rule.kind} and valid_from = ${rule.validFrom}::date`
  const said = sql`amount = ${rule.amount}::numeric, per = ${rule.per}, per_day = ${rule.perDay}::numeric, origin = ${rule.origin}, note = ${rule.note},
    version = version + 1, updated_at = now(), updated_by = ${by}::uuid`
  if (rule.version > 0) {
    const { numAffectedRows } = await sql`
      -- A norm that is issued anew for the same day.
      update norms set ${said} where ${key} and version = ${rule.version}::int`.execute(tx)
    return numAffectedRows === 1n
  }
  const { numAffectedRows } = await sql`
    -- A new norm.
    insert into norms (workspace_id, level, role, department_id, owner_id, kind, valid_from, amount, per, per_day, origin, note, updated_by)
    values (${workspaceId}::uuid, ${rule.level}, ${rule.role}, ${rule.departmentId}::uuid, ${rule.ownerId}::uuid, ${rule.kind}, ${rule.validFrom}::date,
      ${rule.amount}::numeric, ${rule.per}, ${rule.perDay}::numeric, ${rule.origin}, ${rule.note}, ${by}::uuid)
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

/** The version of the rule that stands in the way of a write; undefined when there is none in sight. */
export async function ruleVersion(
  tx: Tx,
  workspaceId: string,
  rule: Omit<RuleToPut, 'perDay' | 'amount' | 'per' | 'origin' | 'note' | 'version'>,
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    -- Is there such a norm already?
    select version from norms where workspace_id = ${workspaceId}::uuid and level = ${rule.level} and role is not distinct from ${rule.role}
      and department_id is not distinct from ${rule.departmentId}::uuid and owner_id is not distinct from ${rule.ownerId}::uuid
      and kind = ${rule.kind} and valid_from = ${rule.validFrom}::date`.execute(tx)
  return rows[0]?.version
}

export async function deleteRule(tx: Tx, workspaceId: string, id: string, version: number): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('norms')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(numDeletedRows) === 1
}
