import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DateCell, MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { SkeletonFigures } from '#web/kit/skeletons.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { type ListViewState, usableFilter } from '#modules/lists/ui/api.tsx'
import { FirstInvoice, NothingOwed } from './first-steps.tsx'
import { type InvoiceFilterValues, invoiceQuestion } from './invoice-filters.tsx'
import css from './payments.module.css'
import { useMoneyFields } from './use-list-fields.ts'
import { StateBadge } from './state-badge.tsx'
import { useCellEdits } from './use-cell-edits.ts'
import { type Invoice, useMoney, usePaymentsTexts } from './use-payments.ts'

interface Props {
  filters: InvoiceFilterValues
  /** By the person, not by the page. */
  isFiltered: boolean
  /** Only what is not paid yet. */
  isOpen: boolean
  view: ListViewState
  onSort: (sort: InvoiceFilterValues['sort']) => void
  onReset: () => void
}

/** Invoices by the day on which they are due, and what they come to. */
export function InvoicesView({ filters: given, isFiltered, isOpen, view, onSort, onReset }: Props) {
  const texts = usePaymentsTexts()
  const columns = useInvoiceColumns()
  const fields = useMoneyFields('invoices')
  const filters = { ...given, where: usableFilter(given.where, fields).text }
  const question = invoiceQuestion(filters)
  const list = useCursorList(
    ['payments', 'invoices', question, filters.sort],
    (cursor) => api.payments.invoices({ ...question, sort: filters.sort, ...(cursor && { cursor }) }),
    { enabled: given.where === undefined || fields !== undefined },
  )
  return (
    <div className={css.fill}>
      <Totals question={question} />
      <DataTable
        id={view.table}
        layout={view.proposed}
        label={texts.views.invoices}
        columns={columns}
        {...list}
        rowKey={(row) => row.id}
        rowTarget={(row) => ({ to: `/invoices/${row.id}` })}
        rowTone={(row) => (row.state === 'overdue' ? 'bad' : row.state === 'cancelled' ? 'quiet' : undefined)}
        sort={filters.sort}
        onSort={(sort) => onSort(sort ?? 'due')}
        multiSort
        card={(row) => <InvoiceLine invoice={row} />}
        empty={
          isFiltered ? (
            <NothingFound title={texts.emptyFound} onReset={onReset} />
          ) : isOpen ? (
            <NothingOwed />
          ) : (
            <FirstInvoice />
          )
        }
      />
    </div>
  )
}

/** Columns of the list of invoices. */
export function useInvoiceColumns(): Column<Invoice>[] {
  const texts = usePaymentsTexts()
  const money = useMoney()
  const edits = useCellEdits()
  return useMemo(() => {
    const { columns } = texts
    const amount = (minor: number, currency: string) => <span className={css.figure}>{money(minor, currency)}</span>
    const all: Column<Invoice>[] = [
      {
        id: 'number',
        header: columns.number,
        always: true,
        width: 88,
        least: 88,
        sortable: true,
        cell: (row) => row.number,
      },
      {
        id: 'state',
        header: columns.state,
        width: 116,
        sortable: true,
        cell: (row) => <StateBadge state={row.state} />,
      },
      {
        id: 'due',
        header: columns.due,
        width: 108,
        sortable: true,
        cell: (row) =>
          row.overdueDays > 0 ? (
            <TwoLines first={<DateCell day={row.dueOn} />} second={texts.late(row.overdueDays)} />
          ) : (
            <DateCell day={row.dueOn} />
          ),
      },
      {
        id: 'client',
        header: columns.client,
        width: 200,
        least: 160,
        sortable: true,
        cell: (row) => row.company?.name,
      },
      {
        id: 'owed',
        header: columns.owed,
        width: 106,
        align: 'end',
        sortable: true,
        sortDownFirst: true,
        cell: (row) => amount(row.owedMinor, row.currency),
      },
      {
        id: 'total',
        header: columns.total,
        width: 106,
        align: 'end',
        sortable: true,
        sortDownFirst: true,
        cell: (row) => amount(row.totalMinor, row.currency),
      },
      {
        id: 'paid',
        header: columns.paid,
        width: 106,
        spare: 1,
        align: 'end',
        sortable: true,
        sortDownFirst: true,
        cell: (row) => amount(row.paidMinor, row.currency),
      },
      { id: 'owner', header: columns.owner, width: 150, least: 120, sortable: true, cell: (row) => row.owner?.name },
      {
        id: 'deal',
        header: columns.deal,
        width: 220,
        least: 170,
        spare: 2,
        sortable: true,
        cell: (row) => row.deal.name,
      },
      {
        id: 'issued',
        header: columns.issued,
        width: 100,
        spare: 3,
        sortable: true,
        sortDownFirst: true,
        cell: (row) => <DateCell day={row.issuedOn} />,
      },
      { id: 'note', header: texts.note, width: 220, hidden: true, cell: (row) => row.note },
    ]
    return all.map((column) => {
      const edit = edits[column.id]
      return edit ? { ...column, edit } : column
    })
  }, [texts, money, edits])
}

/** An invoice as a line of a card or a phone. */
export function InvoiceLine({ invoice }: { invoice: Invoice }) {
  const texts = usePaymentsTexts()
  const money = useMoney()
  const format = useFormat()
  return (
    <TwoLines
      first={
        <span className={css.line}>
          <span>
            {texts.invoice(invoice.number)}{' '}
            {invoice.company && <small className={css.quiet}>{invoice.company.name}</small>}
          </span>
          <span className={css.figure}>{money(invoice.totalMinor, invoice.currency)}</span>
        </span>
      }
      second={
        <span className={css.line}>
          <StateBadge state={invoice.state} />
          <span>
            {texts.dueOn} {format.day(invoice.dueOn)}
          </span>
        </span>
      }
    />
  )
}

function Totals({ question }: { question: ReturnType<typeof invoiceQuestion> }) {
  const { figures: texts } = usePaymentsTexts()
  const { data, error } = useQuery({
    queryKey: ['payments', 'totals', question],
    queryFn: () => api.payments.invoiceTotals(question),
  })
  // The list below says what has failed.
  if (error && !data) return null
  if (!data) return <SkeletonFigures count={4} />
  return (
    <FigureRow
      figures={[
        { id: 'owed', label: texts.owed, value: <MoneyCell minor={data.owedMinor} short /> },
        {
          id: 'overdue',
          label: texts.overdue,
          value: <MoneyCell minor={data.overdueMinor} short />,
          detail: data.overdueCount > 0 ? texts.count(data.overdueCount) : texts.none,
          tone: data.overdueMinor > 0 ? 'bad' : undefined,
        },
        { id: 'paid', label: texts.paid, value: <MoneyCell minor={data.paidMinor} short /> },
        {
          id: 'total',
          label: texts.total,
          value: <MoneyCell minor={data.totalMinor} short />,
          detail: texts.count(data.count),
        },
      ]}
    />
  )
}
