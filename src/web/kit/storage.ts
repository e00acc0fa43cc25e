import { useState } from 'react'
import { storedText, storeText } from '../stored-text.ts'

/** A value remembered in this browser, under `mostik.<key>`; a broken or refused storage gives the initial value. */
export function useStored<T>(key: string, initial: T): [T, (value: T) => void] {
  const name = `mostik.${key}`
  const [value, setValue] = useState<T>(() => {
    const saved = storedText(name)
    try {
      return saved === null ? initial : (JSON.parse(saved) as T)
    } catch {
      return initial
    }
  })
  return [
    value,
    (next) => {
      setValue(next)
      storeText(name, JSON.stringify(next))
    },
  ]
}
