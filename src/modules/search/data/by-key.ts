import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { SearchQuery } from '../calc/read-query.ts'
import type { SearchKind } from '../contract.ts'

export interface Found {
  kind: SearchKind
  id: string
}

/** Records that have this phone, e-mail, ИНН, number or identifier: each is one look into an index. */
export async function foundByKey(
  tx: Tx,
  workspaceId: string,
  { phoneKey, email, inn, id, number }: SearchQuery,
  most: number,
): Promise<Found[]> {
  if (!phoneKey && !email && !inn && !id && !number) return []
  const { rows } = await sql<Found>`
    -- Which records have exactly this phone, address, ИНН, number or identifier?
    with asked as (
      select ${workspaceId}::uuid as workspace_id, ${phoneKey}::text as phone_key, ${email}::text as email, ${inn}::text as inn, ${id}::uuid as id,
             ${number}::text as number
    )
    select distinct kind, found.id from asked a cross join lateral (
      (select 'company' as kind, c.id from companies c where c.workspace_id = a.workspace_id and c.inn = a.inn and c.deleted_at is null limit ${most}::int)
      union all
      (select 'company', p.company_id from company_phones p where p.workspace_id = a.workspace_id and p.phone_key = a.phone_key limit ${most}::int)
      union all
      (select 'company', e.company_id from company_emails e where e.workspace_id = a.workspace_id and e.email = a.email limit ${most}::int)
      union all
      (select 'contact', p.contact_id from contact_phones p where p.workspace_id = a.workspace_id and p.phone_key = a.phone_key limit ${most}::int)
      union all
      (select 'contact', e.contact_id from contact_emails e where e.workspace_id = a.workspace_id and e.email = a.email limit ${most}::int)
      union all
      (select 'lead', l.id from leads l where l.workspace_id = a.workspace_id and l.phone_key = a.phone_key limit ${most}::int)
      union all
      (select 'person', p.id from people p where p.workspace_id = a.workspace_id and lower(p.email) = a.email limit ${most}::int)
      union all
      (select 'invoice', i.id from invoices i where i.workspace_id = a.workspace_id and i.number = a.number limit ${most}::int)
      union all
      select 'company', c.id from companies c where c.workspace_id = a.workspace_id and c.id = a.id
      union all
      select 'contact', c.id from contacts c where c.workspace_id = a.workspace_id and c.id = a.id
      union all
      select 'task', t.id from tasks t where t.workspace_id = a.workspace_id and t.id = a.id
      union all
      select 'lead', l.id from leads l where l.workspace_id = a.workspace_id and l.id = a.id
    ) found`.execute(tx)
  return rows
}
