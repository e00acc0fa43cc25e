import { Button, Checkbox, Modal, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Choice } from '#web/kit/choice.tsx'
import { useBusy } from '#web/kit/use-busy.ts'
import css from './leads.module.css'
import { useLeadReference, useLeadsTexts } from './use-leads.ts'

type Reasoned = { reason: string; comment?: string }
type Props<Answer> = { opened: boolean; onCancel: () => void; onDone: (answer: Answer) => unknown }

/** Why a lead is given back, and to whom it goes. */
export function ReturnDialog({ opened, onCancel, onDone }: Props<Reasoned & { to: 'next' | 'head' }>) {
  const words = useLeadsTexts().returnDialog
  const { data } = useLeadReference()
  const [to, setTo] = useState<'next' | 'head'>('next')
  return (
    <ReasonDialog
      opened={opened}
      onCancel={onCancel}
      words={words}
      reasons={data?.returnReasons ?? []}
      onDone={(answer) => onDone({ ...answer, to })}
    >
      <SegmentedControl
        aria-label={words.to}
        fullWidth
        value={to}
        onChange={(value) => setTo(value)}
        data={[
          { value: 'next', label: words.next },
          { value: 'head', label: words.head },
        ]}
      />
    </ReasonDialog>
  )
}

/** Why a lead is no deal. */
export function RejectDialog({ opened, onCancel, onDone }: Props<Reasoned & { spam: boolean }>) {
  const words = useLeadsTexts().rejectDialog
  const { data } = useLeadReference()
  const [spam, setSpam] = useState(false)
  return (
    <ReasonDialog
      opened={opened}
      onCancel={onCancel}
      words={words}
      reasons={data?.rejectReasons ?? []}
      onDone={(answer) => onDone({ ...answer, spam })}
    >
      <Checkbox label={words.spam} checked={spam} onChange={(event) => setSpam(event.currentTarget.checked)} />
    </ReasonDialog>
  )
}

type FrameProps = Props<Reasoned> & {
  words: { title: string; reason: string; comment: string; confirm: string }
  reasons: readonly string[]
  children: React.ReactNode
}

function ReasonDialog({ opened, onCancel, ...rest }: FrameProps) {
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={<strong>{rest.words.title}</strong>}
      size={460}
      transitionProps={{ duration: 100 }}
    >
      <ReasonForm onCancel={onCancel} {...rest} />
    </Modal>
  )
}

function ReasonForm({ onCancel, onDone, words, reasons, children }: Omit<FrameProps, 'opened'>) {
  const texts = useLeadsTexts()
  const [reason, setReason] = useState<string | null>(null)
  const [comment, setComment] = useState('')
  const [isBusy, run] = useBusy()
  return (
    <form
      className={css.dialog}
      onSubmit={(event) => {
        event.preventDefault()
        if (reason) void run(() => onDone({ reason, ...(comment.trim() && { comment: comment.trim() }) }))
      }}
    >
      <Choice
        label={words.reason}
        required
        options={reasons.map((value) => ({ value, label: value }))}
        value={reason}
        onChange={setReason}
      />
      {children}
      <Textarea
        label={words.comment}
        value={comment}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <div className={css.buttons}>
        <Button variant="default" onClick={onCancel}>
          {texts.card.cancel}
        </Button>
        <Button type="submit" disabled={!reason} loading={isBusy}>
          {words.confirm}
        </Button>
      </div>
    </form>
  )
}
