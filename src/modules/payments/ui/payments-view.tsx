import { useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DateCell, TwoLines } from '#web/kit/cells.tsx'
import { NothingFound } from '#web/kit/nothing-found.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { type ListViewState, usableFilter } from '#modules/lists/ui/api.tsx'
import { FirstPayment } from './first-steps.tsx'
import { type PaymentFilterValues, paymentQuestion } from './payment-filters.tsx'
import { useMoneyFields } from './use-list-fields.ts'
import { PaymentPanel } from './payment-panel.tsx'
import { payerOf, WhatFor } from './what-for.tsx'
import css from './payments.module.css'
import { type Payment, useMoney, usePaymentsTexts } from './use-payments.ts'

/** Columns of the list of payments. */
export function usePaymentColumns(): Column<Payment>[] {
  const texts = usePaymentsTexts()
  const money = useMoney()
  return useMemo(
    (): Column<Payment>[] => [
      {
        id: 'day',
        header: texts.columns.day,
        always: true,
        width: 100,
        least: 100,
        sortable: true,
        sortDownFirst: true,
        cell: (row) => <DateCell day={row.paidOn} />,
      },
      {
        id: 'amount',
        header: texts.columns.amount,
        width: 120,
        align: 'end',
        sortable: true,
        sortDownFirst: true,
        cell: (row) => <span className={css.figure}>{money(row.amountMinor, row.currency)}</span>,
      },
      { id: 'payer', header: texts.columns.payer, width: 230, least: 150, sortable: true, cell: (row) => payerOf(row) },
      { id: 'for', header: texts.columns.for, width: 210, least: 130, cell: (row) => <WhatFor payment={row} /> },
      { id: 'document', header: texts.columns.document, width: 100, sortable: true, cell: (row) => row.documentNumber },
      {
        id: 'owner',
        header: texts.columns.owner,
        width: 180,
        least: 110,
        sortable: true,
        cell: (row) => creditsOf(row),
      },
    ],
    [texts, money],
  )
}

interface Props {
  filters: PaymentFilterValues
  view: ListViewState
  sort: string
  onSort: (sort: string) => void
  onReset: () => void
  /** The first receipt is wanted. */
  onNew: () => void
}

/** What has come in, the latest first. */
export function PaymentsView({ filters, view, sort, onSort, onReset, onNew }: Props) {
  const texts = usePaymentsTexts()
  const format = useFormat()
  const money = useMoney()
  const fields = useMoneyFields('payments')
  const question = paymentQuestion({ ...filters, where: usableFilter(filters.where, fields).text })
  const list = useCursorList(
    ['payments', 'list', question, sort],
    (cursor) => api.payments.payments({ ...question, sort, ...(cursor && { cursor }) }),
    { enabled: filters.where === undefined || fields !== undefined },
  )
  const columns = usePaymentColumns()
  const [openedId, setOpened] = useState<string | null>(null)
  const opened = list.rows?.find(({ id }) => id === openedId)
  return (
    <>
      <DataTable
        id={view.table}
        layout={view.proposed}
        onOpen={(row) => setOpened(row.id)}
        label={texts.views.payments}
        columns={columns}
        {...list}
        rowKey={(row) => row.id}
        sort={sort}
        onSort={(next) => onSort(next ?? '-day')}
        multiSort
        rowTone={(row) => (row.voided ? 'quiet' : undefined)}
        card={(row) => (
          <TwoLines
            first={
              <span className={css.line}>
                <span>{payerOf(row) ?? format.day(row.paidOn)}</span>
                <span className={css.figure}>{money(row.amountMinor, row.currency)}</span>
              </span>
            }
            second={
              <span className={css.line}>
                <span>{format.day(row.paidOn)}</span>
                <WhatFor payment={row} />
              </span>
            }
          />
        )}
        empty={
          Object.keys(question).length > 0 ? (
            <NothingFound title={texts.paymentsFound} onReset={onReset} />
          ) : (
            <FirstPayment onNew={onNew} />
          )
        }
      />
      {opened && <PaymentPanel key={opened.id} payment={opened} onClose={() => setOpened(null)} />}
    </>
  )
}

function creditsOf({ parts }: Payment): string {
  return [...new Set(parts.flatMap(({ credit }) => credit?.name ?? []))].join(', ')
}
