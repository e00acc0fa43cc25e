import { Textarea, TextInput } from '@mantine/core'
import { api } from '#web/api.ts'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { firmFields } from '../contract.ts'
import css from './payments.module.css'
import { type Firm, usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

const TEXTS = [
  'name', 'inn', 'kpp', 'ogrn', 'address', 'phone', 'bankName', 'bik', 'account', 'bankAccount', 'directorTitle', 'directorName',
  'accountantName', 'numberPrefix', 'paymentNote',
] as const // prettier-ignore
type TextField = (typeof TEXTS)[number]

const schema = firmFields.omit({ vatPercent: true })
/** A field that was emptied is nothing, not what it was: what is typed stands over it. */
const EMPTIED = {
  inn: null,
  kpp: null,
  ogrn: null,
  address: null,
  phone: null,
  bankName: null,
  bik: null,
  account: null,
  bankAccount: null,
  directorTitle: null,
  directorName: null,
  accountantName: null,
  numberPrefix: '',
  paymentNote: null,
}

/** Requisites of a firm, its bank, who signs, and the series of its invoices. */
export function FirmForm({ firm, mayEdit, onDone }: { firm: Firm | undefined; mayEdit: boolean; onDone: () => void }) {
  const { requisites: texts } = usePaymentsTexts()
  const refresh = useRefreshPayments()
  const initial = Object.fromEntries(TEXTS.map((name) => [name, firm?.[name] ?? ''])) as Record<TextField, string>
  const form = useForm({
    schema,
    initial: { ...initial, nextNumber: firm?.nextNumber ?? 1, dueDays: firm?.dueDays ?? 5 },
    version: firm?.version,
    record: firm && `firm:${firm.id}`,
    submit: ({ name, ...values }, version) => {
      const given = { ...EMPTIED, ...values, name }
      return firm ? api.payments.editFirm({ ...given, id: firm.id, version }) : api.payments.addFirm(given)
    },
    refresh,
    onDone: () => {
      refresh()
      say(texts.done)
      onDone()
    },
  })
  const field = (name: TextField, required = false) => (
    <TextInput label={texts[name]} required={required} readOnly={!mayEdit} {...form.text(name)} />
  )
  const whole = (name: 'nextNumber' | 'dueDays', min: number, max: number) => {
    const { value, error, onChange } = form.field(name)
    return (
      <NumberField
        label={texts[name]}
        min={min}
        max={max}
        hideControls
        readOnly={!mayEdit}
        error={error}
        value={value ?? ''}
        onChange={(next) => onChange(next === '' ? null : Number(next))}
      />
    )
  }
  return (
    <Form form={form} submitLabel={texts.save} guard={false}>
      <h3 className={css.group}>{texts.groups.firm}</h3>
      {field('name', true)}
      <FieldRow>
        {field('inn')}
        {field('kpp')}
        {field('ogrn')}
      </FieldRow>
      {field('address')}
      {field('phone')}
      <h3 className={css.group}>{texts.groups.bank}</h3>
      {field('bankName')}
      <FieldRow>
        {field('bik')}
        {field('bankAccount')}
      </FieldRow>
      {field('account')}
      <h3 className={css.group}>{texts.groups.series}</h3>
      <FieldRow>
        {field('numberPrefix')}
        {whole('nextNumber', 1, 999_999_999)}
        {whole('dueDays', 0, 365)}
      </FieldRow>
      <Textarea label={texts.paymentNote} autosize minRows={2} readOnly={!mayEdit} {...form.text('paymentNote')} />
      <h3 className={css.group}>{texts.groups.people}</h3>
      <FieldRow>
        {field('directorTitle')}
        {field('directorName')}
      </FieldRow>
      {field('accountantName')}
    </Form>
  )
}
