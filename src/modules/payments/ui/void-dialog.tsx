import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFocusBack } from '#web/kit/use-focus-back.ts'
import css from './payments.module.css'
import { usePaymentsTexts, useRefreshPayments } from './use-payments.ts'

/** A payment that was recorded by mistake leaves all sums; why, stays. */
export function VoidDialog({ id, onClose, onDone }: { id: string; onClose: () => void; onDone?: () => void }) {
  useFocusBack()
  const texts = usePaymentsTexts()
  const errorText = useErrorText()
  const refresh = useRefreshPayments()
  const [reason, setReason] = useState('')
  const send = useMutation({
    mutationFn: () => api.payments.voidPayment({ id, reason }),
    onSuccess: () => {
      refresh()
      say(texts.voidDone)
      onClose()
      onDone?.()
    },
  })
  return (
    <Modal opened onClose={onClose} title={texts.voidTitle}>
      <form
        className={css.panel}
        onSubmit={(event) => {
          event.preventDefault()
          send.mutate()
        }}
      >
        <p className={css.quiet}>{texts.voidText}</p>
        <TextInput
          label={texts.voidReason}
          required
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {send.error && (
          <p className={css.problem} role="alert">
            {errorText(send.error)}
          </p>
        )}
        <div className={css.buttons}>
          <Button type="submit" disabled={reason.trim() === ''} loading={send.isPending}>
            {texts.void}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
