import { setImmediate as turn } from 'node:timers/promises'
import type { Tx } from '#core/db/gate.ts'
import { RowGroups } from '../calc/group-rows.ts'
import { hasTarget } from '../calc/mapping.ts'
import { type DealDraft, dealReader } from '../calc/read-deal.ts'
import { columnsToRead } from '../calc/row-values.ts'
import { DealRun } from './deal-run.ts'
import type { FileToPass, Passage } from './passage.ts'
import type { RunSettings } from './run-settings.ts'

/** Deals a statement: enough to be quick, few enough that other requests get their turn in between (figures of 500…4,000 differ by 4 %). */
const AT_ONCE = 1_000
const IN_FLIGHT = 3
/** Rows read without a pause: the connection takes a part of a statement at a time, and the database must not wait for the next one. */
const READ_AT_ONCE = 250

export async function dealPassage(tx: Tx, settings: RunSettings, { file, repeats }: FileToPass): Promise<Passage> {
  const { mapping, zone } = settings
  const read = dealReader(mapping, columnsToRead(file), zone)
  const groups = new RowGroups(mapping.repeated, repeats, hasTarget(mapping, 'externalId'))
  const run = await DealRun.open(tx, settings)
  let waiting: DealDraft[] = []
  let rows = 0
  // Statements wait for each other on the connection. So that the database always has one: while it writes a batch, the next one is planned, and what is
  // to be known of the one after it has been asked for before that.
  const running: Promise<void>[] = []
  let ahead: { batch: ReturnType<DealRun['lookUp']>; rows: number } | null = null
  let lastAsked: Promise<unknown> | null = null
  const takeAhead = async () => {
    if (!ahead) return
    const { batch, rows: of } = ahead
    if (running.length >= IN_FLIGHT) await running.shift()
    const taken = run.take(await batch, of)
    ahead = null
    // Whoever awaits it gets the error; until then nobody looks.
    taken.catch(() => {})
    running.push(taken)
  }
  const flush = async (most: number) => {
    while (waiting.length > most) {
      const batch = run.lookUp(waiting.slice(0, AT_ONCE))
      batch.catch(() => {})
      lastAsked = batch
      waiting = waiting.slice(AT_ONCE)
      const next = { batch, rows }
      rows = 0
      await takeAhead()
      ahead = next
    }
  }
  return {
    async take(batch) {
      for (let at = 0; at < batch.length; at += READ_AT_ONCE) {
        const some = batch.slice(at, at + READ_AT_ONCE)
        rows += some.length
        waiting.push(...groups.take(some.map(read)))
        await turn()
        await flush(AT_ONCE)
      }
    },
    async end() {
      waiting.push(...groups.end())
      await flush(0)
      await takeAhead()
      await Promise.all(running)
      if (rows > 0) await run.take(await run.lookUp([]), rows)
      await run.end()
    },
    async settle() {
      await Promise.allSettled([...running, ahead?.batch, lastAsked])
    },
    result: () => run.result(),
    made: () => run.made(),
    get needsRebuild() {
      return run.needsRebuild
    },
  }
}
