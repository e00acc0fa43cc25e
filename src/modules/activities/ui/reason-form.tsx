import { Button, Textarea, UnstyledButton } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useErrorText } from '#web/kit/use-error-text.ts'
import css from './outcome.module.css'
import { useActivityTexts } from './use-activities.ts'

type Props = {
  label: string
  confirm: string
  usual: readonly string[]
  /** Without words it is done all the same. */
  optional?: boolean
  /** What stands above the reason is not whole yet. */
  disabled?: boolean
  children?: ReactNode
  onConfirm: (reason: string) => Promise<unknown>
  onBack: () => void
}

/** Asks why: of moving, of calling off. The usual reasons are one touch each. */
export function ReasonForm({
  label,
  confirm,
  usual,
  optional = false,
  disabled = false,
  children,
  onConfirm,
  onBack,
}: Props) {
  const texts = useActivityTexts()
  const errorText = useErrorText()
  const [reason, setReason] = useState('')
  const [sending, setSending] = useState(false)
  const [error, setError] = useState<string>()
  const send = async () => {
    if (!optional && reason.trim() === '') {
      setError(texts.reasons.empty)
      return
    }
    setSending(true)
    try {
      await onConfirm(reason.trim())
    } catch (thrown) {
      setError(errorText(thrown))
    } finally {
      setSending(false)
    }
  }
  return (
    <form
      className={css.outcome}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      {children}
      <Reasons label={label} usual={usual} value={reason} onChange={setReason} />
      <Textarea
        aria-label={label}
        placeholder={texts.reasons.own}
        autosize
        minRows={2}
        maxLength={500}
        value={reason}
        error={error}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={css.buttons}>
        <Button type="submit" loading={sending} disabled={disabled}>
          {confirm}
        </Button>
        <Button variant="default" onClick={onBack}>
          {texts.back}
        </Button>
      </div>
    </form>
  )
}

/** Reasons that are given most, one touch each. */
export function Reasons({
  label,
  usual,
  value,
  onChange,
}: {
  label: string
  usual: readonly string[]
  value: string
  onChange: (reason: string) => void
}) {
  return (
    <div className={css.block}>
      <h3>{label}</h3>
      <div className={css.chips}>
        {usual.map((word) => (
          <UnstyledButton
            key={word}
            className={css.chip}
            aria-pressed={value === word}
            onClick={() => onChange(value === word ? '' : word)}
          >
            {word}
          </UnstyledButton>
        ))}
      </div>
    </div>
  )
}
