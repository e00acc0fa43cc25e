import { sql } from 'kysely'
import type { Day, Month } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

/** Minimum and challenge beside the target, and the company's plan by groups of products and by new and existing clients. */
export async function insertTiersAndCuts(tx: Tx, workspaceId: string, from: Month): Promise<void> {
  await sql`
    -- Below the minimum is a failure, the challenge is above what is expected.
    insert into plan_cells (workspace_id, metric, month, level, subject_id, owner_id, department_id, amount_minor, tier)
    select workspace_id, metric, month, level, subject_id, owner_id, department_id, (round(amount_minor * t.share / 1000000) * 1000000)::bigint, t.name
    from plan_cells c, (values ('minimum', 0.8), ('challenge', 1.2)) as t (name, share)
    where workspace_id = ${workspaceId}::uuid and month >= ${`${from}-01`}::date and c.tier = 'target' and c.cut = 'all' and amount_minor is not null`.execute(
    tx,
  )
  await sql`
    -- The company's plan by groups of products, as they sold before, a part left open; and by new and existing clients.
    with sold as (
      select p.product_group as part, sum(l.price_minor * l.quantity) / sum(sum(l.price_minor * l.quantity)) over () as share
      from deal_lines l join products p on p.workspace_id = l.workspace_id and p.id = l.product_id
      where l.workspace_id = ${workspaceId}::uuid and p.product_group is not null group by 1
    ), parts as (
      select 'productGroup' as cut, part, share * 0.97 as share from sold
      union all
      values ('client', 'new', 0.78), ('client', 'existing', 0.22)
    )
    insert into plan_cells (workspace_id, metric, month, level, subject_id, amount_minor, cut, cut_key)
    select c.workspace_id, c.metric, c.month, c.level, c.subject_id, (round(c.amount_minor * parts.share / 1000000) * 1000000)::bigint, parts.cut, parts.part
    from plan_cells c, parts
    where c.workspace_id = ${workspaceId}::uuid and c.month >= ${`${from}-01`}::date and c.level = 'company' and c.tier = 'target' and c.cut = 'all'
      and c.metric = 'revenue' and c.amount_minor is not null`.execute(tx)
}

/** Plans of meetings, calls and new deals: a little above what each seller did in the months before. */
export async function insertActivityPlans(tx: Tx, workspaceId: string, from: Month, to: Month): Promise<void> {
  await sql`
    -- How many meetings, calls and new deals are expected of each seller and of his department?
    with done as (
      select t.owner_id, m.metric, sum(t.n) / 6.0 as a_month
      from facts.month_totals t join (values ('meetings', 'activity:meeting'), ('meetings', 'activity:demo'), ('calls', 'activity:call'), ('created', 'created'))
        as m (metric, kind) on m.kind = t.kind
      where t.workspace_id = ${workspaceId}::uuid and t.month >= ${`${from}-01`}::date - interval '6 months' and t.month < ${`${from}-01`}::date
      group by 1, 2
    ), person as (
      select p.id, p.department_id, done.metric, greatest(1, round(done.a_month * 1.05))::bigint as amount, month::date
      from done join people p on p.workspace_id = ${workspaceId}::uuid and p.id = done.owner_id and p.role = 'seller' and p.left_on is null,
        generate_series(${`${from}-01`}::date, ${`${to}-01`}::date, interval '1 month') as month
      where p.hired_on is null or p.hired_on < month + interval '1 month'
    )
    insert into plan_cells (workspace_id, metric, month, level, subject_id, owner_id, department_id, amount_minor)
    select ${workspaceId}::uuid, metric, month, 'person', id, id, null::uuid, amount from person
    union all
    select ${workspaceId}::uuid, metric, month, 'department', department_id, null, department_id, sum(amount)::bigint
    from person where department_id is not null group by metric, month, department_id`.execute(tx)
}

export interface DemoVersion {
  level: 'company' | 'department'
  subjectId: string
  month: Month
  number: number
  state: 'proposed' | 'approved' | 'returned'
  /** In percent of the plan as it is now, of people and of what they sum to. */
  percent: number
  reason: string
  by: string
  on: Day
  decidedBy: string | null
  note: string | null
  weights: readonly number[]
}

/** Proposals and what became of them; the approved ones become what is approved. */
export async function insertVersions(tx: Tx, workspaceId: string, versions: readonly DemoVersion[]): Promise<void> {
  await sql`
    -- What was proposed and decided, with its cells and its working days?
    with told as (
      select uuid7() as id, x.* from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as x (level text, "subjectId" uuid, month text, number int,
        state text, percent int, reason text, by uuid, "on" date, "decidedBy" uuid, note text, weights int[])
    ), cells as (
      select t.id, t.state, c.metric, c.month, c.level, c.subject_id, c.owner_id, c.department_id, c.tier, c.cut, c.cut_key,
             (round(c.amount_minor * t.percent / 100000000.0) * 1000000)::bigint as amount_minor
      from told t join plan_cells c on c.workspace_id = ${workspaceId}::uuid and c.metric = 'revenue' and c.month = (t.month || '-01')::date
        and c.amount_minor is not null
        and (t.level = 'company' and c.level = 'company' or t.level = 'department' and (c.department_id = t."subjectId"
          or c.owner_id in (select id from people where workspace_id = ${workspaceId}::uuid and department_id = t."subjectId")))
    ), versions as (
      insert into plan_versions (workspace_id, id, metric, level, subject_id, department_id, from_month, to_month, number, state, amount_minor, reason,
        proposed_by, proposed_at, decided_by, decided_at, decision_note, version)
      select ${workspaceId}::uuid, t.id, 'revenue', t.level, t."subjectId", case when t.level = 'department' then t."subjectId" end,
             (t.month || '-01')::date, (t.month || '-01')::date, t.number, t.state,
             (select c.amount_minor from cells c where c.id = t.id and c.subject_id = t."subjectId" and c.tier = 'target' and c.cut = 'all'),
             t.reason, t.by, t."on" + time '11:20', t."decidedBy", case when t.state <> 'proposed' then t."on" + interval '1 day 16 hours' end, t.note,
             case when t.state = 'proposed' then 1 else 2 end
      from told t
    ), days as (
      insert into plan_version_days (workspace_id, version_id, month, weights)
      select ${workspaceId}::uuid, id, (month || '-01')::date, weights from told
    ), kept as (
      insert into plan_version_cells (workspace_id, version_id, month, level, subject_id, owner_id, department_id, tier, cut, cut_key, amount_minor)
      select ${workspaceId}::uuid, id, month, level, subject_id, owner_id, department_id, tier, cut, cut_key, amount_minor from cells
    )
    insert into plan_approved (workspace_id, metric, month, level, subject_id, owner_id, department_id, tier, cut, cut_key, amount_minor, version_id)
    select ${workspaceId}::uuid, metric, month, level, subject_id, owner_id, department_id, tier, cut, cut_key, amount_minor, id
    from cells where state = 'approved'`.execute(tx)
}
