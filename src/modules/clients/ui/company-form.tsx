import { TextInput } from '@mantine/core'
import { api } from '#web/api.ts'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { type CompanyCard, companyFields } from '../contract.ts'
import { useClientsTexts } from './use-clients.ts'

const blank = { name: '', inn: null, phone: null, email: null, industry: null, region: null }

/** Adds a company, or changes the given one. */
export function CompanyForm({ company, onDone }: { company?: CompanyCard; onDone: (id: string) => void }) {
  const { companies: texts } = useClientsTexts()
  const form = useForm({
    schema: companyFields,
    initial: company ? pick(company) : blank,
    submit: (values) =>
      company
        ? api.clients.editCompany({ ...values, id: company.id, version: company.version })
        : api.clients.addCompany(values),
    onDone: ({ id }) => onDone(id),
  })
  return (
    <Form form={form} submitLabel={texts.save} guard={false}>
      <TextInput label={texts.name} required {...form.text('name')} />
      <FieldRow>
        <TextInput label={texts.inn} inputMode="numeric" {...form.text('inn')} />
        <TextInput label={texts.region} {...form.text('region')} />
      </FieldRow>
      <TextInput label={texts.industry} {...form.text('industry')} />
      <FieldRow>
        <TextInput label={texts.phone} inputMode="tel" {...form.text('phone')} />
        <TextInput label={texts.email} inputMode="email" {...form.text('email')} />
      </FieldRow>
    </Form>
  )
}

function pick({ name, inn, phone, email, industry, region }: CompanyCard) {
  return { name, inn, phone, email, industry, region }
}
