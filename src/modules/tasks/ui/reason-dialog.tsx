import { Button, Modal, Textarea, UnstyledButton } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import css from './tasks.module.css'
import { useTasksTexts } from './use-tasks.ts'

type Props = {
  opened: boolean
  title: string
  text: ReactNode
  label: string
  confirm: string
  /** Reasons that are given most, one touch each. */
  usual?: readonly string[]
  /** What else is asked, below the reason. */
  children?: ReactNode
  onCancel: () => void
  /** Stays open until it is settled. */
  onConfirm: (reason: string) => Promise<unknown>
}

/** Asks why: of a refusal, of a date put off. */
export function ReasonDialog({ opened, title, onCancel, ...rest }: Props) {
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={<strong>{title}</strong>}
      size={440}
      transitionProps={{ duration: 100 }}
    >
      {opened && <ReasonForm onCancel={onCancel} {...rest} />}
    </Modal>
  )
}

function ReasonForm({
  text,
  label,
  confirm,
  usual = [],
  children,
  onCancel,
  onConfirm,
}: Omit<Props, 'opened' | 'title'>) {
  const texts = useTasksTexts()
  const [reason, setReason] = useState('')
  const [sending, setSending] = useState(false)
  const send = async () => {
    if (reason.trim() === '') return
    setSending(true)
    try {
      await onConfirm(reason.trim())
    } finally {
      setSending(false)
    }
  }
  return (
    <form
      noValidate
      className={css.dialog}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p className={css.quiet}>{text}</p>
      <Textarea
        label={label}
        required
        data-autofocus
        value={reason}
        maxLength={1000}
        autosize
        minRows={2}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {usual.length > 0 && (
        <div className={css.usual}>
          {usual.map((word) => (
            <UnstyledButton key={word} className={css.chip} onClick={() => setReason(word)}>
              {word}
            </UnstyledButton>
          ))}
        </div>
      )}
      {children}
      <div className={css.buttons}>
        <Button variant="default" onClick={onCancel}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={sending} disabled={reason.trim() === ''}>
          {confirm}
        </Button>
      </div>
    </form>
  )
}
