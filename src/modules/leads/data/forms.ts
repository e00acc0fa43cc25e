import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { FormField } from '../contract.ts'

export interface StoredForm {
  id: string
  key: string
  name: string
  sourceId: string | null
  campaign: string | null
  allowedOrigins: string[]
  thanksUrl: string | null
  targetMinutes: number | null
  minFillSeconds: number
  fields: FormField[]
  consentText: string | null
  archived: boolean
  version: number
}

const columns = sql`f.id, f.key, f.name, f.source_id as "sourceId", f.campaign, f.allowed_origins as "allowedOrigins", f.thanks_url as "thanksUrl",
  f.target_minutes as "targetMinutes", f.min_fill_seconds as "minFillSeconds", f.fields, f.consent_text as "consentText",
  f.archived_at is not null as archived, f.version`

/** Past row level security (for asServer): an open form by its public key, whosever it is. */
export async function formByKey(
  tx: Tx,
  key: string,
): Promise<(StoredForm & { workspaceId: string; language: 'ru' | 'en'; timeZone: TimeZone }) | undefined> {
  const { rows } = await sql<StoredForm & { workspaceId: string; language: 'ru' | 'en'; timeZone: TimeZone }>`
    -- Whose form is this?
    select ${columns}, f.workspace_id as "workspaceId", w.language, w.time_zone as "timeZone"
    from lead_forms f join workspaces w on w.id = f.workspace_id
    where f.key = ${key} and f.archived_at is null limit 1`.execute(tx)
  return rows[0]
}

/** All forms, those in use first; with how many leads each has brought since the moment, and how many the guard took for spam. */
export async function listForms(
  tx: Tx,
  workspaceId: string,
  since: Date,
): Promise<(StoredForm & { leads: number; spam: number })[]> {
  const { rows } = await sql<StoredForm & { leads: number; spam: number }>`
    -- Which forms are there, and what do they bring?
    select ${columns}, coalesce(n.leads, 0)::int as leads, coalesce(n.spam, 0)::int as spam
    from lead_forms f
    left join (select form_id, count(*) filter (where state <> 'spam') as leads, count(*) filter (where state = 'spam') as spam
               from leads where workspace_id = ${workspaceId}::uuid and received_at >= ${since}::timestamptz and form_id is not null
               group by form_id) n on n.form_id = f.id
    where f.workspace_id = ${workspaceId}::uuid
    order by f.archived_at is not null, f.created_at`.execute(tx)
  return rows
}

export type FormValues = Omit<StoredForm, 'id' | 'key' | 'archived' | 'version'>

export async function insertForm(
  tx: Tx,
  workspaceId: string,
  { id, key, ...form }: FormValues & { id: string; key: string },
): Promise<void> {
  await sql`
    insert into lead_forms (workspace_id, id, key, name, source_id, campaign, allowed_origins, thanks_url, target_minutes, min_fill_seconds, fields, consent_text)
    values (${workspaceId}::uuid, ${id}::uuid, ${key}, ${form.name}, ${form.sourceId}::uuid, ${form.campaign}, ${form.allowedOrigins}::text[],
      ${form.thanksUrl}, ${form.targetMinutes}::int, ${form.minFillSeconds}::int, ${form.fields}::text[], ${form.consentText})`.execute(
    tx,
  )
}

/** False when the form is another version by now, or is not there. */
export async function updateForm(
  tx: Tx,
  workspaceId: string,
  { id, version, ...form }: Omit<StoredForm, 'key'>,
): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update lead_forms set name = ${form.name}, source_id = ${form.sourceId}::uuid, campaign = ${form.campaign},
      allowed_origins = ${form.allowedOrigins}::text[], thanks_url = ${form.thanksUrl}, target_minutes = ${form.targetMinutes}::int,
      min_fill_seconds = ${form.minFillSeconds}::int, fields = ${form.fields}::text[], consent_text = ${form.consentText},
      archived_at = case when ${form.archived}::boolean then coalesce(archived_at, now()) end, version = version + 1
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and version = ${version}::int`.execute(tx)
  return numAffectedRows > 0n
}
