import { useRef, useState } from 'react'

type Methods = Record<string, (...given: never[]) => unknown>

/**
 * The same object at each render whose methods do what the last render said: children may be memoised and still act on
 * what is true now. Takes an object of functions, always with the same names.
 */
export function useLatest<T extends Methods>(methods: T): T {
  const latest = useRef(methods)
  latest.current = methods
  const [stable] = useState(
    () =>
      Object.fromEntries(
        Object.keys(methods).map((name) => [name, (...given: never[]) => latest.current[name]?.(...given)]),
      ) as T,
  )
  return stable
}
