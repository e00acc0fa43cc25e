import { Select, Textarea, TextInput } from '@mantine/core'
import { Attachments } from '#modules/attachments/ui/api.tsx'
import { api } from '#web/api.ts'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import { contractFields, contractStates } from '../contract.ts'
import css from './payments.module.css'
import { type Contract, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

interface Props {
  subject: { dealId?: string | undefined; companyId?: string | undefined }
  contract?: Contract
  /** What a new one is proposed for: the amount of its deal. */
  amountMinor?: number | undefined
  mayEdit: boolean
  onClose: () => void
}

const schema = contractFields.omit({ currency: true, firmId: true })

/** A contract: its number, day, sum, how long it holds, and the signed paper. */
export function ContractPanel({ subject, contract, amountMinor, mayEdit, onClose }: Props) {
  const all = usePaymentsTexts()
  const { contract: texts } = all
  const { today } = useViewer()
  const refresh = useRefreshPayments()
  const form = useForm({
    schema,
    initial: {
      number: contract?.number ?? '',
      signedOn: contract?.signedOn ?? today,
      amountMinor: contract ? contract.amountMinor : amountMinor || null,
      validUntil: contract?.validUntil ?? '',
      state: contract ? (contract.state === 'expired' ? 'signed' : contract.state) : 'draft',
      note: contract?.note ?? '',
    },
    version: contract?.version,
    record: contract && `contract:${contract.id}`,
    submit: (values, version) => {
      const given = { ...values, validUntil: values.validUntil ?? null, note: values.note ?? null }
      return contract
        ? api.payments.editContract({ ...given, id: contract.id, version })
        : api.payments.addContract({ ...given, ...subject })
    },
    refresh,
    onDone: () => {
      refresh()
      say(texts.done)
      onClose()
    },
  })
  return (
    <SidePanel opened onClose={onClose} title={contract ? texts.numbered(contract.number) : texts.new}>
      <div className={css.panel}>
        {mayEdit && (
          <Form form={form} submitLabel={texts.save} guard={false}>
            <FieldRow>
              <TextInput label={texts.number} required {...form.text('number')} />
              <TextInput type="date" label={texts.signedOn} required {...form.text('signedOn')} />
            </FieldRow>
            <FieldRow>
              <MoneyField label={texts.amount} {...form.field('amountMinor')} />
              <TextInput type="date" label={texts.validUntil} {...form.text('validUntil')} />
            </FieldRow>
            <Select
              label={texts.state}
              data={contractStates.map((value) => ({ value, label: all.contractStates[value] }))}
              value={form.values.state ?? 'draft'}
              allowDeselect={false}
              onChange={(value) => value && form.set('state', value)}
            />
            <Textarea label={texts.note} autosize minRows={2} {...form.text('note')} />
          </Form>
        )}
        {contract && <Attachments subject={{ type: 'contract', id: contract.id }} mayEdit={mayEdit} />}
      </div>
    </SidePanel>
  )
}
