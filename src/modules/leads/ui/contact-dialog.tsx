import { Button, Modal, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useBusy } from '#web/kit/use-busy.ts'
import type { contactChannels } from '../contract.ts'
import css from './leads.module.css'
import { useLeadsTexts } from './use-leads.ts'

type Channel = (typeof contactChannels)[number]
type Props = {
  opened: boolean
  /** The way that was just used: a click on the phone means a call. */
  channel: Channel
  onCancel: () => void
  onDone: (contact: { channel: Channel; comment?: string }) => unknown
}

/** How the client was contacted: two touches, a word if there is one to say. */
export function ContactDialog({ opened, onCancel, ...rest }: Props) {
  const texts = useLeadsTexts()
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={<strong>{texts.contactDialog.title}</strong>}
      size={460}
      transitionProps={{ duration: 100 }}
    >
      <ContactForm onCancel={onCancel} {...rest} />
    </Modal>
  )
}

function ContactForm({ channel: first, onCancel, onDone }: Omit<Props, 'opened'>) {
  const texts = useLeadsTexts()
  const words = texts.contactDialog
  const [channel, setChannel] = useState<Channel>(first)
  const [comment, setComment] = useState('')
  const [isBusy, run] = useBusy()
  return (
    <form
      className={css.dialog}
      onSubmit={(event) => {
        event.preventDefault()
        void run(() => onDone({ channel, ...(comment.trim() && { comment: comment.trim() }) }))
      }}
    >
      <SegmentedControl
        fullWidth
        aria-label={words.title}
        value={channel}
        onChange={(value) => setChannel(value as Channel)}
        data={Object.entries(words.channels).map(([value, label]) => ({ value, label }))}
      />
      <Textarea
        label={words.comment}
        placeholder={words.commentPlaceholder}
        data-autofocus
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
        <Button type="submit" loading={isBusy}>
          {words.confirm}
        </Button>
      </div>
    </form>
  )
}
