import { Button, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { ButtonRow } from '#web/kit/action-lines.tsx'
import { useBusy } from '#web/kit/use-busy.ts'
import { useWork } from '#web/kit/use-work.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { say } from '#web/kit/toast.tsx'
import { type Absence, useAbsencesTexts } from './use-absences.ts'

/** Why an absence is declined: the person reads it. */
export function DeclineDialog({ known, onClose }: { known: Absence | undefined; onClose: () => void }) {
  const texts = useAbsencesTexts().absences
  const work = useWork('absences')
  const [note, setNote] = useState('')
  const [isBusy, run] = useBusy()
  const decline = async () => {
    if (!known) return
    const { id, version } = known
    const done = await work(() =>
      sendInTurn(`absence:${id}`, version, (present) =>
        api.absences.decide({ id, version: present, approve: false, note }),
      ),
    )
    if (!done) return
    say(texts.decided)
    setNote('')
    onClose()
  }
  return (
    <Modal
      opened={known !== undefined}
      onClose={onClose}
      title={<strong>{texts.declineTitle(known?.person.name ?? '')}</strong>}
      transitionProps={{ duration: 100 }}
    >
      <Textarea
        label={texts.reason}
        data-autofocus
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <ButtonRow below>
        <Button loading={isBusy} onClick={() => void run(decline)}>
          {texts.decline}
        </Button>
        <Button variant="default" onClick={onClose}>
          {texts.cancel}
        </Button>
      </ButtonRow>
    </Modal>
  )
}
