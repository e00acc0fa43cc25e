import { TextInput } from '@mantine/core'
import { api } from '#web/api.ts'
import { Choice } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { newContact } from '../contract.ts'
import { companyOptions } from './company-choice.tsx'
import { LikelyDuplicates, useLikely } from './likely.tsx'
import { useClientsTexts } from './use-clients.ts'

const schema = newContact.pick({ fullName: true, jobTitle: true, companyId: true, phone: true, email: true })

type Props = { company?: { id: string; name: string }; onDone: (id: string) => void }

/** Adds a contact; who may be the same person is said while one types. */
export function NewContact({ company, onDone }: Props) {
  const { form: words, fields } = useClientsTexts()
  const form = useForm({
    schema,
    initial: { fullName: '', jobTitle: null, companyId: company?.id ?? null, phone: null, email: null },
    submit: (values) => api.clients.addContact(values),
    onDone: ({ id }) => onDone(id),
    fieldErrors: { fullName: words.noFullName },
    draftKey: `contact.new.${company?.id ?? ''}`,
  })
  const { fullName, phone, email } = form.values
  const found = useLikely({ name: fullName ?? '', phone: phone ?? '', email: email ?? '' }, ['contact'])
  return (
    <Form form={form} submitLabel={found.length > 0 ? words.createAnyway : words.create} guard={false}>
      <FieldRow>
        <TextInput label={fields['fullName']} required data-autofocus {...form.text('fullName')} />
        <TextInput label={fields['jobTitle']} {...form.text('jobTitle')} />
      </FieldRow>
      {!company && (
        <Choice
          label={fields['company']}
          clearable
          load={(text) => companyOptions(text)}
          loadKey={['clients', 'companies']}
          {...form.field('companyId')}
        />
      )}
      <FieldRow>
        <TextInput label={fields['phone']} inputMode="tel" {...form.text('phone')} />
        <TextInput label={fields['email']} inputMode="email" {...form.text('email')} />
      </FieldRow>
      <LikelyDuplicates found={found} />
    </Form>
  )
}
