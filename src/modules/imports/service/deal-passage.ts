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
const IN_FLIGHT = 2

export async function dealPassage(tx: Tx, settings: RunSettings, { file, repeats }: FileToPass): Promise<Passage> {
  const { mapping, zone } = settings
  const read = dealReader(mapping, columnsToRead(file), zone)
  const groups = new RowGroups(mapping.repeated, repeats, hasTarget(mapping, 'externalId'))
  const run = await DealRun.open(tx, settings)
  let waiting: DealDraft[] = []
  let rows = 0
  // While the database writes one batch, the next one is planned: their statements wait for each other on the connection.
  const running: Promise<void>[] = []
  const flush = async (most: number) => {
    while (waiting.length > most) {
      const batch = waiting.slice(0, AT_ONCE)
      waiting = waiting.slice(AT_ONCE)
      const of = rows
      rows = 0
      if (running.length >= IN_FLIGHT) await running.shift()
      const taken = run.take(batch, of)
      // Whoever awaits it gets the error; until then nobody looks.
      taken.catch(() => {})
      running.push(taken)
    }
  }
  return {
    async take(batch) {
      rows += batch.length
      waiting.push(...groups.take(batch.map(read)))
      await flush(AT_ONCE)
    },
    async end() {
      waiting.push(...groups.end())
      await flush(0)
      await Promise.all(running)
      if (rows > 0) await run.take([], rows)
      await run.end()
    },
    async settle() {
      await Promise.allSettled(running)
    },
    result: () => run.result(),
    made: () => run.made(),
    get needsRebuild() {
      return run.needsRebuild
    },
  }
}
