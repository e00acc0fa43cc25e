import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { SpendCell } from '../contract.ts'

export interface SpendAddress {
  sourceId: string
  campaign: string
  day: string
  currency: string
}

export interface SpendToWrite extends SpendAddress {
  amountMinor: number
  baseMinor: number
  note: string | null
}

const CELL = sql`id, source_id as "sourceId", campaign, day, amount_minor as "amountMinor", currency, base_minor as "baseMinor", note,
  import_id is not null as "fromFile", version`

/** Spend of the days from `from` to `to`, the last one included. */
export async function spendOfDays(
  tx: Tx,
  { from, to, sourceId }: { from: string; to: string; sourceId: string | null },
): Promise<SpendCell[]> {
  const { rows } = await sql<SpendCell>`
    -- What was spent on each of these days, by source and campaign?
    select ${CELL} from spend
    where workspace_id = (select app_workspace()) and day between ${from}::date and ${to}::date
      and (${sourceId}::uuid is null or source_id = ${sourceId}::uuid)
    order by source_id, campaign, day, currency`.execute(tx)
  return rows
}

export interface MonthOfSpend {
  sourceId: string
  campaign: string
  month: string
  amountMinor: number
  foreign: boolean
}

export async function spendOfYear(tx: Tx, year: number, companyCurrency: string): Promise<MonthOfSpend[]> {
  const { rows } = await sql<MonthOfSpend>`
    -- What was spent in each month of the year, by source and campaign?
    select source_id as "sourceId", campaign, to_char(day, 'YYYY-MM') as month, sum(base_minor)::bigint as "amountMinor",
      bool_or(currency <> ${companyCurrency}) as foreign
    from spend where workspace_id = (select app_workspace()) and day >= make_date(${year}::int, 1, 1) and day < make_date(${year}::int + 1, 1, 1)
    group by source_id, campaign, to_char(day, 'YYYY-MM') order by source_id, campaign`.execute(tx)
  return rows
}

/** The rows at these addresses, kept from others until the transaction ends. */
export async function lockSpend(
  tx: Tx,
  workspaceId: string,
  addresses: readonly SpendAddress[],
): Promise<(SpendCell & { importId: string | null })[]> {
  const { rows } = await sql<SpendCell & { importId: string | null }>`
    select ${CELL}, import_id as "importId" from spend s
    where workspace_id = ${workspaceId}::uuid and (day, source_id, campaign, currency) in (
      select x.day, x."sourceId", x.campaign, x.currency
      from jsonb_to_recordset(${JSON.stringify(addresses)}::jsonb) as x (day date, "sourceId" uuid, campaign text, currency text))
    order by day, source_id, campaign, currency for update`.execute(tx)
  return rows
}

/** Writes rows; one that is there already gets the new amount. Gives them as they are now. */
export async function putSpend(
  tx: Tx,
  { workspaceId, personId, importId }: { workspaceId: string; personId: string | null; importId: string | null },
  cells: readonly SpendToWrite[],
): Promise<SpendCell[]> {
  if (cells.length === 0) return []
  const { rows } = await sql<SpendCell>`
    insert into spend as s (workspace_id, source_id, campaign, day, currency, amount_minor, base_minor, note, import_id, entered_by)
    select ${workspaceId}::uuid, x."sourceId", x.campaign, x.day, x.currency, x."amountMinor", x."baseMinor", x.note, ${importId}::uuid, ${personId}::uuid
    from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb)
      as x ("sourceId" uuid, campaign text, day date, currency text, "amountMinor" bigint, "baseMinor" bigint, note text)
    on conflict on constraint spend_cell do update set amount_minor = excluded.amount_minor, base_minor = excluded.base_minor,
      note = coalesce(excluded.note, s.note), entered_by = excluded.entered_by, recorded_at = now(), version = s.version + 1
    returning ${CELL}`.execute(tx)
  return rows
}

export async function removeSpend(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await sql`delete from spend where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[])`.execute(tx)
}

/** Takes away what a campaign of a source cost on these days, both included. Gives what it was in the company's currency. */
export async function clearSpend(
  tx: Tx,
  workspaceId: string,
  { sourceId, campaign, from, to }: { sourceId: string; campaign: string; from: string; to: string },
): Promise<number> {
  const { rows } = await sql<{ sum: number }>`
    with gone as (
      delete from spend where workspace_id = ${workspaceId}::uuid and source_id = ${sourceId}::uuid and campaign = ${campaign}
        and day between ${from}::date and ${to}::date returning base_minor)
    select coalesce(sum(base_minor), 0)::bigint as sum from gone`.execute(tx)
  return rows[0]?.sum ?? 0
}

export interface SourceName {
  id: string
  name: string
  archived: boolean
}

export async function sourceNames(tx: Tx): Promise<SourceName[]> {
  const { rows } = await sql<SourceName>`
    -- Which sources does the company know?
    select id, name, archived_at is not null as archived from sources where workspace_id = (select app_workspace()) order by name`.execute(
    tx,
  )
  return rows
}
