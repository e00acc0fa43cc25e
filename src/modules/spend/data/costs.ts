import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Article, CostCell } from '../contract.ts'

const CELL = sql`to_char(month, 'YYYY-MM') as month, article, amount_minor as "amountMinor", version`

export async function costsOfYear(tx: Tx, year: number): Promise<CostCell[]> {
  const { rows } = await sql<CostCell>`
    -- What did winning clients cost besides advertising, by month and article?
    select ${CELL} from spend_costs
    where workspace_id = (select app_workspace()) and month >= make_date(${year}::int, 1, 1) and month < make_date(${year}::int + 1, 1, 1)
    order by month, article`.execute(tx)
  return rows
}

export async function lockCosts(
  tx: Tx,
  workspaceId: string,
  cells: readonly { month: string; article: Article }[],
): Promise<CostCell[]> {
  const { rows } = await sql<CostCell>`
    select ${CELL} from spend_costs
    where workspace_id = ${workspaceId}::uuid and (month, article) in (
      select (x.month || '-01')::date, x.article from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as x (month text, article text))
    order by month, article for update`.execute(tx)
  return rows
}

export async function putCosts(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string | null },
  cells: readonly { month: string; article: Article; amountMinor: number }[],
): Promise<CostCell[]> {
  if (cells.length === 0) return []
  const { rows } = await sql<CostCell>`
    insert into spend_costs as c (workspace_id, month, article, amount_minor, entered_by)
    select ${workspaceId}::uuid, (x.month || '-01')::date, x.article, x."amountMinor", ${personId}::uuid
    from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as x (month text, article text, "amountMinor" bigint)
    on conflict (workspace_id, month, article) do update
      set amount_minor = excluded.amount_minor, entered_by = excluded.entered_by, recorded_at = now(), version = c.version + 1
    returning ${CELL}`.execute(tx)
  return rows
}

export async function removeCosts(
  tx: Tx,
  workspaceId: string,
  cells: readonly { month: string; article: Article }[],
): Promise<void> {
  if (cells.length === 0) return
  await sql`
    delete from spend_costs where workspace_id = ${workspaceId}::uuid and (month, article) in (
      select (x.month || '-01')::date, x.article from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as x (month text, article text))`.execute(
    tx,
  )
}
