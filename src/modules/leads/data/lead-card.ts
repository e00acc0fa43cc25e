import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { LeadState } from '../contract.ts'
import { leadColumns, leadJoins, type LeadLine } from './lead-rows.ts'

export interface LeadCardLine extends LeadLine {
  utm: Record<string, string>
  pageUrl: string | null
  consentText: string | null
  reason: string | null
  comment: string | null
  spamMark: string | null
  createdById: string | null
  createdByName: string | null
  companyId: string | null
  linkedCompany: string | null
  contactId: string | null
  linkedContact: string | null
  dealId: string | null
  dealTitle: string | null
}

export async function leadById(tx: Tx, workspaceId: string, id: string): Promise<LeadCardLine | undefined> {
  const { rows } = await sql<LeadCardLine>`
    -- Which lead is this?
    select ${leadColumns}, l.utm, l.page_url as "pageUrl", l.consent_text as "consentText", l.reason, l.comment, l.spam_mark as "spamMark",
           l.created_by as "createdById", who.full_name as "createdByName", l.company_id as "companyId", c.name as "linkedCompany",
           k.id as "contactId", k.full_name as "linkedContact", g.id as "dealId", g.title as "dealTitle"
    from leads l ${leadJoins}
    left join people who on who.workspace_id = l.workspace_id and who.id = l.created_by
    left join companies c on c.workspace_id = l.workspace_id and c.id = l.company_id
    left join contacts k on k.workspace_id = l.workspace_id and k.id = l.contact_id
    left join deals g on g.workspace_id = l.workspace_id and g.id = l.deal_id and g.deleted_at is null
    where l.workspace_id = ${workspaceId}::uuid and l.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

export interface LogLine {
  id: string
  at: Date
  kind: string
  byId: string | null
  byName: string | null
  fromId: string | null
  fromName: string | null
  toId: string | null
  toName: string | null
  details: Record<string, string | number | boolean | null>
}

/** What happened to a lead, the oldest first. */
export async function logOf(tx: Tx, workspaceId: string, leadId: string): Promise<LogLine[]> {
  const { rows } = await sql<LogLine>`
    -- What happened to this lead, by whom?
    select g.id, g.at, g.kind, g.actor_id as "byId", a.full_name as "byName", g.from_person_id as "fromId", f.full_name as "fromName",
           g.to_person_id as "toId", t.full_name as "toName", g.details
    from lead_log g
    left join people a on a.workspace_id = g.workspace_id and a.id = g.actor_id
    left join people f on f.workspace_id = g.workspace_id and f.id = g.from_person_id
    left join people t on t.workspace_id = g.workspace_id and t.id = g.to_person_id
    where g.workspace_id = ${workspaceId}::uuid and g.lead_id = ${leadId}::uuid order by g.at, g.kind <> 'received', g.id limit 500`.execute(
    tx,
  )
  return rows
}

export interface TwinCompany {
  id: string
  name: string
  ownerId: string | null
  ownerName: string | null
  contactId: string | null
  contactName: string | null
  sign: 'phone' | 'email'
}

/** Companies that have this phone or e-mail, or a person with it; a contact is named where the actor sees him. */
export async function twinCompanies(
  tx: Tx,
  workspaceId: string,
  phoneKey: string | null,
  email: string | null,
): Promise<TwinCompany[]> {
  if (!phoneKey && !email) return []
  const { rows } = await sql<TwinCompany>`
    -- Whose phone or e-mail is it?
    select distinct on (c.id) c.id, c.name, coalesce(c.owner_id, r.owner_id) as "ownerId", p.full_name as "ownerName", k.id as "contactId",
           k.full_name as "contactName", r.sign
    from clients_reached_by(${phoneKey}::text, ${email}::text) r
    join companies c on c.workspace_id = ${workspaceId}::uuid and c.id = r.company_id
    left join contacts k on k.workspace_id = ${workspaceId}::uuid and k.id = r.contact_id
    left join people p on p.workspace_id = ${workspaceId}::uuid and p.id = coalesce(c.owner_id, r.owner_id)
    order by c.id, k.id nulls last, r.sign limit 10`.execute(tx)
  return rows
}

/** Contacts without a company that have this phone or e-mail, as far as the actor sees them. */
export async function twinContacts(
  tx: Tx,
  workspaceId: string,
  phoneKey: string | null,
  email: string | null,
): Promise<{ id: string; name: string; ownerId: string | null; ownerName: string | null }[]> {
  if (!phoneKey && !email) return []
  const { rows } = await sql<{ id: string; name: string; ownerId: string | null; ownerName: string | null }>`
    -- Which people without a company have it?
    select distinct k.id, k.full_name as name, k.owner_id as "ownerId", p.full_name as "ownerName"
    from clients_reached_by(${phoneKey}::text, ${email}::text) r
    join contacts k on k.workspace_id = ${workspaceId}::uuid and k.id = r.contact_id and k.company_id is null
    left join people p on p.workspace_id = ${workspaceId}::uuid and p.id = k.owner_id
    limit 10`.execute(tx)
  return rows
}

export interface TwinDeal {
  id: string
  title: string
  stage: string
  ownerId: string | null
  ownerName: string | null
  baseMinor: number
}

/** Open deals of these clients that the actor sees, newest first. */
export async function openDealsOf(
  tx: Tx,
  workspaceId: string,
  companyIds: readonly string[],
  contactIds: readonly string[],
): Promise<TwinDeal[]> {
  if (companyIds.length + contactIds.length === 0) return []
  const { rows } = await sql<TwinDeal>`
    -- Which open deals do these clients have?
    select d.id, d.title, s.name as stage, d.owner_id as "ownerId", p.full_name as "ownerName", d.base_minor as "baseMinor"
    from deals d
    join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    left join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    where d.workspace_id = ${workspaceId}::uuid and d.outcome = 'open' and d.deleted_at is null
      and (d.company_id = any (${[...companyIds]}::uuid[]) or d.contact_id = any (${[...contactIds]}::uuid[]))
    order by d.created_at desc limit 5`.execute(tx)
  return rows
}

/** Other leads with this phone or e-mail that the actor sees, newest first. */
export async function twinLeads(
  tx: Tx,
  workspaceId: string,
  self: string,
  phoneKey: string | null,
  email: string | null,
): Promise<{ id: string; state: LeadState; receivedAt: Date; ownerId: string | null; ownerName: string | null }[]> {
  if (!phoneKey && !email) return []
  const { rows } = await sql<{
    id: string
    state: LeadState
    receivedAt: Date
    ownerId: string | null
    ownerName: string | null
  }>`
    -- Has this person written before?
    select l.id, l.state, l.received_at as "receivedAt", l.owner_id as "ownerId", p.full_name as "ownerName"
    from leads l left join people p on p.workspace_id = l.workspace_id and p.id = l.owner_id
    where l.workspace_id = ${workspaceId}::uuid and l.id <> ${self}::uuid and l.state <> 'spam'
      and (l.phone_key = ${phoneKey}::text or l.email = ${email}::text)
    order by l.received_at desc limit 5`.execute(tx)
  return rows
}
