import { Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { day } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { Link, useGo } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import css from './payments.module.css'
import { type Contract, useDealLines, useMoney, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

const schema = z.object({
  firmId: z.string().optional(),
  contractId: z.string().optional(),
  number: z.string().max(40).optional(),
  issuedOn: day.optional(),
  dueOn: day.optional(),
  note: z.string().max(5_000).optional(),
})

interface Props {
  dealId: string
  contracts: readonly Contract[]
  onClose: () => void
}

/** Issues an invoice by the lines of a deal; empty fields take the firm's usual ones. */
export function NewInvoice({ dealId, contracts, onClose }: Props) {
  const { newInvoice: texts, contract: words } = usePaymentsTexts()
  const viewer = useViewer()
  const go = useGo()
  const refresh = useRefreshPayments()
  const { data } = useQuery({ queryKey: ['payments', 'firms'], queryFn: () => api.payments.firms({}) })
  const firms = (data?.firms ?? []).filter(({ archived }) => !archived)
  const open = contracts.filter(({ state }) => state === 'signed' || state === 'sent')
  const form = useForm({
    schema,
    initial: { firmId: '', contractId: open[0]?.id ?? '', number: '', issuedOn: viewer.today, dueOn: '', note: '' },
    submit: (values) => api.payments.addInvoice({ dealId, ...values }),
    onDone: ({ id, number }) => {
      refresh()
      say(texts.done(number))
      onClose()
      go({ to: `/invoices/${id}` })
    },
    draftKey: `invoice.new.${dealId}`,
  })
  const { data: lines } = useDealLines(dealId)
  const money = useMoney()
  const firm = firms.find(({ id }) => id === form.values.firmId) ?? firms[0]
  const hasNoFirm = data !== undefined && firms.length === 0
  return (
    <SidePanel opened onClose={onClose} title={texts.title}>
      <Form form={form} submitLabel={texts.save} guard={false}>
        {lines && (
          <p className={css.quiet}>
            {lines.lines.length > 0
              ? texts.by(lines.lines.length, money(lines.totals.totalMinor, lines.currency))
              : texts.noLines}
          </p>
        )}
        {firms.length > 1 && (
          <Select
            label={texts.firm}
            data={firms.map(({ id, name }) => ({ value: id, label: name }))}
            value={firm?.id ?? null}
            allowDeselect={false}
            onChange={(value) => form.set('firmId', value ?? '')}
          />
        )}
        <FieldRow>
          <TextInput type="date" label={texts.issuedOn} {...form.text('issuedOn')} />
          <TextInput
            type="date"
            label={texts.dueOn}
            description={firm && texts.dueHint(firm.dueDays)}
            {...form.text('dueOn')}
          />
        </FieldRow>
        <TextInput
          label={texts.number}
          description={firm && texts.numberHint(`${firm.numberPrefix}${firm.nextNumber}`)}
          {...form.text('number')}
        />
        {open.length > 0 && (
          <Select
            label={texts.contract}
            clearable
            data={open.map(({ id, number }) => ({ value: id, label: words.numbered(number) }))}
            value={form.values.contractId || null}
            onChange={(value) => form.set('contractId', value ?? '')}
          />
        )}
        <Textarea label={texts.note} autosize minRows={2} {...form.text('note')} />
      </Form>
      {(hasNoFirm || toApiError(form.failure).code === 'NO_OWN_FIRM') && can(viewer, 'configure') && (
        <Link to="/settings/requisites" className={css.action}>
          {texts.toRequisites}
        </Link>
      )}
    </SidePanel>
  )
}
