import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { SearchHit, SearchKind } from '../contract.ts'
import type { Found } from './by-key.ts'

interface Row {
  id: string
  title: string
  details: (string | null)[]
  amountMinor: number | null
  currency: string | null
}

/**
 * How a record of each kind is shown; read under the policies, so that what the actor may not see is not there. Of a lead whoever sees no personal
 * data would be told the person.
 */
const SHOWN: Record<SearchKind, RawBuilder<unknown>> = {
  deal: sql`
    select r.id, r.title, array[s.name, c.name, p.full_name] as details, r.amount_minor, r.currency
    from deals r join stages s on s.workspace_id = r.workspace_id and s.id = r.stage_id
    left join companies c on c.workspace_id = r.workspace_id and c.id = r.company_id
    left join people p on p.workspace_id = r.workspace_id and p.id = r.owner_id where r.deleted_at is null`,
  company: sql`
    select r.id, r.name, array[r.inn, r.industry, r.region], null::bigint, null from companies r where r.deleted_at is null`,
  contact: sql`
    select r.id, r.full_name, array[r.job_title, c.name, r.phone], null::bigint, null
    from contacts r left join companies c on c.workspace_id = r.workspace_id and c.id = r.company_id where r.deleted_at is null`,
  person: sql`select r.id, r.full_name, array[r.job_title, r.email], null::bigint, null from people r where true`,
  task: sql`
    select r.id, r.title, array[p.full_name, to_char(r.due_on, 'DD.MM.YYYY')], null::bigint, null
    from tasks r left join people p on p.workspace_id = r.workspace_id and p.id = r.owner_id where true`,
  lead: sql`
    select r.id, coalesce(nullif(r.name, ''), r.company_name, r.phone, r.email, ''), array[r.company_name, r.product, to_char(r.received_at at time zone w.time_zone, 'DD.MM.YYYY')], null::bigint, null
    from leads r join workspaces w on w.id = r.workspace_id where (select app_sees_personal())`,
  invoice: sql`
    select r.id, r.number, array[c.name], r.total_minor, r.currency
    from invoices r left join companies c on c.workspace_id = r.workspace_id and c.id = r.company_id where true`,
}

/** The records that were found, as far as the actor may see them; of each kind at most so many, in the order in which they were found. */
export async function readHits(
  tx: Tx,
  workspaceId: string,
  found: readonly Found[],
  most: number,
): Promise<SearchHit[]> {
  const byKind = Map.groupBy(found, ({ kind }) => kind)
  const answers = await Promise.all(
    [...byKind].map(async ([kind, records]) => {
      const ids = [...new Set(records.map(({ id }) => id))].slice(0, most * 4)
      const { rows } = await sql<Row>`
        -- What are these records called, and what tells them from their namesakes?
        select r.id, r.title, r.details, r.amount_minor as "amountMinor", r.currency
        from (${SHOWN[kind]} and r.workspace_id = ${workspaceId}::uuid and r.id = any (${ids}::uuid[])) as r (id, title, details, amount_minor, currency)
        order by array_position(${ids}::uuid[], r.id) limit ${most}::int`.execute(tx)
      return rows.map((row) => hitOf(kind, row))
    }),
  )
  return answers.flat()
}

function hitOf(kind: SearchKind, { id, title, details, amountMinor, currency }: Row): SearchHit {
  const money = amountMinor === null || currency === null ? null : { amountMinor, currency }
  return { kind, id, title, details: details.filter((detail) => Boolean(detail)) as string[], money }
}
