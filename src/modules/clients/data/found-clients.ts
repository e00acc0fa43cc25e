import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { ClientKind } from '../contract.ts'

export interface Sought {
  /** A piece of a name, or null where the text is a number or an address. */
  name: string | null
  /** Digits with which an ИНН begins. */
  inn: string | null
  phoneKey: string | null
  email: string | null
}

const MOST = 50

/** Ids of the clients that a text means: by a piece of the name (past the planner's limits, search_companies), the ИНН, a phone, an address. */
export async function clientsByText(tx: Tx, workspaceId: string, kind: ClientKind, sought: Sought): Promise<string[]> {
  const { name, inn, phoneKey, email } = sought
  const ref = sql.ref(`${kind}_id`)
  const search = sql.raw(kind === 'company' ? 'search_companies' : 'search_contacts')
  const byInn =
    kind === 'company'
      ? sql`union (select id from companies where workspace_id = ${workspaceId}::uuid and inn >= ${inn} and inn < ${inn} || ':' limit ${MOST}::int)`
      : sql``
  const { rows } = await sql<{ id: string }>`
    -- Which clients does this text mean?
    select id from ${search}(${name ?? '\u0001'}, ${name === null ? 0 : MOST}::int)
    ${byInn}
    union (select ${ref} from ${sql.table(`${kind}_phones`)} where workspace_id = ${workspaceId}::uuid and phone_key = ${phoneKey} limit ${MOST}::int)
    union (select ${ref} from ${sql.table(`${kind}_emails`)} where workspace_id = ${workspaceId}::uuid and email = ${email} limit ${MOST}::int)`.execute(
    tx,
  )
  return rows.map(({ id }) => id)
}
