-- A closed month is a snapshot in every cut: it keeps its ledger of sales with sources and profiles, and the deals that came, were won and were lost in it.
-- What is learnt later stands in the open month, row by row, so that cuts of a month sum to the uncut figure.

alter table cycle_closed_bookings add column source_id uuid, add column profile uuid;

-- Deals of a closed month by what happened to them in it; and as differences what earlier closed months had to be corrected by (`day` before the month).
create table cycle_closed_deals (
  workspace_id uuid not null,
  month date not null,
  -- As in the totals: created | closed_won | closed_lost.
  kind text not null check (kind in ('created', 'closed_won', 'closed_lost')),
  deal_id uuid not null,
  pipeline_id uuid not null,
  day date not null,
  -- Nobody's deals stand under the nil id.
  owner_id uuid not null,
  source_id uuid,
  stage_id uuid,
  loss_reason_id uuid,
  profile uuid,
  created_at timestamptz not null,
  at timestamptz not null,
  n int not null,
  base_minor bigint not null,
  primary key (workspace_id, month, kind, deal_id, pipeline_id, day, owner_id),
  foreign key (workspace_id, month) references cycle_closed_periods (workspace_id, month) on delete cascade
);
create index cycle_closed_deals_day on cycle_closed_deals (workspace_id, day);
call protect_by_owner('cycle_closed_deals');
revoke insert, update, delete on cycle_closed_deals from mostik_app;

-- The same and the ledger summed up, for figures that ask for nothing more; of_month as in cycle_closed_totals.
create table cycle_closed_sums (
  workspace_id uuid not null,
  month date not null,
  of_month date not null,
  -- booked | created | closed_won | closed_lost
  kind text not null,
  owner_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  n int not null,
  money bigint not null,
  primary key (workspace_id, month, kind, of_month, owner_id, pipeline_id, stage_id),
  foreign key (workspace_id, month) references cycle_closed_periods (workspace_id, month) on delete cascade
);
call protect_by_owner('cycle_closed_sums');
revoke insert, update, delete on cycle_closed_sums from mostik_app;

-- And of the whole company, for those who see everybody.
create table cycle_closed_whole (
  workspace_id uuid not null,
  month date not null,
  of_month date not null,
  kind text not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  n int not null,
  money bigint not null,
  primary key (workspace_id, month, kind, of_month, pipeline_id, stage_id),
  foreign key (workspace_id, month) references cycle_closed_periods (workspace_id, month) on delete cascade
);
call protect('cycle_closed_whole');
create policy seen_by_all_seers on cycle_closed_whole for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on cycle_closed_whole to mostik_app;

-- Closed months of which the counts of deals are not any more what they were closed with. It tells months and no figures, whoever asks.
create function closed_months_differing(of_workspace uuid) returns date[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct of_month), '{}') from (
    select of_month from (
      select w.of_month, w.kind, w.pipeline_id, w.stage_id, -w.n as n, -w.money as money from cycle_closed_whole w
      where w.workspace_id = of_workspace and w.kind <> 'booked'
      union all
      select p.month, t.kind, t.pipeline_id, t.stage_id, t.n, t.money
      from cycle_closed_periods p join company_month_totals t on t.workspace_id = p.workspace_id and t.month = p.month
        and t.kind in ('created', 'closed_won', 'closed_lost')
      where p.workspace_id = of_workspace and p.state = 'closed'
      union all
      select p.month, t.kind, t.pipeline_id, t.stage_id, t.n, t.money
      from total_deltas t join cycle_closed_periods p on p.workspace_id = t.workspace_id and p.month = date_trunc('month', t.day)::date and p.state = 'closed'
      where t.workspace_id = of_workspace and t.kind in ('created', 'closed_won', 'closed_lost')
    ) both_sides
    where of_workspace = app_workspace() or app_workspace() is null
    group by of_month, kind, pipeline_id, stage_id
    -- The amount of a deal that came in a closed month may go on changing: arrivals are counted, not summed.
    having sum(n) <> 0 or kind <> 'created' and sum(money) <> 0
  ) differing
$$;
revoke execute on function closed_months_differing from public;
grant execute on function closed_months_differing to mostik_app;

