import { useEffect, useRef } from 'react'
import { belongsElsewhere, latinKey } from '../keys.ts'

type RowKeys = {
  count: number
  cursor: number
  setCursor: (index: number) => void
  open: (index: number) => void
  toggle: ((index: number) => void) | undefined
  /** Selects all rows between the last selected one and this one. */
  selectTo: ((index: number) => void) | undefined
  /** To the next cell of the row; gives false when the table has none that keys go to. */
  stepCell: (step: -1 | 1) => boolean
  /** Edits the cell that keys are at; gives false when nothing can be edited there. */
  edit: (index: number) => boolean
  /** Lets go of the cell, then of the selection; gives false when there is neither. */
  escape: () => boolean
}

/** Moves the cursor by j/k and arrows, with Shift selecting on the way; Enter opens, x selects, e edits, Home and End jump. Gives true when the key was ours. */
function handle(event: KeyboardEvent | React.KeyboardEvent, keys: RowKeys): boolean {
  const { count, cursor, setCursor, open, toggle, selectTo } = keys
  if (count === 0) return false
  const to = (index: number) => {
    const place = Math.max(0, Math.min(count - 1, index))
    setCursor(place)
    if (event.shiftKey) selectTo?.(place)
    return true
  }
  switch (latinKey(event)) {
    case 'j':
    case 'J':
    case 'ArrowDown':
      return to(cursor + 1)
    case 'k':
    case 'K':
    case 'ArrowUp':
      return to(cursor - 1)
    case 'ArrowLeft':
      return cursor >= 0 && keys.stepCell(-1)
    case 'ArrowRight':
      return cursor >= 0 && keys.stepCell(1)
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
    case 'X':
      if (cursor < 0 || !selectTo) return false
      selectTo(cursor)
      return true
    case 'e':
    case 'F2':
      return cursor >= 0 && keys.edit(cursor)
    case 'Escape':
      return keys.escape()
    default:
      return false
  }
}

const LETTERS = new Set(['j', 'k', 'x', 'J', 'K', 'X', 'e'])

/**
 * Keys of a list. The table that is the page's main one also listens to its letters and Enter when nothing has the focus.
 */
export function useRowKeys(keys: RowKeys, mainOfPage: boolean) {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    if (!mainOfPage) return
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || belongsElsewhere(event)) return
      const somewhere = document.activeElement !== null && document.activeElement !== document.body
      const letter = LETTERS.has(latinKey(event))
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
    if ((event.target as Element).closest('thead') && /^Arrow|^[A-Za-z]$/.test(event.key)) return
    if (handle(event, latest.current)) event.preventDefault()
  }
}
