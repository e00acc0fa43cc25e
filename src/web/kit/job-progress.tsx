import { Button, Progress } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import css from './job-progress.module.css'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  title: string
  done: number
  /** Absent while it is not known. */
  total?: number | null | undefined
  secondsLeft?: number | null | undefined
  /** What is being done now. */
  step?: ReactNode
  onCancel?: (() => void | Promise<unknown>) | undefined
}

/** Long work: how much is done, how long it will take, a way to stop, and the promise that the page may be left. */
export function JobProgress({ title, done, total, secondsLeft, step, onCancel }: Props) {
  const texts = useKitTexts()
  const format = useFormat()
  const [stopping, setStopping] = useState(false)
  const percent = total ? Math.min(100, (done / total) * 100) : 100
  const stop = async () => {
    setStopping(true)
    try {
      await onCancel?.()
    } finally {
      setStopping(false)
    }
  }
  return (
    <div className={css.job}>
      <div className={css.head}>
        <strong>{title}</strong>
        {onCancel && (
          <Button variant="default" size="compact-sm" disabled={stopping} onClick={() => void stop()}>
            {stopping ? texts.job.cancelling : texts.job.cancel}
          </Button>
        )}
      </div>
      <Progress value={percent} size={8} radius={2} animated={!total} striped={!total} aria-label={title} />
      <div className={css.foot} role="status">
        <span>{total ? texts.job.of(format.number(done), format.number(total)) : format.number(done)}</span>
        {step && <span>{step}</span>}
        {secondsLeft != null && secondsLeft > 0 && <span>{texts.job.left(format.duration(secondsLeft))}</span>}
        <span>{texts.job.canLeave}</span>
      </div>
    </div>
  )
}
