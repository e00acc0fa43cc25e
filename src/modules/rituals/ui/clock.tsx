import { useEffect, useState } from 'react'
import css from './rituals.module.css'
import { type Ritual, useRitualsTexts } from './use-rituals.ts'

const MINUTE = 60_000

/** How long the meeting runs; over its time it says so. */
export function Clock({ ritual }: { ritual: Ritual }) {
  const words = useRitualsTexts().page
  const [now, setNow] = useState(() => Date.now())
  const isRunning = ritual.state === 'running' && ritual.startedAt !== null
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isRunning])
  if (!isRunning || ritual.startedAt === null) return null
  const passed = Math.max(0, now - Date.parse(ritual.startedAt))
  const left = ritual.minutes * MINUTE - passed
  return (
    <span className={css.clock} role="timer" data-over={left < 0 || undefined}>
      {clockText(passed)} <small>{left < 0 ? words.over(clockText(-left)) : words.left(clockText(left))}</small>
    </span>
  )
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
