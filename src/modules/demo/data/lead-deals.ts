import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealOfLead } from '../calc/leads.ts'

/** Every other deal of the last weeks began with a lead. */
export async function dealsFromLeads(tx: Tx, workspaceId: string, since: Date, until: Date): Promise<DealOfLead[]> {
  const { rows } = await sql<DealOfLead>`
    -- Which deals began with a lead?
    select d.id, d.owner_id as "ownerId", d.company_id as "companyId", c.name as "companyName", k.id as "contactId", k.full_name as "contactName",
           k.phone, k.email, d.source_id as "sourceId", d.created_at as "createdAt"
    from deals d
    left join companies c on c.workspace_id = d.workspace_id and c.id = d.company_id
    left join contacts k on k.workspace_id = d.workspace_id and k.id = d.contact_id
    join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id and p.left_on is null
    where d.workspace_id = ${workspaceId}::uuid and d.created_at >= ${since}::timestamptz and d.created_at < ${until}::timestamptz
    order by d.created_at, d.id limit 800`.execute(tx)
  return rows.filter((_deal, index) => index % 3 !== 0)
}
