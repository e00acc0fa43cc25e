import type { Log } from '#core/log/log.ts'

/**
 * Does a portion of work again and again: every so many milliseconds until nothing is left. `work` gives how much it did; when it fails, the next
 * round takes it up. `portion`: less than this done means that nothing worth a portion is left; what came meanwhile waits for the next round and is
 * done together. Gives the function that stops it, which waits for the portion that runs.
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
