import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import type { LeadState } from '../contract.ts'

/** A lead with its whole history, as another system or the demo company knows it. Moments in milliseconds. */
export interface PastLead {
  id: string
  state: LeadState
  formId: string | null
  sourceId: string | null
  campaign: string | null
  name: string | null
  companyName: string | null
  phone: string | null
  phoneKey: string | null
  email: string | null
  text: string | null
  region: string | null
  product: string | null
  ownerId: string | null
  receivedAt: number
  assignedAt: number | null
  acceptedAt: number | null
  respondedAt: number | null
  closedAt: number | null
  targetMinutes: number
  respondBy: number
  escalateAt: number
  responseMinutes: number | null
  returns: number
  reason: string | null
  spamMark: string | null
  companyId: string | null
  contactId: string | null
  dealId: string | null
}

export interface PastStep {
  leadId: string
  at: number
  kind: string
  actorId: string | null
  fromPersonId: string | null
  toPersonId: string | null
  details: Record<string, string>
}

/** Writes leads with what happened to them, in one batch of a few thousand at most. */
export async function insertPastLeads(
  tx: Tx,
  workspaceId: string,
  channel: 'import' | 'demo',
  leads: readonly PastLead[],
  steps: readonly PastStep[],
): Promise<void> {
  // Minutes with a fraction go as text: the table of rows knows whole numbers.
  const rows = leads.map((lead) => ({ ...lead, minutes: lead.responseMinutes?.toFixed(3) ?? null }))
  await sql`
    -- Leads of one batch with their history.
    insert into leads (workspace_id, channel, id, state, form_id, source_id, campaign, name, company_name, phone, phone_key, email, body, region, product,
      owner_id, received_at, assigned_at, accepted_at, responded_at, closed_at, target_minutes, respond_by, escalate_at, return_count, reason, spam_mark,
      company_id, contact_id, deal_id, response_minutes)
    select ${workspaceId}::uuid, ${channel}, x.id, x.state, x."formId", x."sourceId", x.campaign, x.name, x."companyName", x.phone, x."phoneKey", x.email,
      x.text, x.region, x.product, x."ownerId", x."receivedAt", x."assignedAt", x."acceptedAt", x."respondedAt", x."closedAt", x."targetMinutes",
      x."respondBy", x."escalateAt", x.returns, x.reason, x."spamMark", x."companyId", x."contactId", x."dealId", x.minutes::double precision
    from ${rowsAsTable(rows, LEAD)}`.execute(tx)
  await sql`
    insert into lead_log (workspace_id, lead_id, at, kind, actor_id, from_person_id, to_person_id, details)
    select ${workspaceId}::uuid, x.* from ${rowsAsTable(steps, STEP)}`.execute(tx)
}

const LEAD = {
  id: 'uuid',
  state: 'text',
  formId: 'uuid',
  sourceId: 'uuid',
  campaign: 'text',
  name: 'text',
  companyName: 'text',
  phone: 'text',
  phoneKey: 'text',
  email: 'text',
  text: 'text',
  region: 'text',
  product: 'text',
  ownerId: 'uuid',
  receivedAt: 'moment',
  assignedAt: 'moment',
  acceptedAt: 'moment',
  respondedAt: 'moment',
  closedAt: 'moment',
  targetMinutes: 'int4',
  respondBy: 'moment',
  escalateAt: 'moment',
  minutes: 'text',
  returns: 'int4',
  reason: 'text',
  spamMark: 'text',
  companyId: 'uuid',
  contactId: 'uuid',
  dealId: 'uuid',
} as const

const STEP = {
  leadId: 'uuid',
  at: 'moment',
  kind: 'text',
  actorId: 'uuid',
  fromPersonId: 'uuid',
  toPersonId: 'uuid',
  details: 'json',
} as const
