import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsByCursor } from '#modules/lists/api.ts'
import type { DealRow, DealSort } from '../contract.ts'
import { nextStepAt } from './deal-fields.ts'
import { allOf, conditionsOf, type DealQuery } from './deal-filter.ts'
import { orderBy, orderKey, ranksOf, sortingsOf } from './deal-order.ts'
import { dealRow, described, rowColumns } from './deal-rows.ts'

/** A row of a file: that of the list, and what only files have. */
export interface ExportedDeal extends DealRow {
  pipeline: string
  comment: string | null
  externalId: string | null
  /** When the next step is due; null also where it was not asked for. */
  nextStepAt: string | null
}

type Flat = Parameters<typeof dealRow>[0] &
  Pick<ExportedDeal, 'pipeline' | 'comment' | 'externalId'> & { nextStepAt: Date | null }

/** All deals of a query in the order of the list, however many there are. To be read within the transaction. */
export async function* exportedDeals(
  tx: Tx,
  query: DealQuery,
  sort: DealSort,
  { withNextStep = false } = {},
): AsyncGenerator<ExportedDeal> {
  const sortings = sortingsOf(sort)
  const ranks = await ranksOf(tx, query, sortings)
  const keys = sortings.map((one) => orderKey(one, ranks))
  // As on the screen: in some orders open deals come first, in one closed ones.
  const [first] = sortings
  const isOpen = sql`d.outcome = 'open'`
  const front: RawBuilder<unknown> =
    first && ['expected', 'updated', 'title'].includes(first.name)
      ? sql`${isOpen} desc, `
      : first?.name === 'closed'
        ? sql`${isOpen} asc, `
        : sql``
  const rows = rowsByCursor<Flat>(
    tx,
    sql`select ${rowColumns}, pipeline.name as pipeline, d.comment, d.external_id as "externalId",
        ${withNextStep ? nextStepAt : sql`null::timestamptz`} as "nextStepAt"
      from deals d ${described} left join pipelines pipeline on pipeline.workspace_id = d.workspace_id and pipeline.id = d.pipeline_id
      where d.outcome = any (${[...query.outcomes]}::text[]) and ${allOf(conditionsOf(query))}
      order by ${front}${orderBy(keys)}`,
  )
  for await (const flat of rows) {
    yield {
      ...dealRow(flat),
      pipeline: flat.pipeline,
      comment: flat.comment,
      externalId: flat.externalId,
      nextStepAt: flat.nextStepAt?.toISOString() ?? null,
    }
  }
}
