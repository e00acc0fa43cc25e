import { type RawBuilder, sql } from 'kysely'
import type { ListFields, SqlField } from '#modules/lists/api.ts'
import { invoiceFields, type InvoiceFieldId, paymentFields, type PaymentFieldId } from '../calc/list-fields.ts'
import { owedBase } from './invoice-list.ts'

/** The fields of `invoices i` on a day; amounts in the company's currency. */
export function invoiceListFields(today: string): ListFields<InvoiceFieldId> {
  return {
    fields: invoiceFields,
    columns: {
      number: { column: sql`i.number` },
      // As in calc/invoice-state.ts.
      state: {
        column: sql`(case when i.cancelled_at is not null then 'cancelled' when i.paid_minor >= i.total_minor then 'paid'
          when i.due_on < ${today}::date then 'overdue' when i.paid_minor > 0 then 'partly' else 'waiting' end)`,
        of: 'text',
      },
      due: { column: sql`i.due_on` },
      issued: { column: sql`i.issued_on` },
      total: { column: sql`i.base_minor` },
      owed: { column: sql`(${owedBase})` },
      client: { column: sql`i.company_id` },
      deal: { column: sql`d.title` },
      owner: { column: sql`i.owner_id` },
      note: { column: sql`i.note` },
    },
  }
}

const parts = sql`from payment_parts r where r.workspace_id = h.workspace_id and r.payment_id = h.id`
const sum = sql`(select coalesce(sum(r.amount_minor), 0) ${parts})`

/** Holds when some part of the payment has one of these values; a negation when none has. */
const ofParts = (column: RawBuilder<unknown>): SqlField => ({
  column: sql`(select min(${column}::text)::uuid ${parts})`,
  says(question) {
    if (question.ask === 'values') {
      const some = sql`exists (select ${parts} and ${column} = any (${[...question.values]}::uuid[]))`
      return question.not ? sql`not ${some}` : some
    }
    if (question.ask !== 'empty') return undefined
    const filled = sql`exists (select ${parts} and ${column} is not null)`
    return question.empty ? sql`not ${filled}` : filled
  },
})

/** The fields of `payments h`; the amount is that of the parts which the reader sees. */
export const paymentListFields: ListFields<PaymentFieldId> = {
  fields: paymentFields,
  columns: {
    day: { column: sql`h.paid_on` },
    amount: { column: sum },
    payer: { column: sql`h.payer_name` },
    payerInn: { column: sql`h.payer_inn` },
    document: { column: sql`h.document_number` },
    client: ofParts(sql`r.company_id`),
    owner: ofParts(sql`r.credit_id`),
    advance: { column: sql`exists (select ${parts} and r.invoice_id is null and not r.voided)` },
    voided: { column: sql`(h.voided_at is not null)` },
    note: { column: sql`h.note` },
    recorded: { column: sql`h.recorded_at` },
  },
}
