import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealCard } from '../contract.ts'
import { nextSteps } from './next-steps.ts'
import { dealRow, described, rowColumns } from './deal-rows.ts'

type Same =
  | 'pipeline'
  | 'contact'
  | 'lossComment'
  | 'lossCompetitor'
  | 'comment'
  | 'contacts'
  | 'team'
  | 'createdBy'
  | 'external'
  | 'lines'
type Extra = Pick<DealCard, Same> & { recordedAt: Date }

/** The card of one deal, or undefined when it does not exist for the actor. */
export async function readCard(tx: Tx, workspaceId: string, id: string): Promise<Omit<DealCard, 'may'> | undefined> {
  const { rows } = await sql<Parameters<typeof dealRow>[0] & Extra>`
    -- What is on the card of this deal?
    select ${rowColumns}, d.loss_comment as "lossComment", d.comment, d.recorded_at as "recordedAt",
           case when competitor.id is not null then jsonb_build_object('id', competitor.id, 'name', competitor.name) end as "lossCompetitor",
           jsonb_build_object('id', pipeline.id, 'name', pipeline.name) as pipeline,
           case when contact.id is not null then
             jsonb_build_object('id', contact.id, 'name', contact.full_name, 'phone', contact.phone, 'email', contact.email) end as contact,
           case when author.id is not null then jsonb_build_object('id', author.id, 'name', author.full_name) end as "createdBy",
           case when d.external_id is not null then jsonb_build_object('source', d.external_source, 'id', d.external_id) end as external,
           (select coalesce(jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'productId', l.product_id, 'productName', coalesce(product.name, l.product_name),
                     'quantity', l.quantity, 'priceMinor', l.price_minor) order by l.line_no), '[]')
            from deal_lines l left join products product on product.workspace_id = l.workspace_id and product.id = l.product_id
            where l.workspace_id = d.workspace_id and l.deal_id = d.id) as lines,
           ${contacts} as contacts, ${team} as team
    from deals d ${described}
    join pipelines pipeline on pipeline.workspace_id = d.workspace_id and pipeline.id = d.pipeline_id
    left join contacts contact on contact.workspace_id = d.workspace_id and contact.id = d.contact_id
    left join people author on author.workspace_id = d.workspace_id and author.id = d.created_by
    left join competitors competitor on competitor.workspace_id = d.workspace_id and competitor.id = d.loss_competitor_id
    where d.workspace_id = ${workspaceId}::uuid and d.id = ${id}::uuid and d.deleted_at is null`.execute(tx)
  const found = rows[0]
  if (!found) return undefined
  const { pipeline, contact, lossComment, lossCompetitor, comment, createdBy, external, lines, recordedAt } = found
  const nextStep = (await nextSteps(tx, workspaceId, [id])).get(id) ?? null
  return {
    ...dealRow(found),
    nextStep,
    pipeline,
    contact,
    lossComment,
    lossCompetitor,
    comment,
    fileColumns: fileColumns(found.custom),
    contacts: found.contacts,
    team: found.team,
    recordedAt: recordedAt.toISOString(),
    createdBy,
    external,
    lines,
  }
}

/** The main contact first; a contact that the reader may not see is left out. */
const contacts = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'name', c.full_name, 'jobTitle', c.job_title, 'phone', c.phone, 'email', c.email,
     'role', case when role.id is not null then jsonb_build_object('id', role.id, 'name', role.name) end, 'main', c.id is not distinct from d.contact_id)
     order by c.id is not distinct from d.contact_id desc, x.position, c.id), '[]')
   from (select contact_id, role_id, position from deal_contacts where workspace_id = d.workspace_id and deal_id = d.id
         union all
         select d.contact_id, null, 0 where d.contact_id is not null and not exists (select from deal_contacts own
           where own.workspace_id = d.workspace_id and own.deal_id = d.id and own.contact_id = d.contact_id)) x
   join contacts c on c.workspace_id = d.workspace_id and c.id = x.contact_id
   left join contact_roles role on role.workspace_id = d.workspace_id and role.id = x.role_id)`

const team = sql`
  (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.full_name, 'share', t.share_bp / 10000.0, 'isOwner', p.id is not distinct from d.owner_id)
     order by p.id is not distinct from d.owner_id desc, t.position, p.id), '[]')
   from deal_team t join people p on p.workspace_id = t.workspace_id and p.id = t.person_id
   where t.workspace_id = d.workspace_id and t.deal_id = d.id)`

const FIELD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Columns of a file that no field of the company holds stand in `custom` by their titles. */
function fileColumns(custom: Record<string, unknown>): DealCard['fileColumns'] {
  return Object.entries(custom)
    .filter(([key]) => !FIELD_ID.test(key))
    .map(([name, value]) => ({ name, text: typeof value === 'string' ? value : JSON.stringify(value) }))
}
