import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { LikelyDuplicates, useLikely } from '#modules/clients/ui/api.tsx'
import { newLead } from '../contract.ts'
import { sellerOptions } from './assign-dialog.tsx'
import { useLeadReference, useLeadsTexts } from './use-leads.ts'

type Props = { opened: boolean; onClose: () => void; onMade: (id: string) => void }

/** A lead written down by hand: a call that came in, a card from an exhibition. */
export function NewLead({ opened, onClose, onMade }: Props) {
  const texts = useLeadsTexts()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{texts.form.title}</strong>}
      size={560}
      transitionProps={{ duration: 100 }}
    >
      <NewLeadForm onClose={onClose} onMade={onMade} />
    </Modal>
  )
}

function NewLeadForm({ onClose, onMade }: Omit<Props, 'opened'>) {
  const texts = useLeadsTexts()
  const words = texts.form
  const client = useQueryClient()
  const { kept } = useKitTexts()
  const { data } = useLeadReference()
  const form = useForm({
    schema: newLead,
    initial: {
      name: '',
      companyName: '',
      phone: '',
      email: '',
      text: '',
      region: '',
      product: '',
      sourceId: '',
      ownerId: '',
    },
    submit: (values) => {
      const name = values.companyName || values.name || values.phone || values.email || ''
      return api.leads.add(values, {
        context: { keep: { title: words.keeping(name), record: 'leads', page: '/leads', stamp: 'receivedAt' } },
      })
    },
    onDone: ({ id, owner }) => {
      void client.invalidateQueries({ queryKey: ['leads'] })
      form.reset()
      say(texts.said.added(owner?.name ?? null))
      onMade(id)
    },
    onKept: () => {
      form.reset()
      say(kept)
      onClose()
    },
    draftKey: 'lead.new',
  })
  const choice = (name: 'sourceId' | 'ownerId') => {
    const { value, error, onChange } = form.field(name)
    return { value: value || null, error, onChange: (next: string | null) => onChange(next ?? '') }
  }
  const { values } = form
  const typed = {
    name: values.companyName || values.name || '',
    phone: values.phone ?? '',
    email: values.email ?? '',
  }
  const found = useLikely(typed, ['company', 'contact'])
  return (
    <Form
      form={form}
      submitLabel={words.add}
      guard={false}
      actions={
        <Button variant="default" onClick={onClose}>
          {texts.card.cancel}
        </Button>
      }
    >
      <FieldRow>
        <TextInput label={words.name} data-autofocus {...form.text('name')} />
        <TextInput label={words.company} {...form.text('companyName')} />
      </FieldRow>
      <FieldRow>
        <TextInput label={words.phone} type="tel" {...form.text('phone')} />
        <TextInput label={words.email} type="email" {...form.text('email')} />
      </FieldRow>
      <LikelyDuplicates found={found} />
      <Textarea label={words.text} autosize minRows={2} maxRows={8} {...form.text('text')} />
      <FieldRow>
        <TextInput label={words.product} {...form.text('product')} />
        <TextInput label={words.region} {...form.text('region')} />
      </FieldRow>
      <FieldRow>
        <Choice
          label={words.source}
          options={(data?.sources ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          clearable
          {...choice('sourceId')}
        />
        {data?.may.assign && (
          <PersonPicker
            label={words.owner}
            placeholder={words.ownerAuto}
            options={sellerOptions(data, texts.assignDialog)}
            clearable
            {...choice('ownerId')}
          />
        )}
      </FieldRow>
    </Form>
  )
}
