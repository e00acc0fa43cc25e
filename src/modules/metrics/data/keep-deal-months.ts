import { type RawBuilder, sql } from 'kysely'
import type { Day, TimeZone } from '#core/calendar/day.ts'
import { addMonths, firstDay, monthOf } from '#core/calendar/month.ts'
import { periodInstants } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { countedArrivals, countedBookings, countedOutcomes, countingOf } from '#modules/funnel/api.ts'
import { type MonthFacts, NIL } from './deal-months.ts'

export interface WaitingMonth {
  facts: MonthFacts
  ownerId: string
  /** Its first day. */
  month: Day
}

/** Companies that have months of deals or classes of clients to be packed. */
export async function companiesToPack(tx: Tx): Promise<{ workspaceId: string; timeZone: TimeZone }[]> {
  const { rows } = await sql<{ workspaceId: string; timeZone: TimeZone }>`
    -- Which companies have anything to be packed?
    select w.id as "workspaceId", w.time_zone as "timeZone" from facts.workspaces w
    where exists (select from metrics_stale_months s where s.workspace_id = w.id)`.execute(tx)
  return rows
}

/** Months of everybody that have been at rest for two minutes are noted for each person. Who is not here any more may still have deals. */
export async function spreadNotes(tx: Tx, workspaceId: string): Promise<void> {
  await sql`
    with rested as (
      select facts, month from metrics_stale_months where workspace_id = ${workspaceId}::uuid and owner_id = everybody_uuid()
      group by facts, month having max(at) <= now() - interval '2 minutes'
    ), gone as (
      delete from metrics_stale_months s using rested r
      where s.workspace_id = ${workspaceId}::uuid and s.owner_id = everybody_uuid() and s.facts = r.facts and s.month = r.month
    )
    insert into metrics_stale_months (workspace_id, facts, owner_id, month, at)
    select ${workspaceId}::uuid, r.facts, o.id, r.month, now() - interval '3 minutes'
    from rested r cross join (select id from facts.people where workspace_id = ${workspaceId}::uuid union all select nil_uuid()) o`.execute(
    tx,
  )
}

/** Months of one kind of facts that have been at rest for two minutes since they changed, the latest first: those of one month. */
export async function dealMonthsToKeep(tx: Tx, workspaceId: string, most: number): Promise<WaitingMonth[]> {
  const { rows } = await sql<WaitingMonth>`
    -- Which months of which people wait to be packed?
    with waiting as (
      select facts, owner_id, month from metrics_stale_months
      where workspace_id = ${workspaceId}::uuid and owner_id <> everybody_uuid() and facts <> 'class'
      group by facts, owner_id, month having max(at) <= now() - interval '2 minutes'
    ), first as (select facts, month from waiting order by month desc, facts limit 1)
    select w.facts, w.owner_id as "ownerId", w.month::text as month from waiting w join first f on f.facts = w.facts and f.month = w.month
    order by w.owner_id limit ${most}`.execute(tx)
  return rows
}

/** People whose clients' classes have been at rest for two minutes since they changed. */
export async function classesToKeep(tx: Tx, workspaceId: string, most: number): Promise<string[]> {
  const { rows } = await sql<{ ownerId: string }>`
    -- Whose clients' classes wait to be packed?
    select owner_id as "ownerId" from metrics_stale_months
    where workspace_id = ${workspaceId}::uuid and owner_id <> everybody_uuid() and facts = 'class'
    group by owner_id having max(at) <= now() - interval '2 minutes' order by owner_id limit ${most}`.execute(tx)
  return rows.map(({ ownerId }) => ownerId)
}

/** Takes note that these months are being packed: what changes from now on says so anew. */
export async function forgetNotes(
  tx: Tx,
  workspaceId: string,
  { facts, month, owners }: { facts: MonthFacts | 'class'; month: Day; owners: readonly string[] },
): Promise<void> {
  await sql`
    delete from metrics_stale_months where workspace_id = ${workspaceId}::uuid and facts = ${facts} and month = ${month}::date
      and owner_id = any(${[...owners]}::uuid[])`.execute(tx)
}

