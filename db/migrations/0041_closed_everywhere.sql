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
create function closed_months_differing(p_workspace uuid) returns date[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct of_month), '{}') from (
    select of_month from (
      select w.of_month, w.kind, w.pipeline_id, w.stage_id, -w.n as n, -w.money as money from cycle_closed_whole w
      where w.workspace_id = p_workspace and w.kind <> 'booked'
      union all
      select p.month, t.kind, t.pipeline_id, t.stage_id, t.n, t.money
      from cycle_closed_periods p join company_month_totals t on t.workspace_id = p.workspace_id and t.month = p.month
        and t.kind in ('created', 'closed_won', 'closed_lost')
      where p.workspace_id = p_workspace and p.state = 'closed'
      union all
      select p.month, t.kind, t.pipeline_id, t.stage_id, t.n, t.money
      from total_deltas t join cycle_closed_periods p on p.workspace_id = t.workspace_id and p.month = date_trunc('month', t.day)::date and p.state = 'closed'
      where t.workspace_id = p_workspace and t.kind in ('created', 'closed_won', 'closed_lost')
    ) both_sides
    where p_workspace = app_workspace() or app_workspace() is null
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