-- Deals of closed months as they are now less as the closed months have them: what is to be corrected, by deal. In the scope of whoever asks.
-- A deal whose source or client is another one now is no correction: the closed month keeps what it was.
create function closed_deal_differences(p_workspace uuid, p_months date[])
  returns table (kind text, deal_id uuid, pipeline_id uuid, day date, owner_id uuid, source_id uuid, stage_id uuid, loss_reason_id uuid, profile uuid,
    created_at timestamptz, at timestamptz, n int, base_minor bigint)
  language sql stable as $$
  select kind, deal_id, pipeline_id, day, owner_id, (array_agg(source_id order by live desc))[1], (array_agg(stage_id order by live desc))[1],
         (array_agg(loss_reason_id order by live desc))[1], (array_agg(profile order by live desc))[1], max(created_at), max(at), sum(n)::int,
         sum(base_minor)::bigint
  from (
    select 'created' as kind, r.deal_id, r.pipeline_id, r.created_day as day, coalesce(r.first_owner_id, nil_uuid()) as owner_id, r.source_id,
           r.furthest_stage_id as stage_id, null::uuid as loss_reason_id, r.profile, r.created_at, r.created_at as at, 1 as n, r.base_minor, true as live
    from workspaces w cross join unnest(p_months) as m (month) join pipelines p on p.workspace_id = w.id
    join deal_reach r on r.workspace_id = w.id and r.pipeline_id = p.id and r.created_at >= m.month::timestamp at time zone w.time_zone
      and r.created_at < (m.month + interval '1 month')::timestamp at time zone w.time_zone
    where w.id = p_workspace
    union all
    select 'closed_' || r.outcome, r.deal_id, r.pipeline_id, r.closed_day, coalesce(r.owner_id, nil_uuid()), r.source_id, r.furthest_stage_id,
           r.loss_reason_id, r.profile, r.created_at, r.closed_at, 1, r.base_minor, true
    from unnest(p_months) as m (month)
    join deal_reach r on r.workspace_id = p_workspace and r.closed_day >= m.month and r.closed_day < (m.month + interval '1 month')::date
    where r.outcome in ('won', 'lost')
    union all
    select c.kind, c.deal_id, c.pipeline_id, c.day, c.owner_id, c.source_id, c.stage_id, c.loss_reason_id, c.profile, c.created_at, c.at, -c.n,
           -c.base_minor, false
    from unnest(p_months) as m (month)
    join cycle_closed_deals c on c.workspace_id = p_workspace and c.day >= m.month and c.day < (m.month + interval '1 month')::date
  ) both_sides
  group by kind, deal_id, pipeline_id, day, owner_id
  having sum(n) <> 0 or kind <> 'created' and sum(base_minor) <> 0
$$;

-- As closed_differences, with what sales are cut by.
create function closed_booking_differences(p_workspace uuid, p_month date)
  returns table (deal_id uuid, seq int, day date, owner_id uuid, pipeline_id uuid, source_id uuid, profile uuid, at timestamptz, kind text, n int,
    base_minor bigint)
  language sql stable as $$
  select deal_id, seq, day, owner_id, (array_agg(pipeline_id order by live desc))[1], (array_agg(source_id order by live desc))[1],
         (array_agg(profile order by live desc))[1], max(at), max(kind), sum(n)::int, sum(base_minor)::bigint
  from (
    select b.deal_id, b.seq, b.day, coalesce(b.owner_id, nil_uuid()) as owner_id, b.pipeline_id, b.source_id, b.profile, b.at, b.kind, b.n::int as n,
           b.base_minor, true as live
    from bookings b where b.workspace_id = p_workspace and b.day >= p_month and b.day < (p_month + interval '1 month')::date
    union all
    select c.deal_id, c.seq, c.day, c.owner_id, c.pipeline_id, c.source_id, c.profile, c.at, c.kind, -c.n, -c.base_minor, false
    from cycle_closed_bookings c where c.workspace_id = p_workspace and c.day >= p_month and c.day < (p_month + interval '1 month')::date
  ) both_sides
  group by deal_id, seq, day, owner_id
  having sum(n) <> 0 or sum(base_minor) <> 0
$$;

