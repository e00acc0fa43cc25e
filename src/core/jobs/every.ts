import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '#core/log/log.ts'
import { putOff } from './put-off.ts'

/** The golden section spreads any number of works evenly. */
const APART = (Math.sqrt(5) - 1) / 2
let works = 0

/** After a portion a work rests so many times as long as the portion took: it has a fifth of one core at most, and people who work meanwhile the rest. */
const REST = 4
/** Whoever does not get done falls behind: the rests become shorter, down to this, while a round lasts so long. */
const LEAST_REST = 0.25
/** A portion that had to wait for a connection has taken longer than it worked: it is not to wait for seconds on top of it. */
const LONGEST_REST_MS = 250
const HURRY_AFTER_MS = 5_000
const HURRIES_AT_MS = 30_000

/** So long a round is put off while many people wait for answers: what comes together meanwhile is done at once, and readers add it up until then. */
const PUT_OFF_MS = 10_000

/**
 * How long a work rests after a portion that took `tookMs`, in a round that has lasted `lastedMs` by then. A burst is taken in gently; what comes faster
 * than that, or is as much as an import leaves, gets four fifths of a core half a minute later.
 */
export function restAfter(tookMs: number, lastedMs: number): number {
  const late = Math.min(Math.max((lastedMs - HURRY_AFTER_MS) / (HURRIES_AT_MS - HURRY_AFTER_MS), 0), 1)
  return Math.min(tookMs * (REST - (REST - LEAST_REST) * late), LONGEST_REST_MS)
}

interface Work {
  log: Log
  name: string
  portion?: number
  isBusy?: () => boolean
  putOffMs?: number
}

/**
 * Does a portion of work again and again: every so many milliseconds until nothing is left, with a rest after each portion in proportion to what it took
 * (restAfter). `work` gives how much it did; when it fails, the next round takes it up. `portion`: less than this done means that nothing worth a portion is
 * left; what came meanwhile waits for the next round and is done together. `isBusy`: whether people wait for answers; then a round
 * is put off, `putOffMs` in all at most. Works of the same pace take turns, each begins at another part of it: all at once they would be felt by whoever
 * works meanwhile. Gives the function that stops it, which waits for the portion that runs.
 */
export function every(
  ms: number,
  work: () => Promise<number>,
  { log, name, portion = 1, isBusy = () => false, putOffMs = PUT_OFF_MS }: Work,
): () => Promise<void> {
  const stopping = new AbortController()
  const { signal } = stopping
  const pause = (forMs: number) => sleep(forMs, undefined, { signal, ref: false }).catch(() => {})
  const round = async () => {
    let waited = await putOff({ isBusy, mostMs: putOffMs, signal })
    const startedAt = performance.now()
    let isLeft = true
    while (isLeft && !signal.aborted) {
      const began = performance.now()
      isLeft = (await work()) >= portion
      const ended = performance.now()
      if (!isLeft) return
      await pause(restAfter(ended - began, ended - startedAt))
      waited += await putOff({ isBusy, mostMs: putOffMs - waited, signal })
    }
  }
  const firstAt = performance.now() + ms * (1 - ((works++ * APART) % 1))
  const run = async () => {
    for (let next = firstAt; !signal.aborted; next = nextOf(firstAt, ms)) {
      await pause(Math.max(next - performance.now(), 0))
      if (signal.aborted) return
      try {
        await round()
      } catch (error) {
        if (!signal.aborted)
          log.warn({ err: error, work: name }, 'a round of background work failed; the next one takes it up')
      }
    }
  }
  const running = run()
  return async () => {
    stopping.abort()
    await running
  }
}

/** The next moment of a work's own pace: a round that took longer misses its turns. */
function nextOf(firstAt: number, ms: number): number {
  const now = performance.now()
  return firstAt + Math.ceil((now - firstAt) / ms) * ms
}
