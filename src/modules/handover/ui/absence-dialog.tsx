import { Button, Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { day } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import { substitutionReasons } from '../contract.ts'
import { type Substitution, useHandoverTexts, usePeople, useReceivers } from './use-handover.ts'

type Props = {
  opened: boolean
  onClose: () => void
  /** Whose absence; a choice when it is not known. */
  absentId?: string
  /** One that is there, to change it. */
  known?: Substitution | undefined
}

/** Who is away from when until when, and who stands in. */
export function AbsenceDialog({ opened, onClose, ...rest }: Props) {
  const words = useHandoverTexts().absence
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{words.title}</strong>}
      size={520}
      transitionProps={{ duration: 100 }}
    >
      <AbsenceForm onClose={onClose} {...rest} />
    </Modal>
  )
}

const schema = z.object({
  absentId: z.uuid(),
  startsOn: day,
  endsOn: day,
  reason: z.enum(substitutionReasons),
  substituteId: z.string().optional(),
  note: z.string().max(500).optional(),
})

function AbsenceForm({ onClose, absentId, known }: Omit<Props, 'opened'>) {
  const texts = useHandoverTexts()
  const words = texts.absence
  const client = useQueryClient()
  const { today } = useViewer()
  const form = useForm({
    schema,
    initial: {
      absentId: known?.absent.id ?? absentId ?? '',
      startsOn: known?.startsOn ?? today,
      endsOn: known?.endsOn ?? '',
      reason: known?.reason ?? 'leave',
      substituteId: known?.substitute?.id ?? '',
      note: known?.note ?? '',
    },
    version: known?.version,
    record: known && `substitution:${known.id}`,
    submit: ({ substituteId, note, absentId: who, ...values }, version) => {
      const sent = { ...values, substituteId: substituteId ?? null, note: note ?? null }
      return known
        ? api.handover.editSubstitution({ ...sent, id: known.id, version })
        : api.handover.addSubstitution({ ...sent, absentId: who })
    },
    refresh: () => client.invalidateQueries({ queryKey: ['handover'] }),
    onDone: () => {
      void client.invalidateQueries({ queryKey: ['handover'] })
      say(words.saved)
      onClose()
    },
  })
  const people = usePeople()
  const receivers = useReceivers(String(form.values.absentId ?? ''))
  const choice = (name: 'absentId' | 'substituteId') => {
    const { value, error, onChange } = form.field(name)
    return { value: value || null, error, onChange: (next: string | null) => onChange(next ?? '') }
  }
  return (
    <Form
      form={form}
      guard={false}
      submitLabel={words.save}
      actions={
        <Button variant="default" onClick={onClose}>
          {words.cancel}
        </Button>
      }
    >
      {!absentId && !known && <PersonPicker label={words.who} required options={people} {...choice('absentId')} />}
      <FieldRow>
        <TextInput type="date" label={words.from} required {...form.text('startsOn')} />
        <TextInput type="date" label={words.to} required {...form.text('endsOn')} />
      </FieldRow>
      <FieldRow>
        <Choice
          label={words.reason}
          options={substitutionReasons.map((value) => ({ value, label: words.reasons[value] }))}
          value={form.field('reason').value}
          onChange={(reason) => form.set('reason', reason ?? 'leave')}
        />
        <PersonPicker
          label={words.instead}
          placeholder={words.nobody}
          clearable
          options={receivers}
          {...choice('substituteId')}
        />
      </FieldRow>
      <TextInput label={words.note} {...form.text('note')} />
    </Form>
  )
}
