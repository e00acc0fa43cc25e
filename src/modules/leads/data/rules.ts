import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface StoredRule {
  id: string
  name: string
  sourceIds: string[]
  formIds: string[]
  regions: string[]
  products: string[]
  personIds: string[]
  departmentIds: string[]
  method: 'round_robin' | 'by_load'
  version: number
}

/** Rules in their order. */
export async function listRules(tx: Tx, workspaceId: string): Promise<StoredRule[]> {
  const { rows } = await sql<StoredRule>`
    -- Which leads go to whom?
    select id, name, source_ids as "sourceIds", form_ids as "formIds", regions, products, person_ids as "personIds", department_ids as "departmentIds",
           method, version
    from lead_rules where workspace_id = ${workspaceId}::uuid and archived_at is null order by position, id`.execute(tx)
  return rows
}

export async function insertRule(tx: Tx, workspaceId: string, rule: Omit<StoredRule, 'version'>): Promise<void> {
  await sql`
    insert into lead_rules (workspace_id, id, name, position, source_ids, form_ids, regions, products, person_ids, department_ids, method)
    values (${workspaceId}::uuid, ${rule.id}::uuid, ${rule.name},
      (select coalesce(max(position) + 1, 0) from lead_rules where workspace_id = ${workspaceId}::uuid),
      ${rule.sourceIds}::uuid[], ${rule.formIds}::uuid[], ${rule.regions}::text[], ${rule.products}::text[], ${rule.personIds}::uuid[],
      ${rule.departmentIds}::uuid[], ${rule.method})`.execute(tx)
}

/** False when the rule is another version by now, or is not there. */
export async function updateRule(tx: Tx, workspaceId: string, rule: StoredRule): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update lead_rules set name = ${rule.name}, source_ids = ${rule.sourceIds}::uuid[], form_ids = ${rule.formIds}::uuid[], regions = ${rule.regions}::text[],
      products = ${rule.products}::text[], person_ids = ${rule.personIds}::uuid[], department_ids = ${rule.departmentIds}::uuid[], method = ${rule.method},
      version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${rule.id}::uuid and version = ${rule.version}::int and archived_at is null`.execute(
    tx,
  )
  return numAffectedRows > 0n
}

/** The row stays: leads say by which rule they went. */
export async function archiveRule(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update lead_rules set archived_at = now() where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and archived_at is null`.execute(
    tx,
  )
  return numAffectedRows > 0n
}

/** Puts other people in the place of one who is going, in the rules and in the general order; gives how many of them named him. */
export async function replaceInRules(
  tx: Tx,
  workspaceId: string,
  fromId: string,
  toIds: readonly string[],
): Promise<number> {
  const others = sql`array(select distinct x from unnest(array_remove(person_ids, ${fromId}::uuid) || ${[...toIds]}::uuid[]) as x)`
  const { numAffectedRows: rules = 0n } = await sql`
    update lead_rules set person_ids = ${others}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and archived_at is null and ${fromId}::uuid = any (person_ids)`.execute(
    tx,
  )
  const { numAffectedRows: settings = 0n } = await sql`
    update lead_settings set person_ids = ${others}, version = version + 1
    where workspace_id = ${workspaceId}::uuid and ${fromId}::uuid = any (person_ids)`.execute(tx)
  return Number(rules + settings)
}

/** Named rules first, in this order, the others after them as they were. */
export async function orderRules(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  await sql`
    update lead_rules r set position = o.place
    from (select id, (row_number() over (order by array_position(${[...ids]}::uuid[], id) nulls last, position, id))::int as place
          from lead_rules where workspace_id = ${workspaceId}::uuid) o
    where r.workspace_id = ${workspaceId}::uuid and r.id = o.id`.execute(tx)
}
