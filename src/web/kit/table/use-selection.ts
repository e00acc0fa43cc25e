import { useRef } from 'react'
import type { Selection } from './data-table.tsx'

/** Choosing rows: one by one, and all between two. `keys` are those of the rows at hand, in their order. */
export function useSelection(selection: Selection | undefined, keys: readonly string[]) {
  const anchor = useRef<string>(undefined)
  if (!selection) return undefined
  const toggle = (key: string) => {
    const next = new Set(selection.keys)
    if (!next.delete(key)) next.add(key)
    anchor.current = key
    selection.change(next)
  }
  const selectTo = (key: string) => {
    const from = keys.indexOf(anchor.current ?? key)
    const to = keys.indexOf(key)
    if (from < 0 || to < 0) return toggle(key)
    const between = keys.slice(Math.min(from, to), Math.max(from, to) + 1)
    anchor.current ??= key
    selection.change(new Set([...selection.keys, ...between]))
  }
  const isAll = keys.length > 0 && keys.every((key) => selection.keys.has(key))
  return {
    toggle,
    selectTo,
    all: {
      checked: isAll,
      some: selection.keys.size > 0,
      toggle: () => selection.change(new Set(isAll ? [] : keys)),
    },
    clear(): boolean {
      if (selection.keys.size === 0) return false
      selection.change(new Set())
      return true
    },
  }
}
