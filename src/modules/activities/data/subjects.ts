import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface SubjectRefs {
  dealId: string | null
  companyId: string | null
  contactId: string | null
}

interface Known {
  deal: boolean
  company: boolean
  contact: boolean
  dealCompanyId: string | null
  dealContactId: string | null
  contactCompanyId: string | null
}

/**
 * With whom it is: a deal brings its company and contact along, a contact its company. Gives the whole, or the names of the fields that point
 * at nothing the actor sees.
 */
export async function wholeSubject(
  tx: Tx,
  workspaceId: string,
  { dealId, companyId, contactId }: SubjectRefs,
): Promise<SubjectRefs | { missing: string[] }> {
  const { rows } = await sql<Known>`
    -- Do these exist for the actor, and what do they bring along?
    select d.id is not null as deal, c.id is not null as company, k.id is not null as contact,
           d.company_id as "dealCompanyId", d.contact_id as "dealContactId", k.company_id as "contactCompanyId"
    from (select 1) one
    left join deals d on d.workspace_id = ${workspaceId}::uuid and d.id = ${dealId}::uuid and d.deleted_at is null
    left join companies c on c.workspace_id = ${workspaceId}::uuid and c.id = ${companyId}::uuid and c.deleted_at is null
    left join contacts k on k.workspace_id = ${workspaceId}::uuid and k.id = ${contactId}::uuid and k.deleted_at is null`.execute(
    tx,
  )
  const [known] = rows
  const missing = [
    dealId && !known?.deal && 'dealId',
    companyId && !known?.company && 'companyId',
    contactId && !known?.contact && 'contactId',
  ].filter((name) => typeof name === 'string')
  if (missing.length > 0 || !known) return { missing }
  return {
    dealId,
    companyId: companyId ?? known.dealCompanyId ?? known.contactCompanyId,
    contactId: contactId ?? known.dealContactId,
  }
}

/** Whether the deal exists for the actor. */
export async function hasDeal(tx: Tx, workspaceId: string, dealId: string): Promise<boolean> {
  const { rows } = await sql`
    -- Is there this deal?
    select from deals where workspace_id = ${workspaceId}::uuid and id = ${dealId}::uuid and deleted_at is null`.execute(
    tx,
  )
  return rows.length > 0
}

export interface DealSubject extends SubjectRefs {
  key: string
  name: string
  ownerId: string | null
  ownerName: string | null
}

/** Deals and companies that may be called, with who looks after them: by id, as far as the actor sees them and they are not in the trash. */
export async function subjectsToCall(
  tx: Tx,
  workspaceId: string,
  { dealIds, companyIds }: { dealIds: readonly string[]; companyIds: readonly string[] },
): Promise<Map<string, DealSubject>> {
  const { rows } = await sql<DealSubject>`
    -- Whom to call about these deals and companies, and who does it?
    select d.id as key, d.title as name, d.id as "dealId", d.company_id as "companyId", d.contact_id as "contactId",
           d.owner_id as "ownerId", p.full_name as "ownerName"
    from deals d left join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
    where d.workspace_id = ${workspaceId}::uuid and d.id = any (${[...dealIds]}::uuid[]) and d.deleted_at is null
    union all
    select c.id, c.name, null, c.id, null, c.owner_id, p.full_name
    from companies c left join people p on p.workspace_id = c.workspace_id and p.id = c.owner_id
    where c.workspace_id = ${workspaceId}::uuid and c.id = any (${[...companyIds]}::uuid[]) and c.deleted_at is null`.execute(
    tx,
  )
  return new Map(rows.map((row) => [row.key, row]))
}

/** Which of these people work now: nothing can be planned for somebody who is gone. */
export async function peopleAtWork(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  today: string,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    -- Who of these works here?
    select id, full_name as name from people
    where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[]) and state <> 'disabled'
      and (left_on is null or left_on >= ${today}::date)`.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
