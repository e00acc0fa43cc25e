import { useSyncExternalStore } from 'react'

let isOpen = false
const listeners = new Set<() => void>()

function put(next: boolean): void {
  isOpen = next
  for (const tell of listeners) tell()
}

/** Begins the guided tour of a demo company; the shell shows it. Nothing is remembered, here or on the server. */
export const startTour = (): void => put(true)

export const stopTour = (): void => put(false)

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => void listeners.delete(tell)
}

export function useTourOpen(): boolean {
  return useSyncExternalStore(subscribe, () => isOpen)
}
