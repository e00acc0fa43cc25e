import { useState } from 'react'

/** A value remembered in this browser, under `mostik.<key>`; a broken or refused storage gives the initial value. */
export function useStored<T>(key: string, initial: T): [T, (value: T) => void] {
  const name = `mostik.${key}`
  const [value, setValue] = useState<T>(() => {
    try {
      const saved = localStorage.getItem(name)
      return saved === null ? initial : (JSON.parse(saved) as T)
    } catch {
      return initial
    }
  })
  return [
    value,
    (next) => {
      setValue(next)
      try {
        localStorage.setItem(name, JSON.stringify(next))
      } catch {
        // A full or forbidden storage only costs the memory of a preference.
      }
    },
  ]
}