/** The rows of a month of these people, in one shape: owner_id, deal_id, day, kind, n, what they may be cut by, base_minor, seconds. */
async function rowsOf(
  tx: Tx,
  facts: MonthFacts,
  { month, owners, zone }: { month: Day; owners: readonly string[]; zone: TimeZone },
): Promise<RawBuilder<unknown>> {
  const period = { start: month, end: firstDay(addMonths(monthOf(month), 1)) }
  const counting = { ...(await countingOf(tx, period)), takesCorrections: false }
  const whose = (column: string) => {
    const known = owners.filter((id) => id !== NIL)
    const owner = sql.ref(column)
    if (known.length === owners.length) return sql`and ${owner} = any(${known}::uuid[])`
    return sql`and (${owner} = any(${known}::uuid[]) or ${owner} is null)`
  }
  const none = sql`null::uuid`
  if (facts === 'booked')
    return sql`
      select owner_id, deal_id, day, 0 as kind, n, pipeline_id, source_id, ${none} as stage_id, ${none} as loss_reason_id, profile, base_minor, null::float8 as seconds
      from ${countedBookings(counting)} b where true ${whose('owner_id')}`
  if (facts === 'created') {
    const { rows } = await sql<{
      id: string
    }>`select id from facts.pipelines where workspace_id = (select app_workspace())`.execute(tx)
    const pipelineIds = rows.map(({ id }) => id)
    return sql`
      select first_owner_id as owner_id, deal_id, day, came::int as kind, n, pipeline_id, source_id, ${none} as stage_id, ${none} as loss_reason_id, profile,
             base_minor, null::float8 as seconds
      from ${countedArrivals(counting, zone, pipelineIds, { came: true })} c where true ${whose('first_owner_id')}`
  }
  const kind = sql`case outcome when 'open' then 0 when 'won' then 1 when 'lost' then 2 else 3 end`
  if (facts === 'closed')
    return sql`
      select owner_id, deal_id, closed_day as day, ${kind} as kind, n, pipeline_id, source_id, furthest_stage_id as stage_id, loss_reason_id, profile, base_minor,
             case when outcome = 'won' and n > 0 then date_part('epoch', closed_at - created_at) end as seconds
      from ${countedOutcomes(counting)} c where true ${whose('owner_id')}`
  const { from, to } = periodInstants(period, zone)
  return sql`
      select owner_id, deal_id, created_day as day, ${kind} as kind, 1::bigint as n, pipeline_id, source_id, furthest_stage_id as stage_id, ${none} as loss_reason_id,
             profile, base_minor, null::float8 as seconds
      from facts.deal_reach
      where workspace_id = (select app_workspace()) and pipeline_id in (select id from facts.pipelines where workspace_id = (select app_workspace()))
        and created_at >= ${from} and created_at < ${to} ${whose('owner_id')}`
}

/** The number of an id, -1 for none. */
const no = (alias: string) => sql`coalesce(${sql.ref(`${alias}.no`)}, -1)`
const numbered = (alias: string, kind: string, id: RawBuilder<unknown>) => sql`
      left join metrics_numbers ${sql.ref(alias)} on ${sql.ref(`${alias}.workspace_id`)} = (select app_workspace()) and ${sql.ref(`${alias}.kind`)} = ${sql.lit(kind)}
        and ${sql.ref(`${alias}.id`)} = ${id} and ${sql.ref(`${alias}.of`)} = nil_uuid()`

