import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { FieldKind, FieldSubject } from '../contract.ts'

/** Records of a subject, and the log of their changes. */
const TABLES = {
  deal: { records: 'deals', edits: 'deal_edits', key: 'deal_id' },
  company: { records: 'companies', edits: 'company_edits', key: 'company_id' },
  contact: { records: 'contacts', edits: 'contact_edits', key: 'contact_id' },
} as const satisfies Record<FieldSubject, object>

/** A value that some records have in a field. */
export interface KeptValue {
  value: unknown
  count: number
}

/** The different values of a field in all records, those in the trash too. Reads the whole table: a change of a kind is rare. */
export async function valuesOf(
  tx: Tx,
  workspaceId: string,
  subject: FieldSubject,
  fieldId: string,
): Promise<KeptValue[]> {
  const { rows } = await sql<KeptValue>`
    -- Which values does this field have, and in how many records?
    select custom -> ${fieldId}::text as value, count(*)::int as count from ${sql.table(TABLES[subject].records)}
    where workspace_id = ${workspaceId}::uuid and custom ? ${fieldId}::text
    group by 1 order by 2 desc, 1`.execute(tx)
  return rows
}

/** Columns of files on deals, by title, with how many deals have each. */
export async function readFileColumns(
  tx: Tx,
  workspaceId: string,
  most: number,
): Promise<{ name: string; count: number }[]> {
  const { rows } = await sql<{ name: string; count: number }>`
    -- Which columns of files do deals carry by their titles?
    select own.key as name, count(*)::int as count
    from deals d cross join lateral jsonb_object_keys(d.custom) own (key)
    where d.workspace_id = ${workspaceId}::uuid and d.custom <> '{}' and own.key !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    group by 1 order by 2 desc, 1 limit ${most}::int`.execute(tx)
  return rows
}

/** What becomes of a value: `to` null takes it out of the record, `text` is how it is remembered then. */
export interface Conversion {
  from: unknown
  to: unknown
  text: string
}

/**
 * Carries values over, wherever they stand, under the field's id or under the title of a file's column; each changed record gets a line of its history, each value that is taken out a leftover. Gives the number of
 * records.
 */
export async function convertValues(
  tx: Tx,
  { workspaceId, personId, source }: { workspaceId: string; personId: string; source: 'ui' | 'api' },
  { subject, fieldId, kind, column }: { subject: FieldSubject; fieldId: string; kind: FieldKind; column?: string },
  conversions: readonly Conversion[],
): Promise<number> {
  if (conversions.length === 0) return 0
  const key = column ?? fieldId
  const { rows } = await sql<{ n: number }>`
    -- What becomes of the values of a field whose kind has changed?
    with conversion as (
      select c."from", nullif(c."to", 'null'::jsonb) as "to", c.text
      from jsonb_to_recordset(${JSON.stringify(conversions)}::jsonb) as c ("from" jsonb, "to" jsonb, text text)
    ), changed as (
      update ${sql.table(TABLES[subject].records)} r
      set custom = r.custom - ${key}::text || case when c."to" is null then '{}'::jsonb else jsonb_build_object(${fieldId}::text, c."to") end,
          version = r.version + 1, updated_at = now()
      from conversion c
      where r.workspace_id = ${workspaceId}::uuid and r.custom ? ${key}::text and r.custom -> ${key}::text = c."from"
      returning r.id, r.version, c."from", c."to", c.text
    ), logged as (${logged(workspaceId, personId, source, subject, { from: key, to: fieldId })}), kept as (
      insert into field_leftovers (workspace_id, field_id, record_id, kind, value, text, actor_id)
      select ${workspaceId}::uuid, ${fieldId}::uuid, id, ${kind}, "from", text, ${personId}::uuid from changed where "to" is null
    )
    select count(*)::int as n from changed`.execute(tx)
  return rows[0]?.n ?? 0
}

const logged = (
  workspaceId: string,
  personId: string,
  source: string,
  subject: FieldSubject,
  key: { from: string; to: string },
): RawBuilder<unknown> => sql`
      insert into ${sql.table(TABLES[subject].edits)} (workspace_id, ${sql.ref(TABLES[subject].key)}, version, actor_id, source, changes)
      select ${workspaceId}::uuid, id, version, ${personId}::uuid, ${source}, jsonb_build_object('custom', jsonb_build_object(
        'from', jsonb_build_object(${key.from}::text, "from"),
        'to', case when "to" is null then '{}'::jsonb else jsonb_build_object(${key.to}::text, "to") end))
      from changed`

export interface Leftover {
  id: string
  recordId: string
  record: string | null
  kind: FieldKind
  text: string
  at: Date
  by: string | null
}

/** Values that did not fit, newest first; of records that the actor sees. */
export async function readLeftovers(tx: Tx, workspaceId: string, fieldId: string): Promise<Leftover[]> {
  const { rows } = await sql<Leftover>`
    -- What did not fit when the kind of this field was changed?
    select l.id, l.record_id as "recordId", coalesce(d.title, company.name, contact.full_name) as record, l.kind, l.text, l.at, p.full_name as by
    from field_leftovers l
    left join deals d on d.workspace_id = l.workspace_id and d.id = l.record_id
    left join companies company on company.workspace_id = l.workspace_id and company.id = l.record_id
    left join contacts contact on contact.workspace_id = l.workspace_id and contact.id = l.record_id
    left join people p on p.workspace_id = l.workspace_id and p.id = l.actor_id
    where l.workspace_id = ${workspaceId}::uuid and l.field_id = ${fieldId}::uuid
    order by l.at desc, l.id desc limit 500`.execute(tx)
  return rows
}

/** Forgets the values that did not fit of one record: for the erasure of a person. */
export async function forgetLeftovers(tx: Tx, workspaceId: string, recordId: string): Promise<void> {
  await sql`delete from field_leftovers where workspace_id = ${workspaceId}::uuid and record_id = ${recordId}::uuid`.execute(
    tx,
  )
}
