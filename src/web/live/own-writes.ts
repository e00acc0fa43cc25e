/** Which writes this window makes itself: what comes back of them as news is known here already. */

const REMEMBERED_MS = 2_500

let running = 0
let lastAt = Number.NEGATIVE_INFINITY

/** Notes a request that changes something, from its beginning until a moment after its end. */
export async function noteWrite<Result>(work: () => Promise<Result>): Promise<Result> {
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    lastAt = performance.now()
  }
}

export function hasJustWritten(): boolean {
  return running > 0 || performance.now() - lastAt < REMEMBERED_MS
}
