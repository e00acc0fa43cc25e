import { setImmediate as turn } from 'node:timers/promises'
import type { Tx } from '#core/db/gate.ts'
import { gatherStatisticsOfGrown } from '#modules/deals/api.ts'
import { RowGroups } from '../calc/group-rows.ts'
import { hasTarget } from '../calc/mapping.ts'
import { type DealDraft, dealReader } from '../calc/read-deal.ts'
import { columnsToRead } from '../calc/row-values.ts'
import { DealRun } from './deal-run.ts'
import type { FileToPass, Passage } from './passage.ts'
import type { RunSettings } from './run-settings.ts'

/**
 * Deals a statement. The connection holds 200 KB, some 450 deals: of a larger statement the database would wait for the rest, which this process hands on
 * only when it comes to it. So the next statement lies there whole while one is carried out, and other requests get their turn in between.
 */
const AT_ONCE = 400
const IN_FLIGHT = 6
const ASKED_AHEAD = 3
/** Statements between two looks at what the planner knows. */
const LOOK_EVERY = 16
/** Rows read without a pause. */
const READ_AT_ONCE = 200

export async function dealPassage(tx: Tx, settings: RunSettings, { file, repeats }: FileToPass): Promise<Passage> {
  const { mapping, zone } = settings
  const read = dealReader(mapping, columnsToRead(file), zone)
  const groups = new RowGroups(mapping.repeated, repeats, hasTarget(mapping, 'externalId'))
  const run = await DealRun.open(tx, settings)
  let waiting: DealDraft[] = []
  let rows = 0
  // Statements wait for each other on the connection. So that the database always has one: while it writes a batch, the next ones are planned, and what is
  // to be known of those after them has been asked for before that.
  const running: Promise<void>[] = []
  const asked: { batch: ReturnType<DealRun['lookUp']>; rows: number }[] = []
  let batches = 0
  const takeAsked = async (most: number) => {
    for (let next = asked[0]; next && asked.length > most; next = asked[0]) {
      if (running.length >= IN_FLIGHT) await running.shift()
      const taken = run.take(await next.batch, next.rows)
      asked.shift()
      if (settings.write && batches % LOOK_EVERY === 0) {
        // The planner looks at the first deals: what it has planned by then was for empty tables, and is kept. It looks again, for the database may look by itself,
        // and sees none of them.
        await taken
        await gatherStatisticsOfGrown(tx)
      }
      batches += 1
      // Whoever awaits it gets the error; until then nobody looks.
      taken.catch(() => {})
      running.push(taken)
    }
  }
  const flush = async (most: number) => {
    while (waiting.length > most) {
      const batch = run.lookUp(waiting.slice(0, AT_ONCE))
      batch.catch(() => {})
      asked.push({ batch, rows })
      waiting = waiting.slice(AT_ONCE)
      rows = 0
      await takeAsked(ASKED_AHEAD)
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
      await takeAsked(0)
      await Promise.all(running)
      if (rows > 0) await run.take(await run.lookUp([]), rows)
      await run.end()
    },
    async settle() {
      await Promise.allSettled([...running, ...asked.map(({ batch }) => batch)])
    },
    result: () => run.result(),
    made: () => run.made(),
    get needsRebuild() {
      return run.needsRebuild
    },
  }
}