/** Gives a number to every id that has none: rows of kind, of, id. */
async function giveNumbers(tx: Tx, workspaceId: string, ids: RawBuilder<unknown>): Promise<void> {
  const { numAffectedRows = 0n } = await sql`
    with given as materialized (select distinct kind, of, id from (${ids}) x where id is not null),
    fresh as materialized (
      select g.kind, g.of, g.id from given g left join metrics_numbers m
        on m.workspace_id = ${workspaceId}::uuid and m.kind = g.kind and m.id = g.id and m.of = g.of
      where m.no is null
    ), most as materialized (
      select k.kind, coalesce((select max(m.no) from metrics_numbers m where m.workspace_id = ${workspaceId}::uuid and m.kind = k.kind), -1) as no
      from (select distinct kind from fresh) k
    )
    insert into metrics_numbers (workspace_id, kind, no, of, id)
    select ${workspaceId}::uuid, f.kind, m.no + row_number() over (partition by f.kind order by f.id, f.of), f.of, f.id from fresh f join most m on m.kind = f.kind`.execute(
    tx,
  )
  // Without statistics one index of a kind looks as good as the other.
  if (numAffectedRows > 1_000n) await sql`analyze metrics_numbers`.execute(tx)
}

/** Packs a month of these people. After its notes are forgotten: whatever is written meanwhile notes it anew. */
export async function packDealMonth(
  tx: Tx,
  { workspaceId, zone }: { workspaceId: string; zone: TimeZone },
  { facts, month, owners }: { facts: MonthFacts; month: Day; owners: readonly string[] },
): Promise<void> {
  await sql`
    create temporary table packed_rows on commit drop as
    select coalesce(owner_id, nil_uuid()) as owner_id, deal_id, day, kind, n, pipeline_id, source_id, stage_id, loss_reason_id, profile, base_minor, seconds
    from (${await rowsOf(tx, facts, { month, owners, zone })}) r`.execute(tx)
  await sql`analyze packed_rows`.execute(tx)
  const own = sql`workspace_id = (select app_workspace())`
  await giveNumbers(
    tx,
    workspaceId,
    sql`
      select x.kind, nil_uuid() as of, x.id from packed_rows f left join facts.deals d on d.workspace_id = (select app_workspace()) and d.id = f.deal_id
      cross join lateral (values ('pipeline', f.pipeline_id), ('source', f.source_id), ('stage', f.stage_id), ('reason', f.loss_reason_id), ('profile', f.profile),
        ('client', d.company_id), ('person', d.owner_id)) x (kind, id)
      union all
      select 'option', c.field_id, c.option_id from packed_rows f join facts.deal_choices c on c.${own} and c.deal_id = f.deal_id
      union all
      select 'product', nil_uuid(), l.product_id from packed_rows f join facts.deal_lines l on l.${own} and l.deal_id = f.deal_id`,
  )
  const all = (what: RawBuilder<unknown>) =>
    sql`string_agg(${what}, ''::bytea order by f.day, f.deal_id, f.n, f.base_minor, f.kind)`
  const handed = sql`(d.id is not null and d.owner_id is distinct from nullif(f.owner_id, nil_uuid()))`
  await sql`
    insert into metrics_deal_months as m (workspace_id, facts, month, owner_id, marks, pipelines, sources, stages, reasons, profiles, clients, money, seconds, holders,
      options, products)
    select ${workspaceId}::uuid, ${facts}, ${month}::date, a.owner_id, coalesce(p.marks, ''), coalesce(p.pipelines, ''), coalesce(p.sources, ''), coalesce(p.stages, ''),
      coalesce(p.reasons, ''), coalesce(p.profiles, ''), coalesce(p.clients, ''), coalesce(p.money, ''), coalesce(p.seconds, ''), coalesce(p.holders, ''),
      coalesce(p.options, ''), coalesce(p.products, '')
    from unnest(${[...owners]}::uuid[]) as a (owner_id)
    left join (
      select f.owner_id,
        ${all(sql`int4send((f.n * 65536 + f.kind * 64 + case when ${handed} then 32 else 0 end + extract(day from f.day)::int)::int)`)} as marks,
        ${all(sql`int2send(${no('np')}::int2)`)} as pipelines, ${all(sql`int2send(${no('ns')}::int2)`)} as sources,
        ${all(sql`int2send(${no('ng')}::int2)`)} as stages, ${all(sql`int2send(${no('nr')}::int2)`)} as reasons,
        ${all(sql`int4send(${no('nf')})`)} as profiles, ${all(sql`int4send(${no('nc')})`)} as clients,
        ${all(sql`float8send(f.base_minor::float8)`)} as money, ${all(sql`float8send(f.seconds)`)} as seconds,
        ${all(sql`case when ${handed} then int4send(${no('nh')}) end`)} as holders,
        ${all(sql`o.packed`)} as options, ${all(sql`l.packed`)} as products
      from packed_rows f
      left join facts.deals d on d.${own} and d.id = f.deal_id
      ${numbered('np', 'pipeline', sql`f.pipeline_id`)} ${numbered('ns', 'source', sql`f.source_id`)} ${numbered('ng', 'stage', sql`f.stage_id`)}
      ${numbered('nr', 'reason', sql`f.loss_reason_id`)} ${numbered('nf', 'profile', sql`f.profile`)}
      ${numbered('nc', 'client', sql`d.company_id`)} ${numbered('nh', 'person', sql`d.owner_id`)}
      cross join lateral (
        select int2send(count(*)::int2) || coalesce(string_agg(int4send(x.no), ''::bytea order by x.no), '') as packed
        from facts.deal_choices c join metrics_numbers x on x.${own} and x.kind = 'option' and x.id = c.option_id and x.of = c.field_id
        where c.${own} and c.deal_id = f.deal_id) o
      cross join lateral (
        select int2send(count(*)::int2) || coalesce(string_agg(int4send(${no('x')})
            || case when y.lines > 1 then float8send((case when y.whole > 0 then y.part / y.whole else 1.0 / y.lines end)::float8) else '' end, ''::bytea order by x.no), '') as packed
        from (select product_id, sum(sum_minor) as part, sum(sum(sum_minor)) over () as whole, count(*) over () as lines
          from facts.deal_lines where ${own} and deal_id = f.deal_id group by product_id) y
        ${numbered('x', 'product', sql`y.product_id`)}) l
      group by f.owner_id
    ) p on p.owner_id = a.owner_id
    on conflict (workspace_id, facts, month, owner_id) do update set marks = excluded.marks, pipelines = excluded.pipelines, sources = excluded.sources,
      stages = excluded.stages, reasons = excluded.reasons, profiles = excluded.profiles, clients = excluded.clients, money = excluded.money, seconds = excluded.seconds,
      holders = excluded.holders, options = excluded.options, products = excluded.products`.execute(tx)
  await sql`drop table packed_rows`.execute(tx)
}

