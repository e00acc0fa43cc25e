import { setTimeout as sleep } from 'node:timers/promises'

/** What the database undoes of its own accord because transactions met: a deadlock, and an order that could not be kept. */
const UNDONE = new Set(['40P01', '40001'])
const TIMES = 4
const LONGEST_PAUSE_MS = 50

/** Whether the database has undone a transaction only because it met others: nothing of it is kept, and done once more it may well succeed. */
export function metOthers(error: unknown): boolean {
  return error instanceof Error && 'code' in error && UNDONE.has(String(error.code))
}

/**
 * Does a transaction anew while the database undoes it because it met others, a few times at most. The work is run from its beginning: it may have no
 * effect but in its transaction. @throws what the work throws
 */
export async function despiteOthers<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let time = 1; ; time += 1) {
    try {
      return await transaction()
    } catch (error) {
      if (!metOthers(error) || time === TIMES) throw error
      // Of two who have met one goes first.
      await sleep(Math.random() * LONGEST_PAUSE_MS * time)
    }
  }
}
