import { Button, Textarea, TextInput } from '@mantine/core'
import IconPrinter from '@tabler/icons-react/dist/esm/icons/IconPrinter.mjs'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Attachments } from '#modules/attachments/ui/api.tsx'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { Link, usePathParam } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import { InvoicePayments } from './invoice-payments.tsx'
import { InvoiceSheet } from './invoice-sheet.tsx'
import { NoInvoice } from './no-invoice.tsx'
import css from './payments.module.css'
import { RecordPayment } from './record-payment.tsx'
import { StateBadge } from './state-badge.tsx'
import { useInvoiceEdit } from './use-cell-edits.ts'
import { type InvoiceCard, useInvoice, useMoney, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

/** One invoice: the paper as it was issued, and beside it what has been paid. */
export function InvoicePage() {
  const texts = usePaymentsTexts()
  const format = useFormat()
  const money = useMoney()
  const [isPaying, setPaying] = useState(false)
  const { data: invoice, error, refetch } = useInvoice(usePathParam('invoiceId'))
  if (error) return <NoInvoice error={error} onRepeat={() => void refetch()} />
  if (!invoice)
    return (
      <Page title={texts.title}>
        <SkeletonText lines={8} />
      </Page>
    )
  const scope = (
    <span className={css.bar}>
      <StateBadge state={invoice.state} />
      {invoice.overdueDays > 0 && <span>{texts.late(invoice.overdueDays)}</span>}
      <span>{money(invoice.totalMinor, invoice.currency)}</span>
      <Link to={`/deals/${invoice.deal.id}`}>{invoice.deal.name}</Link>
    </span>
  )
  return (
    <Page
      title={`${texts.invoice(invoice.number)} ${texts.of(format.dayFull(invoice.issuedOn))}`}
      scope={scope}
      actions={
        <>
          <Link to={`/invoices/${invoice.id}/print`} className={css.action} title={texts.printHint}>
            <IconPrinter size={16} stroke={1.5} /> {texts.print}
          </Link>
          {invoice.may.pay && invoice.owedMinor > 0 && (
            <Button onClick={() => setPaying(true)}>{texts.newPayment}</Button>
          )}
        </>
      }
    >
      <div className={css.columns}>
        <div className={css.paper}>
          <InvoiceSheet invoice={invoice} />
        </div>
        <aside className={css.aside}>
          <Section title={texts.payments}>
            <InvoicePayments invoice={invoice} />
          </Section>
          {invoice.may.edit && <InvoiceEdit invoice={invoice} />}
          <Section title={texts.files}>
            <Attachments subject={{ type: 'invoice', id: invoice.id }} mayEdit={invoice.may.edit} />
          </Section>
        </aside>
      </div>
      {isPaying && (
        <RecordPayment
          dealId={invoice.deal.id}
          companyId={invoice.company?.id}
          invoice={invoice}
          onClose={() => setPaying(false)}
        />
      )}
    </Page>
  )
}

function InvoiceEdit({ invoice }: { invoice: InvoiceCard }) {
  const texts = usePaymentsTexts()
  const errorText = useErrorText()
  const undo = useUndoToast()
  const refresh = useRefreshPayments()
  const put = useInvoiceEdit()
  const followed = useFollowed({ dueOn: invoice.dueOn, note: invoice.note ?? '' }, invoice.version)
  const { dueOn, note } = followed.values
  const { id, number, state } = invoice
  const save = useMutation({
    mutationFn: (typed: typeof followed.values) => put({ id, number, version: followed.version }, typed),
    onSuccess(isSent, typed) {
      followed.sent(typed)
      if (isSent) say(texts.saved)
    },
  })
  const cancel = useMutation({
    mutationFn: (cancelled: boolean) => api.payments.cancelInvoice({ id, cancelled }),
    onSuccess: (_card, cancelled) => {
      refresh()
      if (!cancelled) say(texts.restored(number))
      else
        undo({
          text: texts.cancelled(number),
          onUndo: () => api.payments.cancelInvoice({ id, cancelled: false }).then(refresh),
        })
    },
  })
  const error = save.error ?? cancel.error
  return (
    <Section title={texts.columns.due}>
      <div className={css.panel}>
        <TextInput
          type="date"
          aria-label={texts.dueOn}
          value={dueOn}
          onChange={(event) => followed.change({ dueOn: event.currentTarget.value })}
        />
        <Textarea
          label={texts.note}
          autosize
          minRows={2}
          value={note}
          onChange={(event) => followed.change({ note: event.currentTarget.value })}
        />
        <Theirs of={followed} onMine={() => save.mutate(followed.now())} />
        {error && (
          <p className={css.problem} role="alert">
            {errorText(error)}
          </p>
        )}
        <div className={css.buttons}>
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(state !== 'cancelled')}>
            {state === 'cancelled' ? texts.restore : texts.cancel}
          </Button>
          <Button
            disabled={!followed.isDirty || dueOn === ''}
            loading={save.isPending}
            onClick={() => save.mutate(followed.now())}
          >
            {texts.save}
          </Button>
        </div>
      </div>
    </Section>
  )
}
