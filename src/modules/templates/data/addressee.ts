import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

export interface Subject {
  dealId?: string | undefined
  companyId?: string | undefined
  contactId?: string | undefined
}

/** What a template may name of a deal or a client; null where there is none or the asker may not see it. */
export interface Addressee {
  clientName: string | null
  company: string | null
  deal: string | null
  amountMinor: number | null
  currency: string | null
  email: string | null
  phone: string | null
}

/**
 * Undefined when none of the named records exists for the asker. A deal names its client; its first contact is who is written to. Their ids are subqueries:
 * a coalesce in the condition itself keeps the planner from the key below the row policies.
 */
export async function readAddressee(tx: Tx, workspaceId: string, subject: Subject): Promise<Addressee | undefined> {
  const { rows } = await sql<Addressee>`
    -- To whom is this letter, and what is it about?
    with deal as (
      select * from deals where workspace_id = ${workspaceId}::uuid and id = ${subject.dealId ?? null}::uuid and deleted_at is null
    ), contact as (
      select c.* from contacts c
      where c.workspace_id = ${workspaceId}::uuid and c.deleted_at is null
        and c.id = (select coalesce(${subject.contactId ?? null}::uuid, (select contact_id from deal)))
    ), company as (
      select c.* from companies c
      where c.workspace_id = ${workspaceId}::uuid and c.deleted_at is null
        and c.id = (select coalesce(${subject.companyId ?? null}::uuid, (select company_id from deal), (select company_id from contact)))
    )
    select contact.full_name as "clientName", company.name as company, deal.title as deal, deal.amount_minor as "amountMinor", deal.currency,
           coalesce(contact.email, company.email) as email, coalesce(contact.phone, company.phone) as phone
    from (select 1) one left join deal on true left join contact on true left join company on true
    where deal.id is not null or contact.id is not null or company.id is not null`.execute(tx)
  return rows[0]
}

/** Who writes: as the letter signs. */
export async function readWriter(tx: Tx, workspaceId: string, personId: string) {
  const { rows } = await sql<{ manager: string; managerPhone: string | null; ownCompany: string }>`
    -- Who writes, and for which company?
    select p.full_name as manager, p.phone as "managerPhone", w.name as "ownCompany"
    from people p join workspaces w on w.id = p.workspace_id where p.workspace_id = ${workspaceId}::uuid and p.id = ${personId}::uuid`.execute(
    tx,
  )
  return rows[0]
}
