import { type RawBuilder, sql } from 'kysely'
import type { ListFields, OrderKey } from '#modules/lists/api.ts'
import { leadFields, type LeadFieldId, type leadSorts } from '../calc/list-fields.ts'
import { leadStates } from '../contract/lead.ts'

/** Whoever sees no personal data finds nobody by it. */
const personal = (column: string): RawBuilder<unknown> =>
  sql`(case when (select app_sees_personal()) then ${sql.ref(`l.${column}`)} end)`

/** The fields of `leads l`. */
export const leadListFields: ListFields<LeadFieldId> = {
  fields: leadFields,
  columns: {
    name: { column: personal('name') },
    companyName: { column: personal('company_name') },
    phone: { column: personal('phone') },
    email: { column: personal('email') },
    text: { column: personal('body') },
    product: { column: sql`l.product` },
    region: { column: sql`l.region` },
    campaign: { column: sql`l.campaign` },
    source: { column: sql`l.source_id` },
    channel: { column: sql`l.channel`, of: 'text' },
    owner: { column: sql`l.owner_id` },
    state: { column: sql`l.state`, of: 'text' },
    received: { column: sql`l.received_at` },
    accepted: { column: sql`l.accepted_at` },
    responded: { column: sql`l.responded_at` },
    waited: { column: sql`l.response_minutes` },
    returns: { column: sql`l.return_count` },
    repeats: { column: sql`l.repeats` },
  },
}

const nameIn = (table: 'people' | 'sources', column: string, id: string) =>
  sql`(select n.${sql.ref(column)} from ${sql.table(table)} n where n.workspace_id = l.workspace_id and n.id = ${sql.ref(`l.${id}`)})`

/** What `leads l` are ordered by. */
export const LEAD_ORDER: Record<(typeof leadSorts)[number] | 'deadline', OrderKey> = {
  clock: { column: sql`(l.responded_at is not null)::int`, type: 'whole', required: true },
  deadline: { column: sql`l.respond_by`, type: 'moment', required: true },
  received: { column: sql`l.received_at`, type: 'moment', required: true },
  owner: { column: nameIn('people', 'full_name', 'owner_id'), type: 'words' },
  state: {
    column: sql`array_position(${sql.raw(`array['${leadStates.join("','")}']`)}, l.state)`,
    type: 'whole',
    required: true,
  },
  source: { column: nameIn('sources', 'name', 'source_id'), type: 'words' },
  region: { column: sql`l.region`, type: 'words' },
}

/** Names a lead in an order. */
export const leadId = sql`l.id`
