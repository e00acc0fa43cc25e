import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import { companyNameKey } from '#core/files/values.ts'
import type { DescribedCompany, describeContact, PlainCompany, Twin } from '../calc/clients.ts'

/** Client firms with the person of each, in order. */
export async function plainCompanies(tx: Tx, workspaceId: string): Promise<PlainCompany[]> {
  const { rows } = await sql<Omit<PlainCompany, 'createdAt'> & { createdAt: Date }>`
    -- Which firms have the deals brought?
    select c.id, c.name, c.inn, c.region, c.created_at as "createdAt", p.id as "contactId", p.full_name as "contactName", p.phone as "contactPhone",
           p.owner_id as "ownerId"
    from companies c join contacts p on p.workspace_id = c.workspace_id and p.company_id = c.id
    where c.workspace_id = ${workspaceId}::uuid and c.inn is not null and p.phone is not null and p.owner_id is not null order by c.id`.execute(
    tx,
  )
  return rows.map(({ createdAt, ...row }) => ({ ...row, createdAt: createdAt.getTime() }))
}

/** Requisites, labels and numbers of the firms. */
export async function writeCompanyDetails(
  tx: Tx,
  workspaceId: string,
  companies: readonly DescribedCompany[],
): Promise<void> {
  const rows = companies.map(({ phones, emails, ...company }) => ({
    ...company,
    phone: phones[0]?.number ?? null,
    phoneKey: phones[0]?.phoneKey ?? null,
    email: emails[0]?.email ?? null,
  }))
  await sql`
    -- What the firms are known by.
    update companies c set kpp = x.kpp, legal_address = x."legalAddress", actual_address = x."actualAddress", links = x.links, phone = x.phone,
        phone_key = x."phoneKey", email = x.email, owner_id = x."ownerId",
        tags = coalesce((select array_agg(t) from jsonb_array_elements_text(x.tags) t), '{}')
    from ${rowsAsTable(rows, DETAILS)} where c.workspace_id = ${workspaceId}::uuid and c.id = x.id`.execute(tx)
  await writeNumbers(tx, workspaceId, 'company', companies)
}

const DETAILS = {
  id: 'uuid',
  ownerId: 'uuid',
  kpp: 'text',
  legalAddress: 'text',
  actualAddress: 'text',
  tags: 'json',
  links: 'json',
  phone: 'text',
  phoneKey: 'text',
  email: 'text',
} as const

type DescribedContact = ReturnType<typeof describeContact>

/** Addresses, consents and numbers of the people. */
export async function writeContactDetails(
  tx: Tx,
  workspaceId: string,
  contacts: readonly DescribedContact[],
): Promise<void> {
  const rows = contacts.map(({ id, emails, consents }) => ({ id, consents, email: emails[0]?.email ?? null }))
  await sql`
    update contacts c set email = x.email, consents = x.consents
    from ${rowsAsTable(rows, { id: 'uuid', email: 'text', consents: 'json' })} where c.workspace_id = ${workspaceId}::uuid and c.id = x.id`.execute(
    tx,
  )
  await writeNumbers(tx, workspaceId, 'contact', contacts)
}

type Numbered = Pick<DescribedContact, 'id' | 'phones'> & { emails: readonly { email: string; note: string | null }[] }

async function writeNumbers(
  tx: Tx,
  workspaceId: string,
  kind: Twin['kind'],
  clients: readonly Numbered[],
): Promise<void> {
  const ref = sql.ref(`${kind}_id`)
  const phones = clients.flatMap(({ id, phones: all }) => all.map((phone, position) => ({ id, ...phone, position })))
  const emails = clients.flatMap(({ id, emails: all }) => all.map((email, position) => ({ id, ...email, position })))
  await sql`
    insert into ${sql.table(`${kind}_phones`)} (workspace_id, ${ref}, phone_key, number, note, position)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(phones, { id: 'uuid', phoneKey: 'text', number: 'text', note: 'text', position: 'int2' })}
    on conflict do nothing`.execute(tx)
  await sql`
    insert into ${sql.table(`${kind}_emails`)} (workspace_id, ${ref}, email, note, position)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(emails, { id: 'uuid', email: 'text', note: 'text', position: 'int2' })}
    on conflict do nothing`.execute(tx)
}

export interface ScoredTwin extends Twin {
  score: number
  reasons: string[]
}

