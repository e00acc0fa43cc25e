import { Button, SegmentedControl } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { z } from 'zod'
import { listSort } from '#modules/lists/contract.ts'
import { ExportMenu, ListFilters, type ListViewState, useListView } from '#modules/lists/ui/api.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import { type OwnView, OwnViewTabs, ViewRow } from '#web/kit/view-row.tsx'
import { useViewer } from '#web/session.tsx'
import { paymentSorts } from '../contract.ts'
import { can } from '../policy.ts'
import { DebtsView } from './debts-view.tsx'
import { InvoiceFilters, invoiceFilters, invoiceQuestion, noInvoiceFilters } from './invoice-filters.tsx'
import { InvoicesView, useInvoiceColumns } from './invoices-view.tsx'
import { noPaymentFilters, PaymentFilters, paymentQuestion } from './payment-filters.tsx'
import { PaymentsView, usePaymentColumns } from './payments-view.tsx'
import { RecordPayment } from './record-payment.tsx'
import { usePaymentsTexts } from './use-payments.ts'

const VIEWS = ['open', 'invoices', 'payments', 'debts'] as const
const OPEN = ['overdue', 'partly', 'waiting'] as const
const schema = invoiceFilters.extend({
  view: z.enum(VIEWS).default('open'),
  by: z.enum(['company', 'seller']).default('company'),
  /** The order of payments; invoices have one of their own. */
  order: listSort(paymentSorts).default('-day').catch('-day'),
  /** A saved view. */
  saved: z.string().optional(),
})

/** Invoices with their state and what is late, receipts, and who owes. */
export function PaymentsPage() {
  const texts = usePaymentsTexts()
  const viewer = useViewer()
  const [filters, change] = useSearchState(schema)
  const [isPaying, setPaying] = useState(false)
  const mayPay = can(viewer, 'recordPayments')
  const views = VIEWS.filter((view) => view !== 'debts' || can(viewer, 'seeReceivables'))
  const { view, by, saved: _saved, order: _order, ...invoices } = filters
  const isPayments = view === 'payments'
  const saved = useListView({
    list: isPayments ? 'payments.list' : 'payments.invoices',
    path: '/payments',
    param: 'saved',
    always: isPayments ? { view } : {},
  })
  const invoiceColumns = useInvoiceColumns()
  const paymentColumns = usePaymentColumns()
  const phone = usePhone()
  const isList = view === 'open' || view === 'invoices'
  const shown = view === 'open' && !invoices.states?.length ? { ...invoices, states: [...OPEN] } : invoices
  const own = views.map((value) => ({
    id: value,
    label: texts.views[value],
    isActive: value === view && !saved.isOpen,
    open: () => change({ view: value, where: undefined, saved: undefined }),
  }))
  return (
    <Page
      title={texts.title}
      layout="fill"
      actions={
        <>
          {mayPay && (
            <Link to="/imports" search={{ kind: 'payments' }}>
              {texts.importPayments}
            </Link>
          )}
          {!phone && view !== 'debts' && (
            <ExportMenu
              list={saved.tabs.list}
              question={() =>
                isPayments
                  ? { filter: paymentQuestion(filters), sort: filters.order, columns: saved.shown(paymentColumns) }
                  : { filter: invoiceQuestion(shown), sort: filters.sort, columns: saved.shown(invoiceColumns) }
              }
            />
          )}
          {mayPay && <Button onClick={() => setPaying(true)}>{texts.newPayment}</Button>}
        </>
      }
      filters={
        <Bar view={view === 'debts' ? undefined : saved} own={own}>
          {isPayments && <PaymentFilters filters={filters} change={change} />}
          {isList && <InvoiceFilters filters={invoices} change={change} />}
        </Bar>
      }
    >
      {isList && (
        <InvoicesView
          filters={shown}
          isFiltered={Object.keys(invoiceQuestion(invoices)).length > 0}
          isOpen={view === 'open'}
          view={saved}
          onSort={(sort) => change({ sort })}
          onReset={() => change(noInvoiceFilters)}
        />
      )}
      {isPayments && (
        <PaymentsView
          filters={filters}
          view={saved}
          sort={filters.order}
          onSort={(order) => change({ order })}
          onReset={() => change(noPaymentFilters)}
          onNew={() => setPaying(true)}
        />
      )}
      {view === 'debts' && (
        <Section
          title={texts.views.debts}
          actions={
            <SegmentedControl
              aria-label={texts.views.debts}
              data={[
                { value: 'company', label: texts.byCompany },
                { value: 'seller', label: texts.bySeller },
              ]}
              value={by}
              onChange={(value) => change({ by: value })}
            />
          }
          flush
        >
          <DebtsView by={by} />
        </Section>
      )}
      {isPaying && <RecordPayment onClose={() => setPaying(false)} />}
    </Page>
  )
}

/** Saved views stand over the lists; who owes is no list to be saved. */
function Bar({ view, own, children }: { view: ListViewState | undefined; own: OwnView[]; children: ReactNode }) {
  const texts = usePaymentsTexts()
  if (view) {
    return (
      <ListFilters view={view} own={own}>
        {children}
      </ListFilters>
    )
  }
  return (
    <ViewRow label={texts.title}>
      <OwnViewTabs views={own} />
    </ViewRow>
  )
}
