import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DealRow } from '../contract.ts'
import { readRows } from './deal-rows.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Deals by number, ours or that of the system they came from, then by a part of the title. */
export async function foundDeals(tx: Tx, workspaceId: string, text: string, limit: number): Promise<DealRow[]> {
  const [byNumber, byTitle] = await Promise.all([
    byNumbers(tx, workspaceId, text, limit),
    byText(tx, workspaceId, text, limit),
  ])
  const known = new Set(byNumber.map(({ id }) => id))
  return [...byNumber, ...byTitle.filter(({ id }) => !known.has(id))].slice(0, limit)
}

async function byNumbers(tx: Tx, workspaceId: string, text: string, limit: number): Promise<DealRow[]> {
  const numbered = withNumber(workspaceId, text, limit)
  return numbered ? rows(await readRows(tx, workspaceId, numbered)) : []
}

/** Ids of deals with this number, ours or that of the system they came from. */
export async function numberedDeals(tx: Tx, workspaceId: string, text: string, limit: number): Promise<string[]> {
  const numbered = withNumber(workspaceId, text, limit)
  return numbered
    ? (await sql<{ id: string }>`select id from (${numbered}) numbered`.execute(tx)).rows.map(({ id }) => id)
    : []
}

function withNumber(workspaceId: string, text: string, limit: number): RawBuilder<unknown> | null {
  const own = sql`select d.id, null as key from deals d where d.workspace_id = ${workspaceId}::uuid and d.deleted_at is null`
  if (UUID.test(text)) return sql`${own} and d.id = ${text}::uuid`
  if (!/^[\w-]{1,40}$/.test(text) || !/\d/.test(text)) return null
  // The index begins with the system: it is asked for each of the few that deals came from.
  return sql`with recursive systems as (
            (select d.external_source as name from deals d where d.workspace_id = ${workspaceId}::uuid and d.external_id is not null order by 1 limit 1)
            union all
            select (select d.external_source from deals d where d.workspace_id = ${workspaceId}::uuid and d.external_id is not null
                    and d.external_source > s.name order by 1 limit 1)
            from systems s where s.name is not null
          )
          select d.id, null as key from systems s join deals d on d.external_source = s.name
          where d.workspace_id = ${workspaceId}::uuid and d.external_id = ${text} and d.deleted_at is null limit ${limit}::int`
}

async function byText(tx: Tx, workspaceId: string, text: string, limit: number): Promise<DealRow[]> {
  return rows(
    await readRows(tx, workspaceId, sql`select found.id, null as key from search_deals(${text}, ${limit}::int) found`),
  )
}

const rows = (found: readonly { row: DealRow }[]) => found.map(({ row }) => row)
