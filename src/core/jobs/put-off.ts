import { setTimeout as sleep } from 'node:timers/promises'

const LOOK_EVERY_MS = 50

interface Patience {
  /** Whether people wait for answers (Gate.isBusy). */
  isBusy: () => boolean
  /** How long at most, in milliseconds. */
  mostMs: number
  signal: AbortSignal
}

/** Waits until people wait for nothing, for what is not urgent; ends at once when it is aborted. Gives how many milliseconds it took. */
export async function putOff({ isBusy, mostMs, signal }: Patience): Promise<number> {
  const from = performance.now()
  while (isBusy() && performance.now() - from < mostMs && !signal.aborted)
    await sleep(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {})
  return performance.now() - from
}