/** Packs the classes of these people's clients. */
export async function packClasses(tx: Tx, workspaceId: string, owners: readonly string[]): Promise<void> {
  const rows = sql`
    select coalesce(c.owner_id, nil_uuid()) as owner_id, c.client_id, c.abc from facts.client_classes c
    where c.workspace_id = ${workspaceId}::uuid and coalesce(c.owner_id, nil_uuid()) = any(${[...owners]}::uuid[])`
  await giveNumbers(tx, workspaceId, sql`select 'client' as kind, nil_uuid() as of, r.client_id as id from (${rows}) r`)
  await sql`
    insert into metrics_client_classes as m (workspace_id, owner_id, clients, classes)
    select ${workspaceId}::uuid, a.owner_id, coalesce(p.clients, ''), coalesce(p.classes, '')
    from unnest(${[...owners]}::uuid[]) as a (owner_id)
    left join (
      select r.owner_id, string_agg(int4send(n.no), ''::bytea order by n.no) as clients, string_agg(r.abc, '' order by n.no) as classes
      from (${rows}) r join metrics_numbers n on n.workspace_id = ${workspaceId}::uuid and n.kind = 'client' and n.id = r.client_id
      group by r.owner_id
    ) p on p.owner_id = a.owner_id
    on conflict (workspace_id, owner_id) do update set clients = excluded.clients, classes = excluded.classes`.execute(
    tx,
  )
}

