import { Button } from '@mantine/core'
import { useState } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import css from './payments.module.css'
import { type InvoiceCard, useMoney, usePaymentsTexts } from './use-payments.ts'
import { VoidDialog } from './void-dialog.tsx'

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
            <div>
              <div className={css.line}>
                <span>
                  {format.dayFull(paidOn)}{' '}
                  <small className={css.quiet}>
                    {[documentNumber && `№ ${documentNumber}`, amountMinor < 0 && texts.return]
                      .filter(Boolean)
                      .join(', ')}
                  </small>
                </span>
                <span className={css.figure}>{money(amountMinor, currency)}</span>
              </div>
              <div className={css.rowEnd}>
                {invoice.may.pay && !voided && (
                  <Button variant="subtle" size="compact-xs" onClick={() => setVoiding(paymentId)}>
                    {texts.void}
                  </Button>
                )}
              </div>
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
