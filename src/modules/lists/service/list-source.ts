import type { Tx } from '#core/db/gate.ts'
import type { WriteCell, WriteColumn } from '#core/files/write-cells.ts'
import type { Actor } from '#core/http/routes.ts'

/** What of a list is written into a file. */
export interface ExportQuestion {
  /** As the list's own endpoint takes it. */
  filter: Record<string, unknown>
  sort?: string | undefined
  columns?: readonly string[] | undefined
}

/** A list as a file. Rows come a portion at a time and are not kept. */
export interface ListAsTable {
  columns: WriteColumn[]
  rows: AsyncIterable<WriteCell[]>
  /** How many there will be, for the progress. */
  total: number
}

/** A list that can be written into a file; its module declares it once and app.ts puts all of them together. */
export interface ListSource {
  /** As tables and views are named: 'deals.list'. */
  id: string
  /** The file's name without its ending, in the language of the actor. */
  title(actor: Actor): string
  /**
   * The rows of the question under the actor's scope, in its order, to be read within this transaction.
   * @throws Refusal FILTER_BAD, FORBIDDEN; BAD_QUESTION when the filter is none of this list's
   */
  asTable(tx: Tx, actor: Actor, question: ExportQuestion, now: Date): Promise<ListAsTable>
}

export type ListSources = readonly ListSource[]
