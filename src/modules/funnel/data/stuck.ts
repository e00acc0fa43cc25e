import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { WorkDay } from '../calc/work-days.ts'
import { openStays } from './open-stays.ts'
import type { Whose } from './slice.ts'
import { workDaysTable, workedUntil } from './working-stays.ts'

export interface StuckDeal {
  dealId: string
  title: string | null
  ownerId: string | null
  ownerName: string | null
  stageId: string
  amountMinor: number
  enteredAt: Date
  seconds: number
  /** By how many times longer than nine of ten. */
  times: number
}

export interface StuckFound {
  n: number
  amountMinor: number
  rows: StuckDeal[]
}

/** Deals that stand on their stage longer than `usual` seconds, dearest first; working time where the days are given. */
export async function stuckDeals(
  tx: Tx,
  whose: Omit<Whose, 'pipelineId'>,
  {
    usual,
    now,
    days,
    limit,
  }: {
    usual: readonly { stageId: string; seconds: number }[]
    now: Date
    days: readonly WorkDay[] | null
    limit: number
  },
): Promise<StuckFound> {
  const stageIds = usual.map(({ stageId }) => stageId)
  const goingOn = sql`from ${openStays(whose, stageIds)} s join usual u on u.stage_id = s.stage_id`
  const standing: RawBuilder<unknown> = days
    ? sql`select s.deal_id, s.stage_id, s.entered_at, u.usual_s,
                 ${workedUntil(sql`${now}::timestamptz`)} - (${workedUntil(sql`s.entered_at`)}) as seconds
          ${goingOn}`
    : sql`select s.deal_id, s.stage_id, s.entered_at, u.usual_s, date_part('epoch', ${now}::timestamptz - s.entered_at) as seconds
          ${goingOn} where s.entered_at < ${now}::timestamptz - make_interval(secs => u.usual_s)`
  const { rows } = await sql<StuckDeal & { all: number; sum: number }>`
    -- Which deals stand longer on their stage than nine of ten did, and how much money is in them?
    with usual as (select * from unnest(${stageIds}::uuid[], ${usual.map(({ seconds }) => seconds)}::float8[]) as u (stage_id, usual_s))
    ${days ? sql`, days as materialized ${workDaysTable(days)}` : sql``},
    standing as (${standing}),
    stuck as (
      select s.*, d.title, d.owner_id, d.base_minor from standing s
      join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = s.deal_id
      where s.seconds > s.usual_s and d.outcome = 'open'
    ), counted as materialized (select count(*) as n, coalesce(sum(base_minor), 0)::bigint as money from stuck)
    select b.deal_id as "dealId", b.title, b.owner_id as "ownerId", p.full_name as "ownerName", b.stage_id as "stageId", b.base_minor as "amountMinor",
           b.entered_at as "enteredAt", b.seconds, b.seconds / b.usual_s as times, c.n as "all", c.money as "sum"
    from (select * from stuck order by base_minor desc, deal_id limit ${limit}) b
    cross join counted c
    left join facts.people p on p.workspace_id = (select app_workspace()) and p.id = b.owner_id
    order by b.base_minor desc, b.deal_id`.execute(tx)
  return { n: rows[0]?.all ?? 0, amountMinor: rows[0]?.sum ?? 0, rows }
}
