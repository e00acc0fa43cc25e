import { type RawBuilder, sql } from 'kysely'
import type { SqlField } from '#modules/lists/api.ts'
import type { CompanyFieldId, ContactFieldId } from '../calc/list-fields.ts'

const of = (client: 'company_id' | 'contact_id') => ({
  openDeals: {
    column: sql`(select count(*) from deals d where d.workspace_id = c.workspace_id and d.${sql.ref(client)} = c.id and d.outcome = 'open' and d.deleted_at is null)`,
  },
  lastContact: {
    column: sql`(select max(a.occurred_at) from activities a where a.workspace_id = c.workspace_id and a.${sql.ref(client)} = c.id and a.done and a.is_contact and a.deleted_at is null)`,
  },
})

const alike = {
  tags: { column: sql`array_to_string(c.tags, ', ')` },
  owner: { column: sql`c.owner_id` },
  phone: { column: sql`c.phone` },
  email: { column: sql`c.email` },
  comment: { column: sql`c.comment` },
  created: { column: sql`c.created_at` },
  updated: { column: sql`c.updated_at` },
}

/** What the client is by what he buys, of the last computation; nothing for whoever has bought nothing. */
const ofClass = (value: RawBuilder<unknown>): SqlField => ({
  column: sql`(select ${value} from facts.client_classes k where k.workspace_id = c.workspace_id and k.client_id = c.id)`,
  of: 'text',
})

/** The fields of `companies c`. */
export const COMPANY_COLUMNS: Record<CompanyFieldId, SqlField> = {
  ...alike,
  ...of('company_id'),
  name: { column: sql`c.name` },
  inn: { column: sql`c.inn` },
  industry: { column: sql`c.industry` },
  region: { column: sql`c.region` },
  abc: ofClass(sql`k.abc`),
  xyz: ofClass(sql`k.xyz`),
  rfm: ofClass(sql`concat(k.recency, k.frequency, k.monetary)`),
  rhythm: ofClass(sql`k.state`),
}

/** The fields of `contacts c`. */
export const CONTACT_COLUMNS: Record<ContactFieldId, SqlField> = {
  ...alike,
  ...of('contact_id'),
  name: { column: sql`c.full_name` },
  jobTitle: { column: sql`c.job_title` },
  company: { column: sql`c.company_id` },
}
