import { useEffect, useRef } from 'react'
import { belongsElsewhere, latinKey } from '../keys.ts'

type RowKeys = {
  count: number
  cursor: number
  setCursor: (index: number) => void
  open: (index: number) => void
  toggle: ((index: number) => void) | undefined
}

/** Moves the cursor by j/k and arrows; Enter opens, x selects, Home and End jump. Gives true when the key was ours. */
function handle(event: KeyboardEvent | React.KeyboardEvent, { count, cursor, setCursor, open, toggle }: RowKeys) {
  if (count === 0) return false
  const to = (index: number) => {
    setCursor(Math.max(0, Math.min(count - 1, index)))
    return true
  }
  switch (latinKey(event)) {
    case 'j':
    case 'ArrowDown':
      return to(cursor + 1)
    case 'k':
    case 'ArrowUp':
      return to(cursor - 1)
    case 'Home':
      return to(0)
    case 'End':
      return to(count - 1)
    case 'PageDown':
      return to(cursor + 15)
    case 'PageUp':
      return to(cursor - 15)
    case 'Enter':
      if (cursor < 0) return false
      open(cursor)
      return true
    case 'x':
      if (cursor < 0 || !toggle) return false
      toggle(cursor)
      return true
    default:
      return false
  }
}

/**
 * Keys of a list. The table that is the page's main one also listens to j, k, x and Enter when nothing has the focus.
 */
export function useRowKeys(keys: RowKeys, mainOfPage: boolean) {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!mainOfPage) return
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || belongsElsewhere(event)) return
      const somewhere = document.activeElement !== null && document.activeElement !== document.body
      const letter = ['j', 'k', 'x'].includes(latinKey(event))
      const enter = event.key === 'Enter' && !somewhere
      if ((letter || enter) && handle(event, latest.current)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [mainOfPage])

  return (event: React.KeyboardEvent) => {
    if (event.target !== event.currentTarget && belongsElsewhere(event)) return
    const onControl = (event.target as Element).closest('a, button') !== null
    if (onControl && (event.key === 'Enter' || event.key === ' ')) return
    if (handle(event, latest.current)) event.preventDefault()
  }
}
