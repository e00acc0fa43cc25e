import type { Log } from '#core/log/log.ts'

/**
 * Does a portion of work again and again: every so many milliseconds until nothing is left. `work` gives how much it did; when it fails, the next
 * round takes it up. Gives the function that stops it, which waits for the portion that runs.
 */
export function every(
  ms: number,
  work: () => Promise<number>,
  { log, name }: { log: Log; name: string },
): () => Promise<void> {
  let stopping = false
  let running: Promise<void> = Promise.resolve()
  const round = async () => {
    try {
      while (!stopping && (await work()) > 0);
    } catch (error) {
      if (!stopping) log.warn({ err: error, work: name }, 'a round of background work failed; the next one takes it up')
    }
  }
  const timer = setInterval(() => {
    running = running.then(round)
  }, ms)
  timer.unref()
  return async () => {
    stopping = true
    clearInterval(timer)
    await running
  }
}
