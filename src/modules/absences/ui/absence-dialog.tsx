import { Button, Modal, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { day } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { Note } from '#web/kit/action-lines.tsx'
import { Choice, PersonPicker } from '#web/kit/choice.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { useViewer } from '#web/session.tsx'
import { absenceKinds } from '../contract.ts'
import { type Absence, type Board, useAbsencesTexts, useColleagues } from './use-absences.ts'

type Props = { opened: boolean; onClose: () => void; known: Absence | undefined; may: Board['may'] }

/** A new absence, for oneself or for those one may ask for, or a change of one that is there. */
export function AbsenceDialog({ opened, onClose, ...rest }: Props) {
  const texts = useAbsencesTexts().absences
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{rest.known ? rest.known.person.name : texts.ask}</strong>}
      size={520}
      transitionProps={{ duration: 100 }}
    >
      <AbsenceForm onClose={onClose} {...rest} />
    </Modal>
  )
}

const schema = z.object({
  personId: z.uuid(),
  kind: z.enum(absenceKinds),
  fromOn: day,
  toOn: day,
  substituteId: z.string().optional(),
  note: z.string().max(500).optional(),
})

function AbsenceForm({ onClose, known, may }: Omit<Props, 'opened'>) {
  const texts = useAbsencesTexts().absences
  const client = useQueryClient()
  const viewer = useViewer()
  const form = useForm({
    schema,
    initial: {
      personId: known?.person.id ?? (may.askForSelf ? viewer.id : ''),
      kind: known?.kind ?? 'leave',
      fromOn: known?.fromOn ?? viewer.today,
      toOn: known?.toOn ?? '',
      substituteId: known?.substitute?.id ?? '',
      note: known?.note ?? '',
    },
    version: known?.version,
    record: known && `absence:${known.id}`,
    submit: ({ personId, substituteId, note, ...values }, version) => {
      const sent = { ...values, substituteId: substituteId || null, note: note ?? null }
      return known ? api.absences.edit({ ...sent, id: known.id, version }) : api.absences.ask({ ...sent, personId })
    },
    refresh: () => client.invalidateQueries({ queryKey: ['absences'] }),
    onDone: (saved) => {
      void client.invalidateQueries({ queryKey: ['absences'] })
      say(saved.state === 'requested' && !known ? texts.asked : texts.saved)
      onClose()
    },
  })
  const whom = useColleagues([...(may.askForSelf ? [viewer.id] : []), ...may.askForPeople])
  const colleagues = useColleagues()
  const choice = (name: 'personId' | 'substituteId') => {
    const { value, error, onChange } = form.field(name)
    return { value: value || null, error, onChange: (next: string | null) => onChange(next ?? '') }
  }
  const isOwn = form.values.personId === viewer.id
  return (
    <Form
      form={form}
      guard={false}
      submitLabel={!known && isOwn && viewer.role !== 'owner' ? texts.send : texts.save}
      actions={
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
      }
    >
      {!known && whom.length > 1 && <PersonPicker label={texts.who} required options={whom} {...choice('personId')} />}
      <FieldRow>
        <TextInput type="date" label={texts.from} required {...form.text('fromOn')} />
        <TextInput type="date" label={texts.to} required {...form.text('toOn')} />
      </FieldRow>
      <FieldRow>
        <Choice
          label={texts.kind}
          options={absenceKinds.map((value) => ({ value, label: texts.kinds[value] }))}
          value={form.field('kind').value}
          onChange={(kind) => form.set('kind', kind ?? 'leave')}
        />
        <PersonPicker
          label={texts.substitute}
          placeholder={texts.nobody}
          clearable
          options={colleagues.filter(({ value }) => value !== form.values.personId)}
          {...choice('substituteId')}
        />
      </FieldRow>
      <TextInput label={texts.note} {...form.text('note')} />
      {!known && isOwn && viewer.role !== 'owner' && <Note>{texts.forSelf}</Note>}
    </Form>
  )
}
