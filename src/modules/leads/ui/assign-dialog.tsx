import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { PersonPicker } from '#web/kit/choice.tsx'
import { say } from '#web/kit/toast.tsx'
import css from './leads.module.css'
import { type LeadReference, useLeadReference, useLeadsTexts, useLeadWork } from './use-leads.ts'

type Props = { ids: readonly string[]; opened: boolean; onClose: () => void; onDone?: () => void }

/** To whom leads go: a person, with what he has in work, or whoever the rules say. */
export function AssignDialog({ ids, opened, onClose, onDone }: Props) {
  const texts = useLeadsTexts()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{texts.assignDialog.title(ids.length)}</strong>}
      size={440}
      transitionProps={{ duration: 100 }}
    >
      <AssignForm ids={ids} onClose={onClose} onDone={onDone} />
    </Modal>
  )
}

function AssignForm({ ids, onClose, onDone }: Pick<Props, 'ids' | 'onClose'> & { onDone: (() => void) | undefined }) {
  const texts = useLeadsTexts()
  const words = texts.assignDialog
  const work = useLeadWork()
  const { data } = useLeadReference()
  const [personId, setPersonId] = useState<string | null>(null)
  const assign = async (to: string | null) => {
    const done = await work(() => api.leads.assign({ ids: [...ids], personId: to }))
    if (!done) return
    say(done.waiting > 0 ? texts.said.waiting(done.waiting) : texts.said.assigned(done.assigned))
    onDone?.()
    onClose()
  }
  return (
    <div className={css.dialog}>
      <PersonPicker
        label={words.person}
        options={sellerOptions(data, texts.assignDialog)}
        value={personId}
        onChange={setPersonId}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={() => void assign(null)}>
          {words.byRules}
        </Button>
        <Button disabled={!personId} onClick={() => void assign(personId)}>
          {words.confirm}
        </Button>
      </div>
    </div>
  )
}

/** People who can be given a lead, those who are here and have least first. */
export function sellerOptions(
  reference: LeadReference | undefined,
  words: ReturnType<typeof useLeadsTexts>['assignDialog'],
) {
  const people = reference?.people ?? []
  return people
    .toSorted((a, b) => Number(b.present) - Number(a.present) || a.open - b.open)
    .map(({ id, name, present, instead, open }) => ({
      value: id,
      label: name,
      detail: present ? words.load(open) : instead ? words.awayFor(instead.name) : words.away,
    }))
}
