import { useEffect } from 'react'
import { belongsElsewhere, latinKey } from './keys.ts'

/** `n` makes a new one, unless the letter belongs to what is being typed. */
export function useNewKey(open: (() => void) | undefined): void {
  useEffect(() => {
    if (!open) return
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || belongsElsewhere(event) || latinKey(event) !== 'n') return
      event.preventDefault()
      open()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [open])
}
