import { Button } from '@mantine/core'
import { Link, usePathParam } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { InvoiceSheet } from './invoice-sheet.tsx'
import { NoInvoice } from './no-invoice.tsx'
import css from './invoice-sheet.module.css'
import { useInvoice, usePaymentsTexts } from './use-payments.ts'

/** The paper alone, for a printer or a PDF: everything around it stays off the page. */
export function InvoicePrintPage() {
  const texts = usePaymentsTexts()
  const { data: invoice, error, refetch } = useInvoice(usePathParam('invoiceId'))
  if (error) return <NoInvoice error={error} onRepeat={() => void refetch()} />
  if (!invoice) return <SkeletonText lines={10} />
  return (
    <div className={css.print}>
      <div className={css.tools}>
        <Link to={`/invoices/${invoice.id}`}>{texts.sheet.back}</Link>
        <Button onClick={() => window.print()}>{texts.printHint}</Button>
      </div>
      <InvoiceSheet invoice={invoice} />
    </div>
  )
}
