import type { Tx } from '#core/db/gate.ts'
import { type Notice, notify } from '#modules/notifications/api.ts'
import { type OverdueInvoice, takeOverdue } from '../data/overdue.ts'

/** More of them at once are one notice. */
const ONE_BY_ONE = 3

/** Tells sellers which of their invoices are overdue, once a week each; of those who have left whoever works above them. Gives how many invoices it told of. */
export async function tellOverdue(tx: Tx, now: Date): Promise<number> {
  const invoices = await takeOverdue(tx, now)
  const byReader = Map.groupBy(invoices, ({ workspaceId, toldId }) => `${workspaceId} ${toldId}`)
  await notify(tx, [...byReader.values()].flatMap(noticesOf))
  return invoices.length
}

function noticesOf(invoices: readonly OverdueInvoice[]): Notice[] {
  const [first] = invoices
  if (!first) return []
  const { workspaceId, toldId: personId } = first
  if (invoices.length <= ONE_BY_ONE) {
    return invoices.map(({ id, number, companyName, owedMinor, currency, days }) => ({
      workspaceId,
      personId,
      kind: 'INVOICE_OVERDUE',
      subject: { type: 'invoice', id },
      data: { number, company: companyName, owedMinor, currency, days },
      path: `/invoices/${id}`,
    }))
  }
  return [
    {
      workspaceId,
      personId,
      kind: 'INVOICES_OVERDUE',
      subject: null,
      data: { count: invoices.length, days: Math.max(...invoices.map(({ days }) => days)) },
      path: '/payments?states=overdue',
    },
  ]
}