-- Sums of what a closed month keeps; made from its rows.
create function closed_sums_made(p_workspace uuid, p_month date) returns void language sql as $$
  insert into cycle_closed_sums (workspace_id, month, of_month, kind, owner_id, pipeline_id, stage_id, n, money)
  select p_workspace, p_month, date_trunc('month', day)::date, kind, owner_id, pipeline_id, stage_id, sum(n), sum(base_minor)
  from (
    select day, 'booked' as kind, owner_id, pipeline_id, nil_uuid() as stage_id, n, base_minor from cycle_closed_bookings
    where workspace_id = p_workspace and month = p_month
    union all
    select day, kind, owner_id, pipeline_id, case when kind = 'created' then nil_uuid() else coalesce(stage_id, nil_uuid()) end, n, base_minor
    from cycle_closed_deals where workspace_id = p_workspace and month = p_month
  ) kept
  group by date_trunc('month', day), kind, owner_id, pipeline_id, stage_id;
  insert into cycle_closed_whole (workspace_id, month, of_month, kind, pipeline_id, stage_id, n, money)
  select workspace_id, month, of_month, kind, pipeline_id, stage_id, sum(n), sum(money)
  from cycle_closed_sums where workspace_id = p_workspace and month = p_month
  group by workspace_id, month, of_month, kind, pipeline_id, stage_id;
$$;
revoke execute on function closed_sums_made from public;

create or replace function cycle_freeze(p_workspace uuid, p_month date) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare
  rows_kept int;
begin
  perform refuse_other_workspace(p_workspace);
  -- Only a month that somebody has taken for closing, which the policies of its row allow to the owner and the director.
  delete from cycle_closed_bookings b where b.workspace_id = p_workspace and b.month = p_month and cycle_state(p_workspace, p_month) = 'closing';
  if cycle_state(p_workspace, p_month) is distinct from 'closing' then
    return 0;
  end if;
  delete from cycle_closed_deals d where d.workspace_id = p_workspace and d.month = p_month;
  delete from cycle_closed_totals t where t.workspace_id = p_workspace and t.month = p_month;
  delete from cycle_closed_sums s where s.workspace_id = p_workspace and s.month = p_month;
  delete from cycle_closed_whole w where w.workspace_id = p_workspace and w.month = p_month;
  delete from cycle_closed_figures f where f.workspace_id = p_workspace and f.month = p_month;
  delete from cycle_carried c where c.workspace_id = p_workspace and c.month = p_month;

  insert into cycle_closed_bookings (workspace_id, month, deal_id, seq, day, owner_id, pipeline_id, source_id, profile, at, kind, n, base_minor)
  select p_workspace, p_month, d.deal_id, d.seq, d.day, d.owner_id, d.pipeline_id, d.source_id, d.profile, d.at, d.kind, d.n, d.base_minor
  from cycle_closed_periods p, closed_booking_differences(p.workspace_id, p.month) d
  where p.workspace_id = p_workspace and p.state = 'closed';
  insert into cycle_closed_bookings (workspace_id, month, deal_id, seq, day, owner_id, pipeline_id, source_id, profile, at, kind, n, base_minor)
  select workspace_id, p_month, deal_id, seq, day, coalesce(owner_id, nil_uuid()), pipeline_id, source_id, profile, at, kind, n, base_minor
  from bookings where workspace_id = p_workspace and day >= p_month and day < (p_month + interval '1 month')::date;
  get diagnostics rows_kept = row_count;

  insert into cycle_closed_deals (workspace_id, month, kind, deal_id, pipeline_id, day, owner_id, source_id, stage_id, loss_reason_id, profile, created_at,
    at, n, base_minor)
  select p_workspace, p_month, d.kind, d.deal_id, d.pipeline_id, d.day, d.owner_id, d.source_id, d.stage_id, d.loss_reason_id, d.profile, d.created_at,
         d.at, d.n, d.base_minor
  from closed_deal_differences(p_workspace, closed_months_differing(p_workspace)) d;
  -- Nothing of the month is kept yet, so that all of it differs.
  insert into cycle_closed_deals (workspace_id, month, kind, deal_id, pipeline_id, day, owner_id, source_id, stage_id, loss_reason_id, profile, created_at,
    at, n, base_minor)
  select p_workspace, p_month, d.kind, d.deal_id, d.pipeline_id, d.day, d.owner_id, d.source_id, d.stage_id, d.loss_reason_id, d.profile, d.created_at,
         d.at, d.n, d.base_minor
  from closed_deal_differences(p_workspace, array[p_month]) d;
  perform closed_sums_made(p_workspace, p_month);

  insert into cycle_closed_totals (workspace_id, month, of_month, owner_id, n, money)
  select workspace_id, month, of_month, owner_id, sum(n), sum(money)
  from cycle_closed_sums where workspace_id = p_workspace and month = p_month and kind = 'booked'
  group by workspace_id, month, of_month, owner_id;

  insert into cycle_closed_figures (workspace_id, month, metric, level, subject_id, owner_id, department_id, amount_minor)
  select workspace_id, month, 'plan', level, subject_id, owner_id, department_id, amount_minor
  from facts.plan_cells where workspace_id = p_workspace and month = p_month and metric = 'revenue';
  insert into cycle_closed_figures (workspace_id, month, metric, level, subject_id, owner_id, n, amount_minor)
  select workspace_id, month, kind, 'person', owner_id, owner_id, sum(n), sum(money)
  from facts.month_totals where workspace_id = p_workspace and month = p_month and (kind in ('created', 'closed_won', 'closed_lost') or kind like 'activity:%')
  group by workspace_id, month, kind, owner_id;
  return rows_kept;
