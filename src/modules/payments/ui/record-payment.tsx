import { Button, SegmentedControl, TextInput, VisuallyHidden } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { FieldRow } from '#web/kit/form.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { allocate } from '../calc/allocation.ts'
import css from './payments.module.css'
import { type Invoice, useMoney, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

interface Props {
  dealId?: string | undefined
  companyId?: string | undefined
  /** The invoice from which one comes: the money goes for it first. */
  invoice?: Pick<Invoice, 'id' | 'owedMinor'> | undefined
  onClose: () => void
}

/** A payment or a return: how much, when, and for which invoices; the oldest debt first until somebody says otherwise. */
export function RecordPayment({ dealId, companyId, invoice, onClose }: Props) {
  const all = usePaymentsTexts()
  const { form: texts } = all
  const format = useFormat()
  const errorText = useErrorText()
  const money = useMoney()
  const refresh = useRefreshPayments()
  const { today } = useViewer()
  const [kind, setKind] = useState<'payment' | 'return'>('payment')
  const [paidOn, setPaidOn] = useState<string>(today)
  const [amountMinor, setAmount] = useState<number | null>(invoice?.owedMinor ?? null)
  const [documentNumber, setDocument] = useState('')
  const [note, setNote] = useState('')
  const [client, setClient] = useState<string | null>(companyId ?? null)
  /** What people typed; until then the oldest debt first. */
  const [typed, setTyped] = useState<Record<string, number | null> | null>(null)
  const isReturn = kind === 'return'
  const question = { ...(client ? { companyId: client } : dealId ? { dealId } : {}), limit: 100 }
  const states = isReturn ? (['paid', 'partly', 'overdue'] as const) : (['overdue', 'partly', 'waiting'] as const)
  const list = useQuery({
    queryKey: ['payments', 'invoices', 'open', question, kind],
    queryFn: () => api.payments.invoices({ ...question, states: [...states], sort: 'due' }),
    enabled: client !== null || dealId !== undefined,
  })
  const open = (list.data?.rows ?? []).filter((row) => (isReturn ? row.paidMinor > 0 : row.owedMinor > 0))
  const limitOf = (row: Invoice) => (isReturn ? row.paidMinor : row.owedMinor)
  const amount = amountMinor === null || Number.isNaN(amountMinor) ? 0 : amountMinor
  const parts = typed ?? suggested(amount, open, limitOf, invoice?.id)
  const sum = Object.values(parts).reduce<number>((total, part) => total + (part ?? 0), 0)
  const rest = amount - sum
  const sign = isReturn ? -1 : 1

  const save = useMutation({
    mutationFn: () => {
      const filled = open.flatMap(({ id }) => {
        const part = parts[id]
        return part ? [{ invoiceId: id, amountMinor: sign * part }] : []
      })
      const advance = client ? { companyId: client } : { dealId: dealId ?? null }
      return api.payments.addPayment({
        paidOn,
        ...(documentNumber && { documentNumber }),
        ...(note && { note }),
        parts: rest > 0 ? [...filled, { ...advance, amountMinor: sign * rest }] : filled,
      })
    },
    onSuccess: () => {
      refresh()
      say(texts.done)
      onClose()
    },
  })
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={texts.title}
      footer={
        <div className={css.buttons}>
          <Button
            disabled={amount <= 0 || rest < 0 || paidOn === '' || (!client && !dealId) || (isReturn && rest > 0)}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {texts.save}
          </Button>
        </div>
      }
    >
      <div className={css.panel}>
        <SegmentedControl
          aria-label={texts.kind}
          data={(['payment', 'return'] as const).map((value) => ({ value, label: texts.kinds[value] }))}
          value={kind}
          onChange={(value) => {
            setKind(value)
            setTyped(null)
          }}
        />
        <FieldRow>
          <MoneyField
            label={texts.amount}
            required
            value={amountMinor}
            onChange={(minor) => {
              setAmount(minor)
              setTyped(null)
            }}
          />
          <TextInput
            type="date"
            label={texts.paidOn}
            max={today}
            required
            value={paidOn}
            onChange={(event) => setPaidOn(event.currentTarget.value)}
          />
        </FieldRow>
        {!companyId && !dealId && (
          <Choice
            label={texts.company}
            value={client}
            onChange={(id) => {
              setClient(id)
              setTyped(null)
            }}
            loadKey={['payments', 'companies']}
            load={async (text) => {
              const { rows } = await api.clients.companies({ limit: 10, ...(text && { text }) })
              return rows.map(({ id, name, inn }) => ({ value: id, label: name, ...(inn && { detail: inn }) }))
            }}
          />
        )}
        <FieldRow>
          <TextInput
            label={texts.document}
            value={documentNumber}
            onChange={(event) => setDocument(event.currentTarget.value)}
          />
          <TextInput label={texts.note} value={note} onChange={(event) => setNote(event.currentTarget.value)} />
        </FieldRow>
        {open.length > 0 ? (
          <section aria-label={texts.parts}>
            <div className={css.head}>
              <h3>{texts.parts}</h3>
              {typed && (
                <Button variant="subtle" size="compact-sm" onClick={() => setTyped(null)}>
                  {texts.auto}
                </Button>
              )}
            </div>
            <table className={css.parts}>
              <tbody>
                {open.map((row) => (
                  <tr key={row.id}>
                    <td>
                      {all.invoice(row.number)}{' '}
                      <small className={css.quiet}>
                        {format.day(row.dueOn)},{' '}
                        {isReturn
                          ? texts.paid(money(row.paidMinor, row.currency))
                          : texts.owed(money(row.owedMinor, row.currency))}
                      </small>
                    </td>
                    <td>
                      <MoneyField
                        label={<VisuallyHidden>{all.invoice(row.number)}</VisuallyHidden>}
                        value={parts[row.id] ?? null}
                        onChange={(minor) => setTyped({ ...parts, [row.id]: minor })}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        ) : (
          <p className={css.quiet}>{client || dealId ? list.data && texts.none : texts.choose}</p>
        )}
        {amount > 0 && rest > 0 && open.length > 0 && (
          <p className={css.quiet}>{texts.rest(format.moneyExact(rest))}</p>
        )}
        {rest < 0 && (
          <p className={css.problem} role="alert">
            {texts.over(format.moneyExact(-rest))}
          </p>
        )}
        {save.error && (
          <p className={css.problem} role="alert">
            {errorText(save.error)}
          </p>
        )}
      </div>
    </SidePanel>
  )
}

/** The invoice from which one came first, then the oldest debt. */
function suggested(
  amount: number,
  open: readonly Invoice[],
  limitOf: (row: Invoice) => number,
  first: string | undefined,
): Record<string, number | null> {
  const own = open.find(({ id }) => id === first)
  const forOwn = own ? Math.min(amount, limitOf(own)) : 0
  const others = open
    .filter((row) => row !== own)
    .map((row) => ({ id: row.id, dueOn: row.dueOn, owedMinor: limitOf(row) }))
  const parts = allocate(amount - forOwn, others).flatMap(({ invoiceId, amountMinor }) =>
    invoiceId ? [[invoiceId, amountMinor] as const] : [],
  )
  return Object.fromEntries([...(own && forOwn > 0 ? [[own.id, forOwn] as const] : []), ...parts])
}
