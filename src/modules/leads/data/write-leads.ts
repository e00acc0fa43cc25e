import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { LeadState } from '../contract.ts'

/** A lead as it is written down. Moments are dates. */
export interface NewLead {
  id: string
  state: LeadState
  channel: string
  formId: string | null
  sourceId: string | null
  campaign: string | null
  utm: Record<string, string>
  pageUrl: string | null
  name: string | null
  companyName: string | null
  phone: string | null
  phoneKey: string | null
  email: string | null
  text: string | null
  region: string | null
  product: string | null
  consentText: string | null
  ownerId: string | null
  receivedAt: Date
  createdBy: string | null
  targetMinutes: number
  respondBy: Date
  escalateAt: Date
  awaitsTurn: boolean
  spamMark: string | null
  clientToken: string | null
  contentHash: string | null
}

export async function insertLead(tx: Tx, workspaceId: string, lead: NewLead): Promise<void> {
  await tx
    .insertInto('leads')
    .values({
      workspace_id: workspaceId,
      id: lead.id,
      state: lead.state,
      channel: lead.channel,
      form_id: lead.formId,
      source_id: lead.sourceId,
      campaign: lead.campaign,
      utm: JSON.stringify(lead.utm),
      page_url: lead.pageUrl,
      name: lead.name,
      company_name: lead.companyName,
      phone: lead.phone,
      phone_key: lead.phoneKey,
      email: lead.email,
      body: lead.text,
      region: lead.region,
      product: lead.product,
      consent_text: lead.consentText,
      owner_id: lead.ownerId,
      received_at: lead.receivedAt,
      created_by: lead.createdBy,
      assigned_at: lead.ownerId ? lead.receivedAt : null,
      target_minutes: lead.targetMinutes,
      respond_by: lead.respondBy,
      escalate_at: lead.escalateAt,
      awaits_turn: lead.awaitsTurn,
      spam_mark: lead.spamMark,
      client_token: lead.clientToken,
      content_hash: lead.contentHash,
    })
    .execute()
}

/** What a command needs to know of a lead before it changes it. */
export interface LockedLead {
  id: string
  state: LeadState
  ownerId: string | null
  ownerName: string | null
  departmentId: string | null
  receivedAt: Date
  respondedAt: Date | null
  acceptedAt: Date | null
  respondBy: Date
  targetMinutes: number
  sourceId: string | null
  formId: string | null
  region: string | null
  product: string | null
  name: string | null
  companyName: string | null
  phone: string | null
  phoneKey: string | null
  email: string | null
  text: string | null
  companyId: string | null
  contactId: string | null
  ruleId: string | null
  /** How often it came back; `returnedBy` forgets when it is put before the rules again. */
  returns: number
  returnedBy: string[]
  awaitsTurn: boolean
  toHead: boolean
  version: number
}

/** Leads held until the transaction ends, in one order for all, so that of two commands the second sees what the first has done. */
export async function lockLeads(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<LockedLead[]> {
  const { rows } = await sql<LockedLead>`
    -- How do these leads stand?
    select l.id, l.state, l.owner_id as "ownerId", p.full_name as "ownerName", l.department_id as "departmentId", l.received_at as "receivedAt",
           l.responded_at as "respondedAt", l.accepted_at as "acceptedAt", l.respond_by as "respondBy", l.target_minutes as "targetMinutes",
           l.source_id as "sourceId", l.form_id as "formId", l.region, l.product, l.name, l.company_name as "companyName", l.phone,
           l.phone_key as "phoneKey", l.email, l.body as text, l.company_id as "companyId", l.contact_id as "contactId", l.rule_id as "ruleId",
           l.return_count as returns, l.returned_by as "returnedBy", l.awaits_turn as "awaitsTurn",
           l.to_head as "toHead", l.version
    from leads l left join people p on p.workspace_id = l.workspace_id and p.id = l.owner_id
    where l.workspace_id = ${workspaceId}::uuid and l.id = any (${[...ids]}::uuid[])
    order by l.id for no key update of l`.execute(tx)
  return rows
}

/** Columns that commands change; what is absent stays. */
export interface LeadChange {
  state?: LeadState
  ownerId?: string | null
  departmentId?: string | null
  assignedAt?: Date | null
  acceptedAt?: Date | null
  respondedAt?: Date | null
  responseMinutes?: number | null
  closedAt?: Date | null
  lateToldAt?: Date | null
  headToldAt?: Date | null
  awaitsTurn?: boolean
  toHead?: boolean
  ruleId?: string | null
  returnCount?: number
  returnedBy?: readonly string[]
  reason?: string | null
  comment?: string | null
  spamMark?: string | null
  companyId?: string | null
  contactId?: string | null
  dealId?: string | null
  name?: string | null
  companyName?: string | null
  phone?: string | null
  phoneKey?: string | null
  email?: string | null
  text?: string | null
  region?: string | null
  product?: string | null
  sourceId?: string | null
  campaign?: string | null
}

const COLUMNS = {
  state: 'state',
  ownerId: 'owner_id',
  departmentId: 'department_id',
  assignedAt: 'assigned_at',
  acceptedAt: 'accepted_at',
  respondedAt: 'responded_at',
  responseMinutes: 'response_minutes',
  closedAt: 'closed_at',
  lateToldAt: 'late_told_at',
  headToldAt: 'head_told_at',
  awaitsTurn: 'awaits_turn',
  toHead: 'to_head',
  ruleId: 'rule_id',
  returnCount: 'return_count',
  returnedBy: 'returned_by',
  reason: 'reason',
  comment: 'comment',
  spamMark: 'spam_mark',
  companyId: 'company_id',
  contactId: 'contact_id',
  dealId: 'deal_id',
  name: 'name',
  companyName: 'company_name',
  phone: 'phone',
  phoneKey: 'phone_key',
  email: 'email',
  text: 'body',
  region: 'region',
  product: 'product',
  sourceId: 'source_id',
  campaign: 'campaign',
} as const satisfies Record<keyof LeadChange, string>

/** Writes the change; the version goes up. */
export async function updateLead(tx: Tx, workspaceId: string, id: string, change: LeadChange): Promise<void> {
  const set = Object.entries(change).flatMap(([name, value]) =>
    value === undefined ? [] : [[COLUMNS[name as keyof LeadChange], value] as const],
  )
  await tx
    .updateTable('leads')
    .set({ ...Object.fromEntries(set), version: sql`version + 1`, updated_at: sql`now()` } as never)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
}

export interface LogEntry {
  leadId: string
  at: Date
  kind: string
  actorId: string | null
  fromPersonId?: string | null
  toPersonId?: string | null
  details?: Record<string, string | number | boolean | null>
}

export async function appendLog(tx: Tx, workspaceId: string, entries: readonly LogEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx
    .insertInto('lead_log')
    .values(
      entries.map(({ leadId, at, kind, actorId, fromPersonId = null, toPersonId = null, details = {} }) => ({
        workspace_id: workspaceId,
        lead_id: leadId,
        at,
        kind,
        actor_id: actorId,
        from_person_id: fromPersonId,
        to_person_id: toPersonId,
        details: JSON.stringify(details),
      })),
    )
    .execute()
}

/** Who has a lead that the actor had before him a moment ago and does not see any more. */
export async function holderOf(tx: Tx, workspaceId: string, id: string): Promise<{ name: string | null } | undefined> {
  const { rows } = await sql<{ name: string | null }>`
    -- Who was quicker?
    select p.full_name as name from lead_holder(${id}::uuid) h
    left join people p on p.workspace_id = ${workspaceId}::uuid and p.id = h.owner_id`.execute(tx)
  return rows[0]
}
