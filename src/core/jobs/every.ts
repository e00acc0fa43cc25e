import type { Log } from '#core/log/log.ts'

/** The golden section spreads any number of works evenly. */
const APART = (Math.sqrt(5) - 1) / 2
let works = 0

/**
 * Does a portion of work again and again: every so many milliseconds until nothing is left. `work` gives how much it did; when it fails, the next
 * round takes it up. `portion`: less than this done means that nothing worth a portion is left; what came meanwhile waits for the next round and is
 * done together. Works of the same pace take turns, each begins at another part of it: all at once they would be felt by whoever works meanwhile. Gives the
 * function that stops it, which waits for the portion that runs.
 */
export function every(
  ms: number,
  work: () => Promise<number>,
  { log, name, portion = 1 }: { log: Log; name: string; portion?: number },
): () => Promise<void> {
  let stopping = false
  let running: Promise<void> = Promise.resolve()
  const round = async () => {
    try {
      while (!stopping && (await work()) >= portion);
    } catch (error) {
      if (!stopping) log.warn({ err: error, work: name }, 'a round of background work failed; the next one takes it up')
    }
  }
  const tick = () => {
    running = running.then(round)
  }
  const first = ms * (1 - ((works++ * APART) % 1))
  let timer = setTimeout(() => {
    tick()
    timer = setInterval(tick, ms).unref()
  }, first).unref()
  return async () => {
    stopping = true
    clearTimeout(timer)
    await running
  }
}
