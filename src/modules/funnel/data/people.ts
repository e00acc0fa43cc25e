import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { onceIn } from '#core/db/read-once.ts'

/** People of the company among those named, and everybody of the departments named or below them. */
export function membersOf(tx: Tx, named: Named): Promise<readonly string[]> {
  return onceIn(tx, `members of ${named.sellerIds.join()}; ${named.departmentIds.join()}`, () => readMembers(tx, named))
}

interface Named {
  sellerIds: readonly string[]
  departmentIds: readonly string[]
}

async function readMembers(tx: Tx, { sellerIds, departmentIds }: Named): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Who is meant by these people and departments?
    with recursive below as (
      select id from facts.departments where id = any(${departmentIds}::uuid[])
      union
      select d.id from facts.departments d join below b on d.parent_id = b.id
    )
    select id from facts.people where id = any(${sellerIds}::uuid[]) or department_id in (select id from below)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
