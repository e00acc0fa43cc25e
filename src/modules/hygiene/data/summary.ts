import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { bitOf, type Group } from '../calc/summary.ts'
import { ruleCodes } from '../contract.ts'
import { broken, type Measure, signsOf, type Whose } from './broken.ts'

/** Open deals by owner and by the rules they break, in one pass over their signs. */
export async function brokenGroups(tx: Tx, measure: Measure, whose: Whose, hasRequired: boolean): Promise<Group[]> {
  const bits = ruleCodes.map((code) => sql`case when ${broken(code, measure)} then ${sql.lit(bitOf(code))} else 0 end`)
  const { rows } = await sql<Group>`
    -- How many open deals of each seller break which rules, and what are they worth?
    with judged as (
      select o.owner_id, o.base_minor, ${sql.join(bits, sql` + `)} as mask from ${signsOf(measure, whose, hasRequired)}
    )
    select owner_id as "ownerId", mask, count(*) as n, sum(base_minor)::bigint as "sumMinor" from judged group by owner_id, mask`.execute(
    tx,
  )
  return rows
}

/** Whether any field of deals is required anywhere: without one nothing needs to be looked for. */
export async function hasRequiredFields(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`
    -- Is any field of a deal required on a stage?
    select exists (select from facts.fields where workspace_id = (select app_workspace()) and subject = 'deal' and archived_at is null
      and cardinality(required_stage_ids) > 0) as has`.execute(tx)
  return rows[0]?.has ?? false
}

/** Names of people by id. */
export async function ownerNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    -- What are these sellers called?
    select id, full_name as name from facts.people where workspace_id = (select app_workspace()) and id = any (${[...ids]}::uuid[])`.execute(
    tx,
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
