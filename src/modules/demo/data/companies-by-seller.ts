import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** So many of each seller's are enough to call somewhere every day. */
const MOST = 60

/** Companies of each seller's deals, the latest first. */
export async function companiesBySeller(tx: Tx, workspaceId: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ ownerId: string; companyIds: string[] }>`
    -- Whose clients are which companies?
    select owner_id as "ownerId", (array_agg(company_id order by latest desc, company_id))[1:${MOST}::int] as "companyIds"
    from (select owner_id, company_id, max(created_at) as latest from deals
          where workspace_id = ${workspaceId}::uuid and owner_id is not null and company_id is not null group by owner_id, company_id) d
    group by owner_id order by owner_id`.execute(tx)
  return new Map(rows.map((row) => [row.ownerId, row.companyIds]))
}
