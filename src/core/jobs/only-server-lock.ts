import pg from 'pg'
import type { Connection } from '#core/db/connection.ts'
import type { Log } from '#core/log/log.ts'

/** Any number that nobody else uses in this database. */
const LOCK = 7_265_114_009
const RETRY_MS = 3_000

export interface OnlyServerLock {
  release(): Promise<void>
}

/**
 * Waits in the background to be the only server of this database and then says so once. With one server that is at once;
 * beside a living one it is when that one has gone.
 */
export function holdOnlyServerLock(connection: Connection, log: Log, onHeld: () => Promise<void>): OnlyServerLock {
  const client = new pg.Client(connection)
  let released = false
  let timer: NodeJS.Timeout | undefined
  client.on('error', () => {})
  const attempts = attempt(true)
  return {
    async release() {
      released = true
      clearTimeout(timer)
      await attempts.catch(() => {})
      await client.end().catch(() => {})
    },
  }

  async function attempt(first: boolean): Promise<void> {
    try {
      if (first) await client.connect()
      if (released) return
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [LOCK])
      if (rows[0]?.held) await onHeld()
      else if (!released) timer = setTimeout(() => void attempt(false), RETRY_MS).unref()
    } catch (error) {
      if (!released) log.warn({ err: error }, 'jobs of a lost server will wait for their heartbeat')
    }
  }
}
