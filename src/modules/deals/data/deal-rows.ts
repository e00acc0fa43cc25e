import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealRow, Meaning } from '../contract.ts'

/** A deal as one line of SQL gives it. */
interface Flat {
  id: string
  title: string
  pipelineId: string
  stageId: string
  stageName: string
  stageColor: string
  meaning: Meaning
  ownerId: string | null
  ownerName: string | null
  companyId: string | null
  companyName: string | null
  sourceId: string | null
  sourceName: string | null
  lossReasonId: string | null
  lossReasonName: string | null
  amountMinor: number
  currency: string
  baseMinor: number
  expectedCloseOn: string | null
  createdAt: Date
  closedAt: Date | null
  stageEnteredAt: Date
  updatedAt: Date
  custom: Record<string, unknown>
  version: number
  /** What the list is ordered by, as text. */
  key: string
}

/** Columns of a row of a list, over `deals d` and `described`. */
export const rowColumns = sql`
  d.id, d.title, d.pipeline_id as "pipelineId", d.stage_id as "stageId", s.name as "stageName", s.color as "stageColor", s.meaning,
  d.owner_id as "ownerId", owner.full_name as "ownerName", d.company_id as "companyId", company.name as "companyName",
  d.source_id as "sourceId", source.name as "sourceName", d.loss_reason_id as "lossReasonId", reason.name as "lossReasonName",
  d.amount_minor as "amountMinor", d.currency, d.base_minor as "baseMinor", d.expected_close_on as "expectedCloseOn",
  d.created_at as "createdAt", d.closed_at as "closedAt", d.stage_entered_at as "stageEnteredAt", d.updated_at as "updatedAt", d.custom, d.version`

/** Joins that put names to what a deal points at. */
export const described = sql`
  join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
  left join people owner on owner.workspace_id = d.workspace_id and owner.id = d.owner_id
  left join companies company on company.workspace_id = d.workspace_id and company.id = d.company_id
  left join sources source on source.workspace_id = d.workspace_id and source.id = d.source_id
  left join loss_reasons reason on reason.workspace_id = d.workspace_id and reason.id = d.loss_reason_id`

export interface KeyedRow {
  row: DealRow
  key: string
}

/** Takes a query of `id` and `key`, already the wanted ones in number; gives the rows in the query's order. */
export async function readRows(tx: Tx, workspaceId: string, page: RawBuilder<unknown>): Promise<KeyedRow[]> {
  const { rows } = await sql<Flat>`
    -- Which deals are these, in words?
    with page as (select chosen.*, row_number() over () as place from (${page}) chosen)
    select ${rowColumns}, coalesce(page.key::text, '') as key
    from page join deals d on d.workspace_id = ${workspaceId}::uuid and d.id = page.id ${described}
    order by page.place`.execute(tx)
  return rows.map((flat) => ({ row: dealRow(flat), key: flat.key }))
}

/** One deal's row, or undefined when it does not exist for the actor. */
export async function readRow(tx: Tx, workspaceId: string, id: string): Promise<DealRow | undefined> {
  const page = sql`select d.id, null as key from deals d where d.workspace_id = ${workspaceId}::uuid and d.id = ${id}::uuid and d.deleted_at is null`
  return (await readRows(tx, workspaceId, page))[0]?.row
}

export function dealRow(flat: Omit<Flat, 'key'>): DealRow {
  const named = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name })
  return {
    id: flat.id,
    title: flat.title,
    stage: {
      id: flat.stageId,
      name: flat.stageName,
      pipelineId: flat.pipelineId,
      meaning: flat.meaning,
      color: flat.stageColor,
    },
    owner: named(flat.ownerId, flat.ownerName),
    company: named(flat.companyId, flat.companyName),
    source: named(flat.sourceId, flat.sourceName),
    lossReason: named(flat.lossReasonId, flat.lossReasonName),
    amountMinor: flat.amountMinor,
    currency: flat.currency,
    baseMinor: flat.baseMinor,
    expectedCloseOn: flat.expectedCloseOn,
    createdAt: flat.createdAt.toISOString(),
    closedAt: flat.closedAt?.toISOString() ?? null,
    stageEnteredAt: flat.stageEnteredAt.toISOString(),
    updatedAt: flat.updatedAt.toISOString(),
    custom: ownValues(flat.custom),
    version: flat.version,
  }
}

/** Fields of the company's own; a file's columns that nobody has made a field of stand beside them by their titles. */
function ownValues(custom: Record<string, unknown>): DealRow['custom'] {
  return Object.fromEntries(Object.entries(custom).filter(([id]) => UUID.test(id))) as DealRow['custom']
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
