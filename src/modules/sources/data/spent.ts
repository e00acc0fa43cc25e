import { sql } from 'kysely'
import type { Month } from '#core/calendar/day.ts'
import type { Period } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'

export interface Spent {
  sourceId: string
  /** The month that it is held against. */
  month: string
  spendMinor: number
}

/** A month of the period, and the days whose spend is held against it. */
export interface SpendMonth {
  month: Month
  days: Period
}

const daysOf = (months: readonly SpendMonth[]) => sql`
  unnest(${months.map(({ month }) => month)}::text[], ${months.map(({ days }) => days.start)}::date[], ${months.map(({ days }) => days.end)}::date[]) as held (month, first, past)`

/** What was spent on each source for each of these months. Whoever may not see spend finds nothing. */
export async function spentBySource(tx: Tx, months: readonly SpendMonth[]): Promise<Spent[]> {
  const { rows } = await sql<Spent>`
    -- What was spent on each source, by month?
    select s.source_id as "sourceId", held.month, sum(s.amount_minor)::bigint as "spendMinor"
    from ${daysOf(months)} join facts.spend s on s.day >= held.first and s.day < held.past
    where s.workspace_id = (select app_workspace()) group by 1, 2`.execute(tx)
  return rows
}

export interface SpentOnCampaign {
  campaign: string
  spendMinor: number
}

export async function spentByCampaign(tx: Tx, sourceId: string, { start, end }: Period): Promise<SpentOnCampaign[]> {
  const { rows } = await sql<SpentOnCampaign>`
    -- What was spent on each campaign of this source?
    select campaign, sum(amount_minor)::bigint as "spendMinor" from facts.spend
    where workspace_id = (select app_workspace()) and source_id = ${sourceId}::uuid and day >= ${start}::date and day < ${end}::date
    group by campaign order by 2 desc`.execute(tx)
  return rows
}

/** A campaign of a source, in all days of a period. */
export interface CampaignSpend {
  sourceId: string
  source: string
  campaign: string
  /** The last on which anything was spent. */
  lastDay: string
  amountMinor: number
}

/** What was spent on each campaign of these sources, null: of all. */
export async function campaignSpend(
  tx: Tx,
  sources: readonly string[] | null,
  { start, end }: Period,
): Promise<CampaignSpend[]> {
  const { rows } = await sql<CampaignSpend>`
    -- Which campaigns is the spend of?
    select s.source_id as "sourceId", max(x.name) as source, s.campaign, max(s.day)::date as "lastDay", sum(s.amount_minor)::bigint as "amountMinor"
    from facts.spend s join facts.sources x on x.workspace_id = s.workspace_id and x.id = s.source_id
    where s.workspace_id = (select app_workspace()) and s.day >= ${start}::date and s.day < ${end}::date
      ${sources === null ? sql`` : sql`and s.source_id = any (${[...sources]}::uuid[])`}
    group by s.source_id, s.campaign`.execute(tx)
  return rows
}

/** Other costs of acquisition for each of these months: a month of costs that lies in its days partly counts by its days. */
export async function acquisitionCosts(
  tx: Tx,
  months: readonly SpendMonth[],
): Promise<{ month: string; amountMinor: number }[]> {
  const { rows } = await sql<{ month: string; amountMinor: number }>`
    -- What did winning clients cost besides advertising?
    with monthly as (
      select month as begins, (month + interval '1 month')::date as ends, sum(amount_minor) as amount from facts.spend_costs
      where workspace_id = (select app_workspace()) group by month
    )
    select held.month, sum(round(c.amount * (least(c.ends, held.past) - greatest(c.begins, held.first)) / (c.ends - c.begins)))::bigint as "amountMinor"
    from ${daysOf(months)} join monthly c on c.begins < held.past and c.ends > held.first group by 1`.execute(tx)
  return rows
}

/** Leads of the whole company by source and month: what a team's part of the spend is measured by. */
export async function companyLeads(
  tx: Tx,
  { start, end }: Period,
): Promise<{ month: string; sourceId: string | null; n: number }[]> {
  const { rows } = await sql<{ month: string; sourceId: string | null; n: number }>`
    -- How many leads of each source did the company get in each month?
    select to_char(month, 'YYYY-MM') as month, nullif(source_id, nil_uuid()) as "sourceId", n::int as n
    from cohorts_company_leads(${start}::date, ${end}::date)`.execute(tx)
  return rows
}
