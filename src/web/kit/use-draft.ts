import { useRef, useState } from 'react'
import { draftOf, keepDraft } from './drafts.ts'

/**
 * What is being typed, kept in this browser under the name until it is sent: a reload or a closed dialog loses nothing.
 * Gives the value, a change of some of its fields, and how to forget it when it is sent: what was typed after `sent` stays.
 */
export function useDraft<Value extends object>(
  key: string,
  initial: Value,
): [Value, (change: Partial<Value>) => void, (sent?: Value) => void] {
  const [value, setValue] = useState(() => draftOf(key, initial))
  const latest = useRef(value)
  const show = (next: Value) => {
    latest.current = next
    setValue(next)
  }
  const change = (some: Partial<Value>) => {
    const next = { ...latest.current, ...some }
    show(next)
    keepDraft(key, next)
  }
  const forget = (sent = latest.current) => {
    if (sent !== latest.current) return
    show(initial)
    keepDraft(key, undefined)
  }
  return [value, change, forget]
}
