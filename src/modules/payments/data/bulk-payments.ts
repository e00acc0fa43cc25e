import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { MatchableInvoice } from '../calc/match-payment.ts'

/** Invoices of these companies, and all whose number is one of these; cancelled ones are none. `lock`: nobody else pays them meanwhile. */
export async function invoicesToMatch(
  tx: Tx,
  workspaceId: string,
  { companyIds, numbers, lock }: { companyIds: readonly string[]; numbers: readonly string[]; lock: boolean },
): Promise<MatchableInvoice[]> {
  const { rows } = await sql<MatchableInvoice>`
    -- Which invoices may these payments be for?
    select i.id, i.number, i.company_id as "companyId", i.deal_id as "dealId", i.owner_id as "ownerId", i.due_on as "dueOn", i.currency,
           i.total_minor as "totalMinor", i.paid_minor as "paidMinor"
    from invoices i join deals d on d.workspace_id = i.workspace_id and d.id = i.deal_id and d.deleted_at is null
    where i.workspace_id = ${workspaceId}::uuid and i.cancelled_at is null
      and (i.company_id = any (${[...companyIds]}::uuid[]) or upper(i.number) = any (${numbers.map((one) => one.toUpperCase())}::text[]))
    order by i.id ${lock ? sql`for no key update of i` : sql``}`.execute(tx)
  return rows
}

/** Which of these payments are here already, by the key under which a file names them. */
export async function paymentsByKeys(
  tx: Tx,
  workspaceId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; id: string }>`
    select external_key as key, id from payments
    where workspace_id = ${workspaceId}::uuid and external_key = any (${[...keys]}::text[]) and voided_at is null`.execute(
    tx,
  )
  return new Map(rows.map(({ key, id }) => [key, id]))
}

/** Takes away the payments of an import: all of them, or those that nobody has touched since. Gives how many went and how many stay. */
export async function removeImportedPayments(
  tx: Tx,
  workspaceId: string,
  importId: string,
  force: boolean,
): Promise<{ removed: number; kept: number }> {
  const { numAffectedRows = 0n } = await sql`
    delete from payments where workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid and (${force}::boolean or version = 1)`.execute(
    tx,
  )
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from payments where workspace_id = ${workspaceId}::uuid and import_id = ${importId}::uuid`.execute(
    tx,
  )
  return { removed: Number(numAffectedRows), kept: rows[0]?.n ?? 0 }
}
