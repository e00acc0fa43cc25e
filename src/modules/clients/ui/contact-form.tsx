import { TextInput } from '@mantine/core'
import { api } from '#web/api.ts'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { type Contact, contactFields } from '../contract.ts'
import { useClientsTexts } from './use-clients.ts'

/** Adds a contact to a company, or changes the given one. */
export function ContactForm({
  companyId,
  contact,
  onDone,
}: {
  companyId: string
  contact: Contact | undefined
  onDone: () => void
}) {
  const { contacts: texts, companies } = useClientsTexts()
  const { fullName = '', jobTitle = null, phone = null, email = null } = contact ?? {}
  const form = useForm({
    schema: contactFields,
    initial: { fullName, jobTitle, phone, email },
    submit: (values) =>
      contact
        ? api.clients.editContact({ ...values, id: contact.id, version: contact.version })
        : api.clients.addContact({ ...values, companyId }),
    onDone,
  })
  return (
    <Form form={form} submitLabel={companies.save} guard={false}>
      <FieldRow>
        <TextInput label={texts.fullName} required {...form.text('fullName')} />
        <TextInput label={texts.jobTitle} {...form.text('jobTitle')} />
      </FieldRow>
      <FieldRow>
        <TextInput label={companies.phone} inputMode="tel" {...form.text('phone')} />
        <TextInput label={companies.email} inputMode="email" {...form.text('email')} />
      </FieldRow>
    </Form>
  )
}