end $$;

create or replace function cycle_thaw(p_workspace uuid, p_month date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  delete from cycle_closed_bookings x where x.workspace_id = p_workspace and x.month = p_month and cycle_state(p_workspace, p_month) = 'reopened';
  if cycle_state(p_workspace, p_month) is distinct from 'reopened' then
    return;
  end if;
  delete from cycle_closed_deals x where x.workspace_id = p_workspace and x.month = p_month;
  delete from cycle_closed_totals x where x.workspace_id = p_workspace and x.month = p_month;
  delete from cycle_closed_sums x where x.workspace_id = p_workspace and x.month = p_month;
  delete from cycle_closed_whole x where x.workspace_id = p_workspace and x.month = p_month;
  delete from cycle_closed_figures x where x.workspace_id = p_workspace and x.month = p_month;
  delete from cycle_carried x where x.workspace_id = p_workspace and x.month = p_month;
end $$;

-- Months closed before this: what they were closed with besides sales was not kept by deal; it is kept as it is known now.
update cycle_closed_bookings c set source_id = b.source_id, profile = b.profile
from bookings b where b.workspace_id = c.workspace_id and b.deal_id = c.deal_id and b.seq = c.seq;
insert into cycle_closed_deals (workspace_id, month, kind, deal_id, pipeline_id, day, owner_id, source_id, stage_id, loss_reason_id, profile, created_at, at,
  n, base_minor)
select p.workspace_id, p.month, d.kind, d.deal_id, d.pipeline_id, d.day, d.owner_id, d.source_id, d.stage_id, d.loss_reason_id, d.profile, d.created_at,
       d.at, d.n, d.base_minor
from cycle_closed_periods p cross join lateral closed_deal_differences(p.workspace_id, array[p.month]) d where p.state = 'closed';
select closed_sums_made(workspace_id, month) from cycle_closed_periods where state = 'closed';

create or replace view facts.closed_bookings with (security_invoker = true) as
  select b.workspace_id, b.month, b.deal_id, b.seq, b.day, b.owner_id, b.pipeline_id, b.at, b.kind, b.n, b.base_minor, b.source_id, b.profile
  from cycle_closed_bookings b
  join cycle_closed_periods p on p.workspace_id = b.workspace_id and p.month = b.month and p.state = 'closed';
create view facts.closed_deals with (security_invoker = true) as select * from cycle_closed_deals;
create view facts.closed_sums with (security_invoker = true) as select * from cycle_closed_sums;
create view facts.closed_whole with (security_invoker = true) as select * from cycle_closed_whole;
-- What the open month has to take over: by booking, and by deal.
create view facts.closed_booking_corrections with (security_invoker = true) as
  select o.workspace_id, o.month, d.*
  from facts.open_months o
  cross join lateral (select distinct c.of_month from facts.closed_corrections c where c.workspace_id = o.workspace_id) differing
  cross join lateral closed_booking_differences(o.workspace_id, differing.of_month) d;
create view facts.closed_deal_corrections with (security_invoker = true) as
  select o.workspace_id, o.month, d.*
  from facts.open_months o cross join lateral closed_deal_differences(o.workspace_id, closed_months_differing(o.workspace_id)) d;
grant select on facts.closed_deals, facts.closed_sums, facts.closed_whole, facts.closed_booking_corrections, facts.closed_deal_corrections to mostik_app;

-- The totals as they count, arrivals and outcomes of deals too. Kinds stand as constants, so that nobody pays for those that he does not ask for.
create or replace view facts.counted_months with (security_invoker = true) as
  select t.workspace_id, 'booked' as kind, t.month, t.owner_id, t.n::bigint as n, t.money from cycle_closed_totals t
  union all
  select t.workspace_id, t.kind, t.month, t.owner_id, t.n::bigint, t.money from cycle_closed_sums t where t.kind in ('created', 'closed_won', 'closed_lost')
  union all
  select t.workspace_id, t.kind, t.month, t.owner_id, t.n, t.money from facts.month_totals t
  where t.kind not in ('booked', 'created', 'closed_won', 'closed_lost')
    or not exists (select from cycle_closed_periods p where p.workspace_id = t.workspace_id and p.month = t.month and p.state = 'closed')
  union all
  select c.workspace_id, 'booked', o.month, c.owner_id, c.n::bigint, c.money
  from facts.open_months o join facts.closed_corrections c on c.workspace_id = o.workspace_id
  union all
  select d.workspace_id, 'created', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'created'
  union all
  select d.workspace_id, 'closed_won', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'closed_won'
  union all
  select d.workspace_id, 'closed_lost', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'closed_lost';
create or replace view facts.counted_days with (security_invoker = true) as
  select b.workspace_id, 'booked' as kind, greatest(b.day, b.month) as day, b.owner_id, b.n::bigint as n, b.base_minor as money
  from facts.closed_bookings b
  union all
  select d.workspace_id, d.kind, greatest(d.day, d.month), d.owner_id, d.n::bigint, d.base_minor from facts.closed_deals d
  where d.kind in ('created', 'closed_won', 'closed_lost')
  union all
  select t.workspace_id, t.kind, t.day, t.owner_id, t.n, t.money from facts.day_totals t
  where t.kind not in ('booked', 'created', 'closed_won', 'closed_lost')
    or not exists (select from cycle_closed_periods p
      where p.workspace_id = t.workspace_id and p.month = date_trunc('month', t.day)::date and p.state = 'closed')
  union all
  select c.workspace_id, 'booked', o.month, c.owner_id, c.n::bigint, c.money
  from facts.open_months o join facts.closed_corrections c on c.workspace_id = o.workspace_id
  union all
  select d.workspace_id, 'created', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'created'
  union all
  select d.workspace_id, 'closed_won', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'closed_won'
  union all
  select d.workspace_id, 'closed_lost', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'closed_lost';

-- What the sellers of the company have each, as every figure counts: only their medians leave this function, and only from five of them on.
-- Whoever has no base for a figure (nothing closed, nobody answered) takes no part in its median.
drop function company_peers(date[], date[], date[]);
create function metrics_peers(p_metrics text[], p_months date[], p_from date[], p_to date[]) returns table (metric text, n int, median float8)
  language sql stable security definer set search_path = public, pg_temp as $$
  with sellers as (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' and left_on is null
  ), spans as materialized (
    select m as a, (m + interval '1 month')::date as b from unnest(p_months) m
    union all
    select f, t from unnest(p_from, p_to) x (f, t)
  ), closed as materialized (
    select month from cycle_closed_periods where workspace_id = (select app_workspace()) and state = 'closed'
  ), totals as (
    select t.kind, t.owner_id, t.n, t.money from facts.counted_months t
    where t.workspace_id = (select app_workspace()) and t.month = any (p_months) and t.kind in ('booked', 'created', 'closed_won', 'closed_lost')
    union all
    -- Days apart: the view has parts of its own, and would be read in full before it is held against the spans.
    select t.kind, t.owner_id, t.n, t.money from unnest(p_from, p_to) s (a, b)
    cross join lateral (
      select d.kind, d.owner_id, d.n, d.money from facts.counted_days d
      where d.workspace_id = (select app_workspace()) and d.day >= s.a and d.day < s.b and d.kind in ('booked', 'created', 'closed_won', 'closed_lost')
      offset 0) t
    union all
    select t.kind, t.owner_id, t.n, t.money from facts.month_totals t
    where t.workspace_id = (select app_workspace()) and t.month = any (p_months)
      and (t.kind in ('activity:call', 'activity:meeting', 'activity:demo', 'activity:email', 'activity:message')
        or t.kind in ('cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved'))
    union all
    select t.kind, t.owner_id, t.n, t.money from unnest(p_from, p_to) s (a, b)
    join facts.day_totals t on t.workspace_id = (select app_workspace()) and t.day >= s.a and t.day < s.b
      and t.kind in ('activity:call', 'activity:meeting', 'activity:demo', 'activity:email', 'activity:message')
    union all
    -- A cohort is counted by months; of single days its deals are read.
    select 'cohort_' || r.outcome, coalesce(r.owner_id, nil_uuid()), 1, r.base_minor
    from workspaces w cross join unnest(p_from, p_to) s (a, b) join pipelines p on p.workspace_id = w.id
    join deal_reach r on r.workspace_id = w.id and r.pipeline_id = p.id and r.created_at >= s.a::timestamp at time zone w.time_zone
      and r.created_at < s.b::timestamp at time zone w.time_zone
    where w.id = (select app_workspace()) and p_metrics && array['cohortConversion', 'cohortOpen']
    union all
    select case when s.meaning = 'won' then 'all_won' when s.meaning = 'open' then 'open' else 'all_else' end, t.owner_id, t.n, t.money
    from facts.day_totals t join stages s on s.workspace_id = t.workspace_id and s.id = t.stage_id
    where t.workspace_id = (select app_workspace()) and t.kind = 'now' and t.day = '1970-01-01'
      and p_metrics && array['openDeals', 'openPipeline', 'overallConversion']
    union all
    select 'payment', coalesce(y.owner_id, nil_uuid()), 1, y.base_minor
    from spans s join facts.payments y on y.workspace_id = (select app_workspace()) and y.paid_on >= s.a and y.paid_on < s.b
    where 'payments' = any (p_metrics)
  ), each as (
    select s.id,
      coalesce(sum(t.money) filter (where t.kind = 'booked'), 0)::float8 as sales, coalesce(sum(t.n) filter (where t.kind = 'booked'), 0)::float8 as won,
      coalesce(sum(t.n) filter (where t.kind = 'created'), 0)::float8 as created,
      coalesce(sum(t.n) filter (where t.kind = 'closed_won'), 0)::float8 as closed_won,
      coalesce(sum(t.money) filter (where t.kind = 'closed_won'), 0)::float8 as won_money,
      coalesce(sum(t.n) filter (where t.kind = 'closed_lost'), 0)::float8 as lost,
      coalesce(sum(t.money) filter (where t.kind = 'closed_lost'), 0)::float8 as lost_money,
      coalesce(sum(t.n) filter (where t.kind = 'activity:call'), 0)::float8 as calls,
      coalesce(sum(t.n) filter (where t.kind = 'activity:meeting'), 0)::float8 as meetings,
      coalesce(sum(t.n) filter (where t.kind like 'activity:%'), 0)::float8 as activities,
      coalesce(sum(t.n) filter (where t.kind like 'cohort_%'), 0)::float8 as cohort,
      coalesce(sum(t.n) filter (where t.kind = 'cohort_won'), 0)::float8 as cohort_won,
      coalesce(sum(t.n) filter (where t.kind = 'cohort_open'), 0)::float8 as cohort_open,
      coalesce(sum(t.n) filter (where t.kind = 'open'), 0)::float8 as open_n, coalesce(sum(t.money) filter (where t.kind = 'open'), 0)::float8 as open_money,
      coalesce(sum(t.n) filter (where t.kind in ('open', 'all_won', 'all_else')), 0)::float8 as all_n,
      coalesce(sum(t.n) filter (where t.kind = 'all_won'), 0)::float8 as all_won,
      coalesce(sum(t.money) filter (where t.kind = 'payment'), 0)::float8 as payments
    from sellers s left join totals t on t.owner_id = s.id group by s.id
  ), won_deals as (
    select w.owner_id, percentile_cont(0.5) within group (order by w.base_minor) as check_minor,
      percentile_cont(0.5) within group (order by w.seconds) / 86400 as cycle, avg(w.seconds) / 86400 as cycle_mean
    from (
      select r.owner_id, r.base_minor, extract(epoch from r.closed_at - r.created_at)::float8 as seconds
      from spans s join deal_reach r on r.workspace_id = (select app_workspace()) and r.closed_day >= s.a and r.closed_day < s.b and r.outcome = 'won'
      where not exists (select from closed c where c.month = date_trunc('month', r.closed_day)::date)
      union all
      select c.owner_id, c.base_minor, extract(epoch from c.at - c.created_at)::float8
      from spans s join cycle_closed_deals c on c.workspace_id = (select app_workspace()) and c.kind = 'closed_won' and c.n > 0
        and greatest(c.day, c.month) >= s.a and greatest(c.day, c.month) < s.b
      union all
      select c.owner_id, c.base_minor, extract(epoch from c.at - c.created_at)::float8
      from spans s join facts.closed_deal_corrections c on c.workspace_id = (select app_workspace()) and c.kind = 'closed_won' and c.n > 0
        and c.month >= s.a and c.month < s.b
    ) w
    where p_metrics && array['medianCheck', 'cycleMedian', 'cycleMean']
    group by w.owner_id
  ), of_new_clients as (
    select b.owner_id, coalesce(sum(b.n) filter (where f.first_sale), 0)::float8 as clients,
      coalesce(sum(b.base_minor) filter (where f.client_kind = 'new'), 0)::float8 as money
    from (
      select b.owner_id, b.profile, b.n::bigint as n, b.base_minor
      from spans s join bookings b on b.workspace_id = (select app_workspace()) and b.day >= s.a and b.day < s.b
      where not exists (select from closed c where c.month = date_trunc('month', b.day)::date)
      union all
      select c.owner_id, c.profile, c.n, c.base_minor
      from spans s join facts.closed_bookings c on c.workspace_id = (select app_workspace())
        and greatest(c.day, c.month) >= s.a and greatest(c.day, c.month) < s.b
      union all
      select c.owner_id, c.profile, c.n, c.base_minor
      from spans s join facts.closed_booking_corrections c on c.workspace_id = (select app_workspace()) and c.month >= s.a and c.month < s.b
    ) b
    join metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = b.profile
    where p_metrics && array['newClients', 'newClientsSales', 'newClientsShare']
    group by b.owner_id
  ), of_leads as (
    select l.owner_id, count(*)::float8 as leads, (count(*) filter (where l.state = 'converted'))::float8 as converted,
      (count(*) filter (where l.state in ('converted', 'rejected')))::float8 as decided,
      percentile_cont(0.5) within group (order by l.response_minutes) as response
    from workspaces w cross join spans s
    join leads l on l.workspace_id = w.id and l.received_at >= s.a::timestamp at time zone w.time_zone
      and l.received_at < s.b::timestamp at time zone w.time_zone and l.state <> 'spam'
    where w.id = (select app_workspace()) and p_metrics && array['leads', 'leadToDeal', 'firstResponse']
    group by l.owner_id
  )
  select v.metric, count(v.value)::int, percentile_cont(0.5) within group (order by v.value)
  from each e
  left join won_deals d on d.owner_id = e.id
  left join of_new_clients c on c.owner_id = e.id
  left join of_leads l on l.owner_id = e.id
  cross join lateral (values
    ('sales', e.sales), ('won', e.won), ('created', e.created), ('lost', e.lost), ('lostMoney', e.lost_money), ('calls', e.calls), ('meetings', e.meetings),
    ('activities', e.activities), ('openDeals', e.open_n), ('openPipeline', e.open_money), ('payments', e.payments),
    ('averageCheck', case when e.won > 0 then e.sales / e.won end), ('medianCheck', d.check_minor), ('cycleMedian', d.cycle), ('cycleMean', d.cycle_mean),
    ('winRate', case when e.closed_won + e.lost > 0 then e.closed_won / (e.closed_won + e.lost) end),
    ('winRateMoney', case when e.won_money + e.lost_money > 0 then e.won_money / (e.won_money + e.lost_money) end),
    ('cohortConversion', case when e.cohort > 0 then e.cohort_won / e.cohort end), ('cohortOpen', case when e.cohort > 0 then e.cohort_open / e.cohort end),
    ('periodConversion', case when e.created > 0 then e.closed_won / e.created end), ('overallConversion', case when e.all_n > 0 then e.all_won / e.all_n end),
    ('newClients', coalesce(c.clients, 0)), ('newClientsSales', coalesce(c.money, 0)),
    ('newClientsShare', case when e.sales > 0 then coalesce(c.money, 0) / e.sales end),
    ('leads', coalesce(l.leads, 0)), ('leadToDeal', case when l.decided > 0 then l.converted / l.decided end), ('firstResponse', l.response)
  ) v (metric, value)
  where v.metric = any (p_metrics)
  group by v.metric having count(v.value) >= 5
$$;
revoke execute on function metrics_peers from public;
grant execute on function metrics_peers to mostik_app;

-- What a unit of a product costs the company itself, in its currency; null: not said. Lines of deals give the margin of what was sold.
alter table products add column cost_minor bigint check (cost_minor >= 0);
create or replace view facts.products with (security_invoker = true) as select * from products;
