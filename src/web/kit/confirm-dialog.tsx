import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './confirm-dialog.module.css'
import { useBusy } from './use-busy.ts'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  opened: boolean
  title: string
  /** What will happen, with names and counts. */
  text: ReactNode
  /** The verb: «Удалить 12 сделок», not «ОК». */
  confirm: string
  cancel?: string
  danger?: boolean
  /** A promise keeps the dialog open until it is settled. */
  onConfirm: () => void | Promise<unknown>
  onCancel: () => void
}

/** For what cannot be undone; everything else is done at once and offers undo. */
export function ConfirmDialog({ opened, title, text, confirm, cancel, danger = false, onConfirm, onCancel }: Props) {
  const texts = useKitTexts()
  const [isBusy, run] = useBusy()
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      title={<strong>{title}</strong>}
      size={440}
      transitionProps={{ duration: 100 }}
    >
      <div className={css.text}>{text}</div>
      <div className={css.buttons}>
        <Button variant="default" onClick={onCancel} data-autofocus>
          {cancel ?? texts.cancel}
        </Button>
        <Button loading={isBusy} onClick={() => void run(onConfirm)} {...(danger && { color: 'red' })}>
          {confirm}
        </Button>
      </div>
    </Modal>
  )
}
