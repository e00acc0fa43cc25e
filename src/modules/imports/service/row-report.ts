import type { Tx } from '#core/db/gate.ts'
import { Counting, type RowOutcome } from '../calc/import-counts.ts'
import { insertRows } from '../data/import-rows.ts'
import type { RunSettings } from './run-settings.ts'

/** What becomes of the rows of a file: all are counted, and those are kept of which there is something to say or to take back. */
export class RowReport {
  readonly counting = new Counting()
  readonly #write: (outcomes: readonly RowOutcome[]) => Promise<void>

  constructor(tx: Tx, { workspaceId, importId }: RunSettings) {
    this.#write = (outcomes) => insertRows(tx, workspaceId, importId, outcomes)
  }

  async add(outcomes: readonly RowOutcome[]): Promise<void> {
    for (const outcome of outcomes) this.counting.add(outcome)
    await this.#write(outcomes.filter(({ before, problems }) => before !== null || problems.length > 0))
  }
}
