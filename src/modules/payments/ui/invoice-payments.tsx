import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './payments.module.css'
import { type InvoiceCard, useMoney, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

/** What has been paid for an invoice; a payment recorded by mistake is voided with its reason. */
export function InvoicePayments({ invoice }: { invoice: InvoiceCard }) {
  const texts = usePaymentsTexts()
  const format = useFormat()
  const money = useMoney()
  const [voiding, setVoiding] = useState<string | null>(null)
  const { currency, payments } = invoice
  const shown = payments.reduce((sum, { amountMinor, voided }) => sum + (voided ? 0 : amountMinor), 0)
  const hidden = invoice.paidMinor - shown
  return (
    <div className={css.panel}>
      {payments.length === 0 && hidden === 0 && <p className={css.quiet}>{texts.noPayments}</p>}
      <ul className={css.rows} hidden={payments.length === 0}>
        {payments.map(({ paymentId, paidOn, amountMinor, documentNumber, voided }, index) => (
          <li key={`${paymentId}${index}`} data-void={voided || undefined}>
            <div className={css.line}>
              <span>
                {format.dayFull(paidOn)}{' '}
                <small className={css.quiet}>
                  {[documentNumber && `№ ${documentNumber}`, amountMinor < 0 && texts.return]
                    .filter(Boolean)
                    .join(', ')}
                </small>
              </span>
              <span>
                <span className={css.figure}>{money(amountMinor, currency)}</span>
                {invoice.may.pay && !voided && (
                  <Button variant="subtle" size="compact-xs" onClick={() => setVoiding(paymentId)}>
                    {texts.void}
                  </Button>
                )}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {hidden !== 0 && <p className={css.quiet}>{texts.hiddenPaid(money(hidden, currency))}</p>}
      <p className={css.line}>
        <strong>{texts.columns.owed}</strong>
        <strong className={css.figure}>{money(invoice.owedMinor, currency)}</strong>
      </p>
      {voiding && <VoidDialog id={voiding} onClose={() => setVoiding(null)} />}
    </div>
  )
}

function VoidDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const texts = usePaymentsTexts()
  const errorText = useErrorText()
  const refresh = useRefreshPayments()
  const [reason, setReason] = useState('')
  const send = useMutation({
    mutationFn: () => api.payments.voidPayment({ id, reason }),
    onSuccess: () => {
      refresh()
      say(texts.voidDone)
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={texts.voidTitle}>
      <form
        className={css.panel}
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <p className={css.quiet}>{texts.voidText}</p>
        <TextInput
          label={texts.voidReason}
          required
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {send.error && (
          <p className={css.problem} role="alert">
            {errorText(send.error)}
          </p>
        )}
        <div className={css.buttons}>
          <Button type="submit" disabled={reason.trim() === ''} loading={send.isPending}>
            {texts.void}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
