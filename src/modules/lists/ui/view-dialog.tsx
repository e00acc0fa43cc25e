import { Modal, Select, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { z } from 'zod'
import { line } from '#core/http/contract.ts'
import { Form } from '#web/kit/form.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { type ListView, type Sharing, sharings } from '../contract.ts'
import { useListsTexts } from './use-lists-texts.ts'

const fields = z.object({ name: line(100).pipe(z.string().min(1)), shared: z.enum(sharings) })
type Fields = z.output<typeof fields>

type Props = {
  /** The view to change; absent: a new one. */
  view: ListView | undefined
  opened: boolean
  mayShare: readonly Sharing[]
  /** Under the choice of readers, where the usual words do not fit. */
  hint?: string
  /** What else is chosen here. */
  more?: ReactNode
  onClose: () => void
  onSave: (fields: Fields) => Promise<unknown>
}

/** Name of a view, and who sees it. */
export function ViewDialog({ opened, ...props }: Props) {
  const texts = useListsTexts().views
  return (
    <Modal
      opened={opened}
      onClose={props.onClose}
      title={<strong>{props.view ? texts.dialogEdit : texts.dialogNew}</strong>}
      size={440}
      transitionProps={{ duration: 100 }}
    >
      {opened && <ViewForm {...props} />}
    </Modal>
  )
}

function ViewForm({ view, mayShare, hint, more, onSave }: Omit<Props, 'opened'>) {
  const texts = useListsTexts().views
  const form = useForm({
    schema: fields,
    initial: { name: view?.name ?? '', shared: view?.shared ?? 'private' },
    submit: (values) => onSave(values),
  })
  const options = sharings.filter((one) => mayShare.includes(one) || one === view?.shared)
  const shared = form.field('shared')
  return (
    <Form form={form} submitLabel={texts.save} guard={false}>
      <TextInput
        label={texts.name}
        placeholder={texts.namePlaceholder}
        required
        data-autofocus
        {...form.text('name')}
      />
      {options.length > 1 && (
        <Select
          label={texts.shared}
          description={hint ?? texts.sharingHint}
          data={options.map((value) => ({ value, label: texts.sharings[value] }))}
          allowDeselect={false}
          value={shared.value}
          onChange={(value) => shared.onChange(value ?? 'private')}
        />
      )}
      {more}
    </Form>
  )
}