/** Keeps the packed rows as they are till the end of the transaction, and tells which they are: those that nothing has changed since before it. */
export async function keepPacked(
  tx: Tx,
  workspaceId: string,
): Promise<(WaitingMonth | { facts: 'class'; ownerId: string })[]> {
  const w = sql.lit(workspaceId)
  const stands = (
    facts: RawBuilder<unknown>,
    month: RawBuilder<unknown>,
  ) => sql`not exists (select from metrics_stale_months s
      where s.workspace_id = ${w}::uuid and s.facts = ${facts} and s.month = ${month} and s.owner_id in (m.owner_id, everybody_uuid()))`
  await sql`
    create temporary table deal_months_before on commit drop as
    select m.* from metrics_deal_months m where m.workspace_id = ${w}::uuid and ${stands(sql`m.facts`, sql`m.month`)}`.execute(
    tx,
  )
  await sql`
    create temporary table classes_before on commit drop as
    select m.* from metrics_client_classes m where m.workspace_id = ${w}::uuid and ${stands(sql`'class'`, sql`date '1970-01-01'`)}`.execute(
    tx,
  )
  const { rows } = await sql<WaitingMonth | { facts: 'class'; ownerId: string }>`
    -- Which months are packed?
    select facts, owner_id as "ownerId", month::text as month from deal_months_before
    union all
    select 'class', owner_id, null from classes_before order by 1, 3, 2`.execute(tx)
  return rows
}

/** How many of the rows that keepPacked has kept are not what they are now. */
export async function packedDifferences(tx: Tx, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ wrong: number }>`
    -- How many packed months were not what the facts give?
    select ((select count(*) from deal_months_before b join metrics_deal_months m
        on m.workspace_id = ${workspaceId}::uuid and m.facts = b.facts and m.month = b.month and m.owner_id = b.owner_id where m::text <> b::text)
      + (select count(*) from classes_before b join metrics_client_classes m on m.workspace_id = ${workspaceId}::uuid and m.owner_id = b.owner_id
        where m::text <> b::text))::int as wrong`.execute(tx)
  return rows[0]?.wrong ?? 0
}

/** Notes the months of people who have facts and neither a packed row nor a note; gives how many. */
export async function noteUnpacked(tx: Tx, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with given as (
      select 'booked' as facts, owner_id, date_trunc('month', day::timestamp)::date as month from facts.bookings where workspace_id = ${workspaceId}::uuid
      union select 'created', first_owner_id, date_trunc('month', coalesce(came_day, created_day)::timestamp)::date from facts.deal_reach where workspace_id = ${workspaceId}::uuid
      union select 'cohort', owner_id, date_trunc('month', created_day::timestamp)::date from facts.deal_reach where workspace_id = ${workspaceId}::uuid
      union select 'closed', owner_id, date_trunc('month', closed_day::timestamp)::date from facts.deal_reach where workspace_id = ${workspaceId}::uuid and closed_day is not null
    ), noted as (
      insert into metrics_stale_months (workspace_id, facts, owner_id, month)
      select ${workspaceId}::uuid, g.facts, coalesce(g.owner_id, nil_uuid()), g.month from given g
      where not exists (select from metrics_deal_months m where m.workspace_id = ${workspaceId}::uuid and m.facts = g.facts and m.month = g.month
          and m.owner_id = coalesce(g.owner_id, nil_uuid()))
        and not exists (select from metrics_stale_months s where s.workspace_id = ${workspaceId}::uuid and s.facts = g.facts and s.month = g.month
          and s.owner_id in (coalesce(g.owner_id, nil_uuid()), everybody_uuid()))
      returning 1
    ) select count(*)::int as n from noted`.execute(tx)
  return rows[0]?.n ?? 0
}
