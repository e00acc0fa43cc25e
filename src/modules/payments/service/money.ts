import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import { findContracts } from '../data/contracts.ts'
import { invoiceOrder, pageOfInvoices, sumOfInvoices } from '../data/invoice-list.ts'
import { findPayments, subjectOfAdvance } from '../data/payments.ts'
import { can } from '../policy.ts'
import { allow } from './allow.ts'
import { contractRows } from './contracts.ts'
import { invoiceRow } from './invoice-card.ts'
import { paymentRow } from './receipts.ts'

const MOST = 200

/** Contracts, invoices and payments of a deal or a company, for its card. @throws Refusal FORBIDDEN, NOT_FOUND */
export async function moneyOf(
  tx: Tx,
  by: By,
  { dealId, companyId }: { dealId?: string | undefined; companyId?: string | undefined },
) {
  const { actor } = by
  const { workspaceId } = actor
  allow(actor, 'read')
  const subject = await subjectOfAdvance(tx, workspaceId, { dealId: dealId ?? null, companyId: companyId ?? null })
  if (!subject) throw new Refusal('NOT_FOUND')
  const today = todayOf(by)
  const of = dealId ? { dealId } : { companyId }
  const invoices = await pageOfInvoices(tx, workspaceId, of, {
    order: invoiceOrder('-issued', today),
    limit: MOST,
    today,
  })
  const { totalMinor, paidMinor, owedMinor, overdueMinor } = await sumOfInvoices(tx, workspaceId, of, today)
  const mayWrite = !actor.readOnly
  return {
    contracts: contractRows(await findContracts(tx, workspaceId, of), today),
    invoices: invoices.map(({ row }) => invoiceRow(row, today)),
    payments: (await findPayments(tx, workspaceId, of, { limit: MOST })).map(paymentRow),
    totals: { invoicedMinor: totalMinor, paidMinor, owedMinor, overdueMinor },
    may: { write: mayWrite && can(actor, 'write'), pay: mayWrite && can(actor, 'recordPayments') },
  }
}