/** Second cards of the same firms and people, and the pairs that the review list shows. */
export async function writeTwins(tx: Tx, workspaceId: string, twins: readonly ScoredTwin[]): Promise<void> {
  const rows = twins.map((twin) => ({
    ...twin,
    nameKey: companyNameKey(twin.name),
    phoneKey: twin.phone?.replace(/\D/g, '').slice(-10) ?? null,
  }))
  const of = (kind: Twin['kind']) => rows.filter((row) => row.kind === kind)
  await sql`
    insert into companies (workspace_id, id, name, name_key, inn, phone, phone_key, owner_id, created_at)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(of('company'), {
      id: 'uuid', name: 'text', nameKey: 'text', inn: 'text', phone: 'text', phoneKey: 'text', ownerId: 'uuid', createdAt: 'moment',
    })}`.execute(tx) // prettier-ignore
  await sql`
    insert into contacts (workspace_id, id, full_name, company_id, phone, phone_key, owner_id, created_at)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(of('contact'), {
      id: 'uuid', name: 'text', companyId: 'uuid', phone: 'text', phoneKey: 'text', ownerId: 'uuid', createdAt: 'moment',
    })}`.execute(tx) // prettier-ignore
  for (const kind of ['company', 'contact'] as const) {
    await writeNumbers(
      tx,
      workspaceId,
      kind,
      of(kind).map(({ id, phone, phoneKey }) => ({
        id,
        phones: phone && phoneKey ? [{ number: phone, phoneKey, note: null }] : [],
        emails: [],
      })),
    )
  }
  await sql`
    insert into duplicate_pairs (workspace_id, kind, a_id, b_id, score, reasons)
    select ${workspaceId}::uuid, x.kind, least(x."ofId", x.id), greatest(x."ofId", x.id), x.score, x.reasons
    from jsonb_to_recordset(${JSON.stringify(twins)}::jsonb) as x (kind text, "ofId" uuid, id uuid, score real, reasons text[])`.execute(
    tx,
  )
}

/** A holding above the three firms with most deals, with a person of its own. */
export async function writeHolding(
  tx: Tx,
  workspaceId: string,
  holding: { id: string; name: string; person: string; at: number },
): Promise<void> {
  const at = new Date(holding.at)
  await sql`
    insert into companies (workspace_id, id, name, name_key, industry, region, tags, created_at, comment)
    values (${workspaceId}::uuid, ${holding.id}::uuid, ${holding.name}, ${companyNameKey(holding.name)}, 'Управляющая компания', 'Москва', '{ключевой}', ${at},
      'Закупки трёх заводов согласуют здесь. Решение принимает комитет раз в месяц.')`.execute(tx)
  await sql`
    with largest as (
      select d.company_id as id from deals d where d.workspace_id = ${workspaceId}::uuid and d.company_id is not null
      group by d.company_id order by count(*) desc, d.company_id limit 3
    )
    update companies c set parent_id = ${holding.id}::uuid from largest l where c.workspace_id = ${workspaceId}::uuid and c.id = l.id`.execute(
    tx,
  )
  await sql`
    with owned as (select owner_id from companies where workspace_id = ${workspaceId}::uuid and parent_id = ${holding.id}::uuid and owner_id is not null limit 1),
    head as (update companies set owner_id = (select owner_id from owned) where workspace_id = ${workspaceId}::uuid and id = ${holding.id}::uuid)
    insert into contacts (workspace_id, full_name, job_title, company_id, owner_id, created_at)
    select ${workspaceId}::uuid, ${holding.person}, 'директор по развитию', ${holding.id}::uuid, (select owner_id from owned), ${at}`.execute(
    tx,
  )
}

/** A few changes that people have made on cards of clients who were here before this moment (milliseconds). */
export async function writeClientEdits(tx: Tx, workspaceId: string, before: number): Promise<void> {
  const at = new Date(before)
  await sql`
    insert into company_edits (workspace_id, company_id, version, at, actor_id, source, changes)
    select c.workspace_id, c.id, 2, c.created_at + interval '9 days', c.owner_id, 'ui',
           jsonb_build_object('actualAddress', jsonb_build_object('from', null, 'to', c.actual_address))
    from companies c where c.workspace_id = ${workspaceId}::uuid and c.actual_address is not null and c.created_at < ${at}::timestamptz`.execute(
    tx,
  )
  await sql`
    update companies c set version = 2 where c.workspace_id = ${workspaceId}::uuid
      and exists (select from company_edits e where e.workspace_id = c.workspace_id and e.company_id = c.id)`.execute(
    tx,
  )
  await sql`
    with changed as (
      update contacts c set version = 2 where c.workspace_id = ${workspaceId}::uuid and c.email is not null and c.owner_id is not null
        and c.created_at < ${at}::timestamptz returning c.*)
    insert into contact_edits (workspace_id, contact_id, version, at, actor_id, source, changes)
    select workspace_id, id, 2, created_at + interval '12 days', owner_id, 'ui',
           jsonb_build_object('emails', jsonb_build_object('from', '[]'::jsonb, 'to', jsonb_build_array(jsonb_build_object('email', email, 'note', null))))
    from changed`.execute(tx)
}
