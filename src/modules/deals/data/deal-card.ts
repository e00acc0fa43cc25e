import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealCard } from '../contract.ts'
import { dealRow, described, rowColumns } from './deal-rows.ts'

type Extra = Pick<DealCard, 'pipeline' | 'contact' | 'lossComment' | 'comment' | 'createdBy' | 'external' | 'lines'> & {
  recordedAt: Date
}

/** The card of one deal, or undefined when it does not exist for the actor. */
export async function readCard(tx: Tx, workspaceId: string, id: string): Promise<Omit<DealCard, 'may'> | undefined> {
  const { rows } = await sql<Parameters<typeof dealRow>[0] & Extra>`
    -- What is on the card of this deal?
    select ${rowColumns}, d.loss_comment as "lossComment", d.comment, d.recorded_at as "recordedAt",
           jsonb_build_object('id', pipeline.id, 'name', pipeline.name) as pipeline,
           case when contact.id is not null then
             jsonb_build_object('id', contact.id, 'name', contact.full_name, 'phone', contact.phone, 'email', contact.email) end as contact,
           case when author.id is not null then jsonb_build_object('id', author.id, 'name', author.full_name) end as "createdBy",
           case when d.external_id is not null then jsonb_build_object('source', d.external_source, 'id', d.external_id) end as external,
           (select coalesce(jsonb_agg(jsonb_build_object('lineNo', l.line_no, 'productId', l.product_id, 'productName', coalesce(product.name, l.product_name),
                     'quantity', l.quantity, 'priceMinor', l.price_minor) order by l.line_no), '[]')
            from deal_lines l left join products product on product.workspace_id = l.workspace_id and product.id = l.product_id
            where l.workspace_id = d.workspace_id and l.deal_id = d.id) as lines
    from deals d ${described}
    join pipelines pipeline on pipeline.workspace_id = d.workspace_id and pipeline.id = d.pipeline_id
    left join contacts contact on contact.workspace_id = d.workspace_id and contact.id = d.contact_id
    left join people author on author.workspace_id = d.workspace_id and author.id = d.created_by
    where d.workspace_id = ${workspaceId}::uuid and d.id = ${id}::uuid and d.deleted_at is null`.execute(tx)
  const found = rows[0]
  if (!found) return undefined
  const { pipeline, contact, lossComment, comment, createdBy, external, lines, recordedAt } = found
  return {
    ...dealRow(found),
    pipeline,
    contact,
    lossComment,
    comment,
    recordedAt: recordedAt.toISOString(),
    createdBy,
    external,
    lines,
  }
}
