import { useEffect, useState } from 'react'
import { useLatest } from './use-latest.ts'

/** Does the work of the last drawing when the place is taken away, as when a page is left or a panel shut. */
export function useWhenGone(work: () => void): void {
  const latest = useLatest({ work })
  useEffect(() => () => latest.work(), [latest])
}

/**
 * The text of a field that is saved when it is left. It follows what is saved as long as nothing is being typed; what is typed when the field is taken
 * away is saved too. `save` is called with text that differs from what is saved.
 */
export function useFieldText(saved: string, save: (text: string) => void) {
  const [text, setText] = useState(saved)
  const [seen, setSeen] = useState(saved)
  const [isTyping, setTyping] = useState(false)
  if (seen !== saved) {
    setSeen(saved)
    if (!isTyping) setText(saved)
  }
  const leave = () => {
    if (!isTyping) return
    setTyping(false)
    if (text.trim() !== saved) save(text.trim())
  }
  useWhenGone(leave)
  return {
    text,
    write(next: string) {
      setTyping(true)
      setText(next)
    },
    leave,
    /** What is saved stands again. */
    restore() {
      setTyping(false)
      setText(saved)
    },
  }
}
