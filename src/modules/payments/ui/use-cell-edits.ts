import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '#web/api.ts'
import { isKept } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import type { Column } from '#web/kit/table/column.ts'
import { patchRows } from '#web/kit/table/patch-rows.ts'
import { say } from '#web/kit/toast.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { useLatest } from '#web/kit/use-latest.ts'
import { keptEdit } from '#web/outbox/kept-edit.ts'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { type Invoice, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

type InvoiceEdits = Partial<Record<string, Column<Invoice>['edit']>>
interface Changes {
  dueOn?: string
  note?: string | null
}

type Edited = Pick<Invoice, 'id' | 'number' | 'version'>

/** Saves what may be changed of an issued invoice; false: it waits for the network and says so. What the server refuses is thrown. */
export function useInvoiceEdit(): (invoice: Edited, changes: Changes) => Promise<boolean> {
  const texts = usePaymentsTexts()
  const { kept } = useKitTexts()
  const client = useQueryClient()
  const refresh = useRefreshPayments()
  return useLatest({
    async put(invoice: Edited, changes: Changes): Promise<boolean> {
      const { id, number, version } = invoice
      patchRows<Invoice>(client, ['payments', 'invoices'], id, changes)
      const record = `invoice:${id}`
      const keep = keptEdit(texts.invoice(number), changes, { record, page: `/invoices/${id}` })
      try {
        await sendInTurn(record, version, (present) =>
          api.payments.editInvoice({ id, version: present, ...changes }, { context: { keep } }),
        )
      } catch (thrown) {
        if (isKept(thrown)) {
          say(kept)
          return false
        }
        refresh()
        throw thrown
      }
      refresh()
      return true
    },
  }).put
}

/** How cells of the list of invoices are edited in their place: when they are due, and the note. Sums stay as issued. */
export function useCellEdits(): InvoiceEdits {
  const put = useInvoiceEdit()
  const mayEdit = can(useViewer(), 'write')
  return useMemo(
    (): InvoiceEdits =>
      mayEdit
        ? {
            due: {
              kind: 'day',
              required: true,
              value: ({ dueOn }) => dueOn,
              save: (row, dueOn) => dueOn && put(row, { dueOn }),
            },
            note: {
              kind: 'text',
              value: ({ note }) => note ?? '',
              save: (row, note) => put(row, { note: note.trim() || null }),
            },
          }
        : {},
    [mayEdit, put],
  )
}
