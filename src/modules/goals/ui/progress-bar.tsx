import { useFormat } from '#web/i18n/use-format.tsx'
import css from './goals.module.css'

/** Part of the way, with a mark where an even pace would be. */
export function ProgressBar({
  progress,
  expected,
  isBehind,
}: {
  progress: number
  expected: number | null
  isBehind: boolean
}) {
  const format = useFormat()
  const part = (share: number) => `${Math.max(0, Math.min(100, share * 100))}%`
  return (
    <span className={css.progress} data-behind={isBehind || undefined}>
      <b>{format.share(progress, { digits: 0 })}</b>
      <span className={css.track} aria-hidden>
        <i style={{ width: part(progress) }} />
        {expected !== null && <u style={{ left: part(expected) }} />}
      </span>
    </span>
  )
}
