import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'

/** What the server takes in behind its commands. */
const QUEUES = ['total_deltas', 'funnel_queue', 'cohorts_deltas', 'cohorts_queue', 'search_queue']
const LOOK_EVERY_MS = 2_000

/** Waits until nothing of the data set waits to be taken in: a new one keeps a server busy for minutes. @throws Error when it takes longer than `mostMs` */
export async function settled(raw: pg.Client, mostMs = 30 * 60_000): Promise<void> {
  const startedAt = performance.now()
  for (;;) {
    const { rows } = await raw.query<{ waits: boolean }>(
      `select ${QUEUES.map((queue) => `exists (select from ${queue})`).join(' or ')} as waits`,
    )
    if (!rows[0]?.waits) break
    if (performance.now() - startedAt > mostMs) throw new Error('the server does not come to an end with what waits')
    await sleep(LOOK_EVERY_MS)
  }
  const took = (performance.now() - startedAt) / 1000
  if (took > 1) console.log(`The server took in what waited in ${Math.round(took)} s`)
}
