import { useEffect, useState } from 'react'
import { clockText } from '#core/calendar/clock-text.ts'
import css from './calendar.module.css'
import { useWallNow } from './use-activities.ts'

const MINUTE_MS = 60_000

/** Where the day has come to. */
export function NowLine({ pxPerMinute, withTime }: { pxPerMinute: number; withTime: boolean }) {
  const now = useWallNow()
  const [minutes, setMinutes] = useState(() => now().minutes)
  useEffect(() => {
    const timer = setInterval(() => setMinutes(now().minutes), MINUTE_MS)
    return () => clearInterval(timer)
  }, [now])
  return (
    <div className={css.now} style={{ top: minutes * pxPerMinute }} aria-hidden>
      {withTime && <span>{clockText(minutes)}</span>}
    </div>
  )
}
