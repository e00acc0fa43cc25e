import type { Tx } from '#core/db/gate.ts'
import type { TableRow } from '#core/files/table.ts'
import type { FileFound } from '../calc/found.ts'
import { Counting, refusedRow, type RowOutcome } from '../calc/import-counts.ts'
import { notARecord } from '../calc/not-a-record.ts'
import { insertRows } from '../data/import-rows.ts'
import type { RunSettings } from './run-settings.ts'

/** What becomes of the rows of a file: all are counted, and those are kept of which there is something to say or to take back. */
export class RowReport {
  readonly counting = new Counting()
  readonly #columns: FileFound['columns']
  readonly #write: (outcomes: readonly RowOutcome[]) => Promise<void>

  constructor(tx: Tx, { workspaceId, importId }: RunSettings, { columns }: Pick<FileFound, 'columns'>) {
    this.#columns = columns
    this.#write = (outcomes) => insertRows(tx, workspaceId, importId, outcomes)
  }

  /** Counts the rows that came and refuses those that are no records; gives the others. */
  async records(rows: readonly TableRow[]): Promise<TableRow[]> {
    this.counting.rows += rows.length
    const refused: RowOutcome[] = []
    const records = rows.filter(({ line, cells }) => {
      const problem = notARecord(cells, this.#columns)
      if (problem) refused.push(refusedRow({ line, problems: [problem] }))
      return !problem
    })
    if (refused.length > 0) await this.add(refused)
    return records
  }

  async add(outcomes: readonly RowOutcome[]): Promise<void> {
    for (const outcome of outcomes) this.counting.add(outcome)
    await this.#write(outcomes.filter(({ before, problems }) => before !== null || problems.length > 0))
  }
}
