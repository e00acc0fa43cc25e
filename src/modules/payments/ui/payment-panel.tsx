import { Button, VisuallyHidden } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import css from './payments.module.css'
import { payerOf, WhatFor } from './what-for.tsx'
import { type Payment, useMoney, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'
import { VoidDialog } from './void-dialog.tsx'

/** One payment: what it went for, an advance that is put on invoices now, a mistake that is voided. */
export function PaymentPanel({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const texts = usePaymentsTexts()
  const format = useFormat()
  const money = useMoney()
  const viewer = useViewer()
  const [isVoiding, setVoiding] = useState(false)
  const mayChange = can(viewer, 'recordPayments') && !payment.voided
  return (
    <SidePanel opened onClose={onClose} title={money(payment.amountMinor, payment.currency)}>
      <div className={css.panel}>
        <p className={css.quiet}>
          {[format.dayFull(payment.paidOn), payerOf(payment), payment.documentNumber && `№ ${payment.documentNumber}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {payment.note && <p>{payment.note}</p>}
        <p>
          <WhatFor payment={payment} />
        </p>
        {mayChange && payment.amountMinor > 0 && <Allocation payment={payment} onDone={onClose} />}
        {mayChange && (
          <div>
            <Button variant="default" onClick={() => setVoiding(true)}>
              {texts.void}
            </Button>
          </div>
        )}
      </div>
      {isVoiding && <VoidDialog id={payment.id} onClose={() => setVoiding(false)} onDone={onClose} />}
    </SidePanel>
  )
}

function Allocation({ payment, onDone }: { payment: Payment; onDone: () => void }) {
  const all = usePaymentsTexts()
  const { form: texts } = all
  const format = useFormat()
  const money = useMoney()
  const errorText = useErrorText()
  const refresh = useRefreshPayments()
  const now: Record<string, number | null> = {}
  for (const { invoice, amountMinor } of payment.parts)
    if (invoice) now[invoice.id] = (now[invoice.id] ?? 0) + amountMinor
  const followed = useFollowed(now, payment.version)
  const parts = followed.values
  const company = payment.parts.find((part) => part.company)?.company
  const deal = payment.parts.find((part) => part.deal)?.deal
  const subject = company ? { companyId: company.id } : deal ? { dealId: deal.id } : null
  const list = useQuery({
    queryKey: ['payments', 'invoices', 'of', subject],
    queryFn: () => api.payments.invoices({ ...subject, sort: 'due', limit: 200 }),
    enabled: subject !== null,
  })
  const invoices = (list.data?.rows ?? []).filter(
    ({ id, owedMinor, state }) => state !== 'cancelled' && (owedMinor > 0 || (now[id] ?? 0) > 0),
  )
  const rest = payment.amountMinor - Object.values(parts).reduce<number>((sum, part) => sum + (part ?? 0), 0)
  const isChanged = invoices.some(({ id }) => (parts[id] ?? 0) !== (now[id] ?? 0))
  const save = useMutation({
    mutationFn: () => {
      const filled = Object.entries(parts).flatMap(([invoiceId, amountMinor]) =>
        amountMinor ? [{ invoiceId, amountMinor }] : [],
      )
      const advance = rest > 0 && subject ? [{ ...subject, amountMinor: rest }] : []
      return sendInTurn(`payment:${payment.id}`, followed.version, (version) =>
        api.payments.allocatePayment({ id: payment.id, version, parts: [...filled, ...advance] }),
      )
    },
    onError: refresh,
    onSuccess: () => {
      refresh()
      say(all.saved)
      onDone()
    },
  })
  if (invoices.length === 0) return <p className={css.quiet}>{list.data && texts.none}</p>
  return (
    <section aria-label={texts.parts}>
      <div className={css.head}>
        <h3>{texts.parts}</h3>
      </div>
      <table className={css.parts}>
        <tbody>
          {invoices.map((row) => (
            <tr key={row.id}>
              <td>
                {all.invoice(row.number)}{' '}
                <small className={css.quiet}>
                  {format.day(row.dueOn)}, {texts.owed(money(row.owedMinor + (now[row.id] ?? 0), row.currency))}
                </small>
              </td>
              <td>
                <MoneyField
                  label={<VisuallyHidden>{all.invoice(row.number)}</VisuallyHidden>}
                  value={parts[row.id] ?? null}
                  onChange={(minor) => followed.change({ [row.id]: minor })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && <p className={css.quiet}>{texts.rest(money(rest, payment.currency))}</p>}
      {rest < 0 && (
        <p className={css.problem} role="alert">
          {texts.over(money(-rest, payment.currency))}
        </p>
      )}
      <Theirs of={followed} onMine={() => save.mutate()} />
      {save.error && (
        <p className={css.problem} role="alert">
          {errorText(save.error)}
        </p>
      )}
      <div className={css.buttons}>
        <Button disabled={!isChanged || !(rest >= 0)} loading={save.isPending} onClick={() => save.mutate()}>
          {all.save}
        </Button>
      </div>
    </section>
  )
}
