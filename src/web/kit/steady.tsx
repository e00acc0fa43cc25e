import { type ComponentType, memo, useRef } from 'react'

type Given = Record<string, unknown>

/**
 * The same part, drawn anew only when what it shows has changed: a heavy field of a form stands still while its neighbour is typed in.
 * Functions count for nothing and do what the last drawing gave; lists and plain records are compared by what they hold, all else by identity.
 */
export function steady<Props extends object>(Part: ComponentType<Props>): ComponentType<Props> {
  const Kept = memo(Part, holdSame) as unknown as ComponentType<Props>
  return function Steady(given: Props) {
    const latest = useRef(given as Given)
    latest.current = given as Given
    const stand = useRef<Given>({})
    const steadied = Object.fromEntries(
      Object.entries(given as Given).map(([name, value]) => [
        name,
        typeof value === 'function'
          ? (stand.current[name] ??= (...told: unknown[]) =>
              (latest.current[name] as ((...all: unknown[]) => unknown) | undefined)?.(...told))
          : value,
      ]),
    )
    return <Kept {...(steadied as Props)} />
  }
}

/** The value of an earlier drawing as long as the new one holds the same. */
export function useSame<Value>(value: Value): Value {
  const kept = useRef(value)
  if (!holdSame(kept.current, value)) kept.current = value
  return kept.current
}

/** True when two values hold the same: lists and plain records by their parts. */
export function holdSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((part, index) => holdSame(part, other[index]))
  }
  if (!isPlain(one) || !isPlain(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && holdSame(one[name], other[name]))
  )
}

/** Elements of React are records too, but of what is drawn: two of them are never taken for the same. */
function isPlain(value: unknown): value is Given {
  if (typeof value !== 'object' || value === null || '$$typeof' in value) return false
  const kind: unknown = Object.getPrototypeOf(value)
  return kind === Object.prototype || kind === null
}
