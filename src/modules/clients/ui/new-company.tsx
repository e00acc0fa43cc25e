import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { toApiError } from '#web/api-error.ts'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { newCompany } from '../contract.ts'
import { LikelyDuplicates, useLikely } from './likely.tsx'
import { useChoices, useClientsTexts } from './use-clients.ts'

const schema = newCompany.pick({
  name: true,
  inn: true,
  kpp: true,
  phone: true,
  email: true,
  industry: true,
  region: true,
})
const blank = { name: '', inn: null, kpp: null, phone: null, email: null, industry: null, region: null }

/** Adds a company; who may be it already is said while one types. */
export function NewCompany({ onDone }: { onDone: (id: string) => void }) {
  const { form: words, fields } = useClientsTexts()
  const { data: choices } = useChoices()
  // What has been seen and is wanted all the same is not refused.
  const [anyway, setAnyway] = useState(false)
  const form = useForm({
    schema,
    initial: blank,
    submit: (values) => api.clients.addCompany({ ...values, anyway }),
    onDone: ({ id }) => onDone(id),
    fieldErrors: { name: words.noName },
    draftKey: 'company.new',
  })
  const { name, inn, phone, email } = form.values
  const found = useLikely({ name: name ?? '', inn: inn ?? '', phone: phone ?? '', email: email ?? '' }, ['company'])
  const isRefused = form.failure !== undefined && toApiError(form.failure).code === 'COMPANY_EXISTS'
  const isKnown = isRefused || found.some(({ reasons }) => reasons.includes('inn'))
  if (isKnown !== anyway) setAnyway(isKnown)
  return (
    <Form form={form} submitLabel={found.length > 0 || isKnown ? words.createAnyway : words.create} guard={false}>
      <TextInput label={fields['name']} required data-autofocus {...form.text('name')} />
      <FieldRow>
        <TextInput label={fields['inn']} inputMode="numeric" {...form.text('inn')} />
        <TextInput label={fields['kpp']} {...form.text('kpp')} />
      </FieldRow>
      <FieldRow>
        <TextInput label={fields['phone']} inputMode="tel" {...form.text('phone')} />
        <TextInput label={fields['email']} inputMode="email" {...form.text('email')} />
      </FieldRow>
      <FieldRow>
        <TextInput label={fields['industry']} list="company-industries" {...form.text('industry')} />
        <TextInput label={fields['region']} list="company-regions" {...form.text('region')} />
      </FieldRow>
      <datalist id="company-industries">
        {choices?.industries.map((item) => (
          <option key={item} value={item} />
        ))}
      </datalist>
      <datalist id="company-regions">
        {choices?.regions.map((item) => (
          <option key={item} value={item} />
        ))}
      </datalist>
      <LikelyDuplicates found={found} />
    </Form>
  )
}
