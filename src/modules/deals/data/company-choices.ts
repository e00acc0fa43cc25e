import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface CompanyChoice {
  id: string
  name: string
  inn: string | null
}

/** Companies whose name begins with the text (without legal form and quotes), then those that have it somewhere. */
export async function companyChoices(
  tx: Tx,
  workspaceId: string,
  text: string,
  limit: number,
): Promise<CompanyChoice[]> {
  const beginning = text
    .toLowerCase()
    .replaceAll(/[«»"'„“]/g, '')
    .trim()
  const { rows } = await sql<CompanyChoice>`
    -- Which companies may be meant?
    select id, name, inn from companies
    where workspace_id = ${workspaceId}::uuid and name_key >= ${beginning} and name_key < ${beginning} || chr(1114111)
    order by name_key limit ${limit}::int`.execute(tx)
  if (rows.length >= limit || !/[\p{L}\d]{3}/u.test(text)) return rows
  const { rows: others } = await sql<CompanyChoice>`
    -- Which companies have this text in their name?
    select id, name, inn from search_companies(${text}, ${limit}::int)`.execute(tx)
  const known = new Set(rows.map(({ id }) => id))
  return [...rows, ...others.filter(({ id }) => !known.has(id))].slice(0, limit)
}
