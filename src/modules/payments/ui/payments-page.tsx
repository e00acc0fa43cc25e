import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { Page, Section } from '#web/kit/page.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { DebtsView } from './debts-view.tsx'
import { InvoiceFilters, invoiceFilters } from './invoice-filters.tsx'
import { InvoicesView } from './invoices-view.tsx'
import css from './payments.module.css'
import { PaymentsView } from './payments-view.tsx'
import { RecordPayment } from './record-payment.tsx'
import { usePaymentsTexts } from './use-payments.ts'

const VIEWS = ['open', 'invoices', 'payments', 'debts'] as const
const OPEN = ['overdue', 'partly', 'waiting'] as const
const schema = invoiceFilters.extend({
  view: z.enum(VIEWS).default('open'),
  by: z.enum(['company', 'seller']).default('company'),
})

/** Invoices with their state and what is late, receipts, and who owes. */
export function PaymentsPage() {
  const texts = usePaymentsTexts()
  const viewer = useViewer()
  const [filters, change] = useSearchState(schema)
  const [isPaying, setPaying] = useState(false)
  const mayPay = can(viewer, 'recordPayments')
  const views = VIEWS.filter((view) => view !== 'debts' || can(viewer, 'seeReceivables'))
  const { view, by, ...invoices } = filters
  const isList = view === 'open' || view === 'invoices'
  const shown = view === 'open' && !invoices.states?.length ? { ...invoices, states: [...OPEN] } : invoices
  return (
    <Page
      title={texts.title}
      layout="fill"
      actions={
        mayPay && (
          <>
            <Link to="/imports" search={{ kind: 'payments' }} className={css.action}>
              {texts.importPayments}
            </Link>
            <Button onClick={() => setPaying(true)}>{texts.newPayment}</Button>
          </>
        )
      }
      filters={
        <div className={css.bar}>
          <SegmentedControl
            data={views.map((value) => ({ value, label: texts.views[value] }))}
            value={view}
            onChange={(value) => change({ view: value })}
          />
          {isList && <InvoiceFilters filters={invoices} change={change} />}
          {view === 'debts' && (
            <SegmentedControl
              data={[
                { value: 'company', label: texts.byCompany },
                { value: 'seller', label: texts.bySeller },
              ]}
              value={by}
              onChange={(value) => change({ by: value })}
            />
          )}
        </div>
      }
    >
      {isList && <InvoicesView filters={shown} onSort={(sort) => change({ sort })} />}
      {view === 'payments' && <PaymentsView />}
      {view === 'debts' && (
        <Section title={texts.views.debts} flush>
          <DebtsView by={by} />
        </Section>
      )}
      {isPaying && <RecordPayment onClose={() => setPaying(false)} />}
    </Page>
  )
}
