import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

const listeners = new Set<() => void>()
/** Since when, milliseconds; absent: nothing is printed now. */
let printedAt: number | undefined

/** Told in the capture phase: what is drawn anew for the paper is there before others measure it. */
function begin(): void {
  const put = (next: boolean) => () => {
    printedAt = next ? (printedAt ?? Date.now()) : undefined
    // The browser takes the page as it stands when the event is over.
    flushSync(() => {
      for (const tell of listeners) tell()
    })
  }
  window.addEventListener('beforeprint', put(true), { capture: true })
  window.addEventListener('afterprint', put(false), { capture: true })
  // A browser that shows the page as paper, without printing it, says so by the medium alone.
  window.matchMedia('print').addEventListener('change', ({ matches }) => put(matches)())
}

if (typeof window !== 'undefined') begin()

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

/** The same outside of React: for what is drawn anew in the middle of the event. */
export function isPrinting(): boolean {
  return printedAt !== undefined
}

/** True while the page goes to the printer: long tables are drawn whole, charts in the light theme. */
export function usePrinting(): boolean {
  return usePrintedAt() !== undefined
}

/** The moment at which the page has gone to the printer, milliseconds; undefined on the screen. */
export function usePrintedAt(): number | undefined {
  return useSyncExternalStore(subscribe, () => printedAt)
}
