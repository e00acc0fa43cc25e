-- What the pages of sellers and of key figures ask of a whole company: what each person did in a month in one row, how long his won deals took and what new
-- clients brought, summed up by months behind the commands.

-- What each person did in a month, in one row: the medians of all sellers are made of a year of these, and not of what stages and pipelines make of it.
create table owner_month_totals (
  workspace_id uuid not null references workspaces on delete cascade,
  month date not null,
  owner_id uuid not null,
  booked_n bigint not null default 0,
  booked_minor bigint not null default 0,
  created_n bigint not null default 0,
  won_n bigint not null default 0,
  won_minor bigint not null default 0,
  lost_n bigint not null default 0,
  lost_minor bigint not null default 0,
  -- The deals made in the month by what has become of them.
  cohort_n bigint not null default 0,
  cohort_won_n bigint not null default 0,
  cohort_open_n bigint not null default 0,
  primary key (workspace_id, month, owner_id)
) with (fillfactor = 60);
call protect_by_owner('owner_month_totals');
revoke insert, update, delete on owner_month_totals from mostik_app;

insert into owner_month_totals
select workspace_id, month, owner_id,
  coalesce(sum(n) filter (where kind = 'booked'), 0), coalesce(sum(money) filter (where kind = 'booked'), 0), coalesce(sum(n) filter (where kind = 'created'), 0),
  coalesce(sum(n) filter (where kind = 'closed_won'), 0), coalesce(sum(money) filter (where kind = 'closed_won'), 0),
  coalesce(sum(n) filter (where kind = 'closed_lost'), 0), coalesce(sum(money) filter (where kind = 'closed_lost'), 0),
  coalesce(sum(n) filter (where kind like 'cohort_%'), 0), coalesce(sum(n) filter (where kind = 'cohort_won'), 0),
  coalesce(sum(n) filter (where kind = 'cohort_open'), 0)
from month_totals
where kind in ('booked', 'created', 'closed_won', 'closed_lost', 'cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved')
group by workspace_id, month, owner_id;

create view facts.owner_month_totals with (security_invoker = true) as
  select workspace_id, month, owner_id, booked_n, booked_minor, created_n, won_n, won_minor, lost_n, lost_minor, cohort_n, cohort_won_n, cohort_open_n
  from owner_month_totals
  union all
  select workspace_id, date_trunc('month', day)::date, owner_id,
    case kind when 'booked' then n else 0 end, case kind when 'booked' then money else 0 end, case kind when 'created' then n else 0 end,
    case kind when 'closed_won' then n else 0 end, case kind when 'closed_won' then money else 0 end,
    case kind when 'closed_lost' then n else 0 end, case kind when 'closed_lost' then money else 0 end,
    case when kind like 'cohort_%' then n else 0 end, case kind when 'cohort_won' then n else 0 end, case kind when 'cohort_open' then n else 0 end
  from total_deltas
  where kind in ('booked', 'created', 'closed_won', 'closed_lost', 'cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved');
grant select on facts.owner_month_totals to mostik_app;

-- As before, and the months of people with it.
create or replace function fold_totals(p_workspace uuid, most int) returns int language plpgsql as $$
declare
  folded int;
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_totals' || p_workspace::text)) then
    return 0;
  end if;
  with taken as (
    delete from total_deltas where ctid = any (array(select ctid from total_deltas where workspace_id = p_workspace limit most))
    returning kind, day, owner_id, pipeline_id, stage_id, bucket, n, money
  ), per_day as (
    insert into day_totals as t (workspace_id, kind, day, owner_id, pipeline_id, stage_id, n, money)
    select p_workspace, kind, day, owner_id, pipeline_id, stage_id, sum(n), sum(money) from taken
    where kind in ('created', 'booked', 'closed_won', 'closed_lost', 'now') or kind like 'activity:%'
    group by kind, day, owner_id, pipeline_id, stage_id
    on conflict (workspace_id, kind, day, owner_id, pipeline_id, stage_id) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), per_month as (
    insert into month_totals as t (workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket, n, money)
    select p_workspace, kind, date_trunc('month', day)::date, owner_id, pipeline_id, stage_id, bucket, sum(n), sum(money) from taken
    group by kind, date_trunc('month', day), owner_id, pipeline_id, stage_id, bucket
    on conflict (workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), company_per_day as (
    insert into company_day_totals as t (workspace_id, kind, day, pipeline_id, stage_id, n, money)
    select p_workspace, kind, day, pipeline_id, stage_id, sum(n), sum(money) from taken
    where kind in ('created', 'booked', 'closed_won', 'closed_lost', 'now') or kind like 'activity:%'
    group by kind, day, pipeline_id, stage_id
    on conflict (workspace_id, kind, day, pipeline_id, stage_id) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), company_per_month as (
    insert into company_month_totals as t (workspace_id, kind, month, pipeline_id, stage_id, bucket, n, money)
    select p_workspace, kind, date_trunc('month', day)::date, pipeline_id, stage_id, bucket, sum(n), sum(money) from taken
    group by kind, date_trunc('month', day), pipeline_id, stage_id, bucket
    on conflict (workspace_id, kind, month, pipeline_id, stage_id, bucket) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), owner_per_month as (
    insert into owner_month_totals as t (workspace_id, month, owner_id, booked_n, booked_minor, created_n, won_n, won_minor, lost_n, lost_minor,
      cohort_n, cohort_won_n, cohort_open_n)
    select p_workspace, date_trunc('month', day)::date, owner_id,
      coalesce(sum(n) filter (where kind = 'booked'), 0), coalesce(sum(money) filter (where kind = 'booked'), 0),
      coalesce(sum(n) filter (where kind = 'created'), 0),
      coalesce(sum(n) filter (where kind = 'closed_won'), 0), coalesce(sum(money) filter (where kind = 'closed_won'), 0),
      coalesce(sum(n) filter (where kind = 'closed_lost'), 0), coalesce(sum(money) filter (where kind = 'closed_lost'), 0),
      coalesce(sum(n) filter (where kind like 'cohort_%'), 0), coalesce(sum(n) filter (where kind = 'cohort_won'), 0),
      coalesce(sum(n) filter (where kind = 'cohort_open'), 0)
    from taken
    where kind in ('booked', 'created', 'closed_won', 'closed_lost', 'cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved')
    group by date_trunc('month', day), owner_id
    on conflict (workspace_id, month, owner_id) do update set
      booked_n = t.booked_n + excluded.booked_n, booked_minor = t.booked_minor + excluded.booked_minor, created_n = t.created_n + excluded.created_n,
      won_n = t.won_n + excluded.won_n, won_minor = t.won_minor + excluded.won_minor, lost_n = t.lost_n + excluded.lost_n,
      lost_minor = t.lost_minor + excluded.lost_minor, cohort_n = t.cohort_n + excluded.cohort_n,
      cohort_won_n = t.cohort_won_n + excluded.cohort_won_n, cohort_open_n = t.cohort_open_n + excluded.cohort_open_n
  )
  select count(*) into folded from taken;
  return folded;
end $$;

-- What no total knows of people and of the company, summed up behind the commands as the days of the company are.
--   cut: cycle (n won deals, with their lengths in order) | new (n first purchases, money of new clients)
--     | created, closed_won, closed_lost, booked (n, money; of days of closed months, as these have them: of the others the totals tell)
--   grain: person (the month of `day`, of one owner) | company (the same of all) | day (a day of all)
-- A row of a month holds its days before `through` and stands as long as each of them does. The sums before the last stay until the next ones, for whoever
-- has just asked which stand.
create table funnel_people_cells (
  workspace_id uuid not null references workspaces on delete cascade,
  cut text not null check (cut in ('cycle', 'new', 'created', 'closed_won', 'closed_lost', 'booked')),
  grain text not null check (grain in ('person', 'company', 'day')),
  day date not null,
  through date not null,
  owner_id uuid not null,
  n bigint not null,
  money bigint not null,
  lengths float8[],
  primary key (workspace_id, cut, grain, day, through, owner_id)
);
-- Lengths of a month of a whole company are a long array, of which a part is read.
alter table funnel_people_cells alter column lengths set storage external;
call protect_by_owner('funnel_people_cells');
revoke insert, update, delete on funnel_people_cells from mostik_app;

create table funnel_people_months (
  workspace_id uuid not null references workspaces on delete cascade,
  facts text not null check (facts in ('closed', 'booked')),
  month date not null,
  through date not null,
  primary key (workspace_id, facts, month)
);
call protect('funnel_people_months');
create policy seen_by_all_seers on funnel_people_months for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on funnel_people_months to mostik_app;

-- Which of these months are summed up, and through which day. Whoever sees a part of the company may know that too: it tells nothing of anybody.
create function kept_people(p_facts text, p_months date[]) returns table (month date, through date)
  language sql stable security definer set search_path = public, pg_temp as $$
  with kept as materialized (
    select unnest(kept_days(p_facts, min(m), (max(m) + interval '1 month')::date, '')) as day from unnest(p_months) m having count(*) > 0
  )
  select k.month, k.through from funnel_people_months k
  where k.workspace_id = (select app_workspace()) and k.facts = p_facts and k.month = any (p_months)
    and (select count(*) from kept d where d.day >= k.month and d.day < k.through) = k.through - k.month
$$;
revoke execute on function kept_people from public;
grant execute on function kept_people to mostik_app;

create aggregate arrays_joined(float8[]) (sfunc = array_cat, stype = float8[]);

-- New cells: all days are summed up anew, and read from the facts until they are.
delete from funnel_kept_days where facts in ('closed', 'booked');

-- Whether a client is new follows from his other deals: a booking of long ago may change by what is learnt today.
create function note_booked_profile() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into funnel_stale_days (workspace_id, facts, day)
  select distinct b.workspace_id, 'booked', b.day
  from before b join after a on a.workspace_id = b.workspace_id and a.deal_id = b.deal_id and a.seq = b.seq and a.profile is distinct from b.profile
  left join metrics_profiles f on f.workspace_id = b.workspace_id and f.id = b.profile
  left join metrics_profiles g on g.workspace_id = a.workspace_id and g.id = a.profile
  where (f.client_kind, f.first_sale) is distinct from (g.client_kind, g.first_sale);
  return null;
end $$;
create trigger note_booked_profile after update on bookings referencing old table as before new table as after
  for each statement execute function note_booked_profile();
revoke execute on function note_booked_profile from public;

-- As before, from the months of people.
create or replace function sellers_others(p_person uuid, p_months date[], p_from date[], p_to date[])
  returns table (peers int, closed_won bigint, closed_lost bigint, won bigint, sales_minor bigint)
  language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  with sellers as (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' and id <> p_person
  ), totals as (
    select owner_id, won_n, lost_n, booked_n, booked_minor from facts.owner_month_totals
    where workspace_id = (select app_workspace()) and month = any (p_months)
    union all
    select t.owner_id, case t.kind when 'closed_won' then t.n else 0 end, case t.kind when 'closed_lost' then t.n else 0 end,
           case t.kind when 'booked' then t.n else 0 end, case t.kind when 'booked' then t.money else 0 end
    from unnest(p_from, p_to) s (a, b)
    join facts.day_totals t on t.workspace_id = (select app_workspace()) and t.day >= s.a and t.day < s.b and t.kind in ('booked', 'closed_won', 'closed_lost')
  ), each as (
    select t.owner_id, sum(won_n) as closed_won, sum(lost_n) as closed_lost, sum(booked_n) as won, sum(booked_minor) as sales
    from totals t join sellers s on s.id = t.owner_id group by t.owner_id
  )
  select count(*)::int, sum(closed_won)::bigint, sum(closed_lost)::bigint, sum(won)::bigint, sum(sales)::bigint
  from each where closed_won + closed_lost > 0 having count(*) >= 5
$$;

-- As before; counted up by how far deals came before each seller is held against each stage.
create or replace function funnel_peers(p_pipeline uuid, p_months date[], p_from timestamptz[], p_to timestamptz[])
  returns table (stage_id uuid, peers int, best float8, passed bigint, gone bigint, check_minor float8)
  language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  with cohort as materialized (
    select t.owner_id, t.kind, t.stage_id, sum(t.n) as n, sum(t.money) as money
    from facts.month_totals t
    where t.workspace_id = (select app_workspace()) and t.kind in ('cohort_won', 'cohort_lost', 'cohort_moved', 'cohort_open') and t.month = any (p_months)
      -- Not looked up in the index for each owner: nearly all rows are of this kind.
      and (t.bucket = 0) is true and (t.pipeline_id = p_pipeline) is true
    group by t.owner_id, t.kind, t.stage_id
    union all
    select coalesce(r.owner_id, nil_uuid()), 'cohort_' || r.outcome, r.furthest_stage_id, 1, r.base_minor
    from unnest(p_from, p_to) as span (start, finish) join deal_reach r on r.created_at >= start and r.created_at < finish
    where r.workspace_id = (select app_workspace()) and r.pipeline_id = p_pipeline and r.full_history
  ), placed as materialized (
    -- A won deal has passed every stage, wherever it stood.
    select c.owner_id, case when c.kind = 'cohort_won' then 2147483647 else st.position end as position,
           sum(c.n) as n, coalesce(sum(c.n) filter (where c.kind in ('cohort_lost', 'cohort_moved')), 0) as ended
    from cohort c left join stages st on st.workspace_id = (select app_workspace()) and st.id = c.stage_id
    where c.owner_id <> nil_uuid()
    group by 1, 2
  ), by_seller as (
    select s.id as stage_id, p.owner_id,
           coalesce(sum(p.n) filter (where p.position > s.position), 0)::bigint as passed,
           coalesce(sum(case when p.position > s.position then p.n else p.ended end) filter (where p.position >= s.position), 0)::bigint as gone
    from stages s cross join placed p
    where s.workspace_id = (select app_workspace()) and s.pipeline_id = p_pipeline and s.meaning = 'open'
    group by s.id, p.owner_id
  )
  select b.stage_id, count(*) filter (where b.gone >= 5)::int,
         percentile_cont(0.75) within group (order by b.passed::float8 / nullif(b.gone, 0)) filter (where b.gone >= 5),
         sum(b.passed)::bigint, sum(b.gone)::bigint,
         (select sum(money)::float8 / nullif(sum(n), 0) from cohort where kind = 'cohort_won' and owner_id <> nil_uuid())
  from by_seller b group by b.stage_id
  having count(*) filter (where b.gone >= 5) >= 5
$$;

-- As before, from the months of people; months that stand in cells are not read deal by deal.
create or replace function metrics_peers(p_metrics text[], p_months date[], p_from date[], p_to date[])
  returns table (metric text, n int, median double precision)
  language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
  with sellers as (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' and left_on is null
  ), spans as materialized (
    select m as a, (m + interval '1 month')::date as b from unnest(p_months) m
    union all
    select f, t from unnest(p_from, p_to) x (f, t)
  ), closed as materialized (
    select month from cycle_closed_periods where workspace_id = (select app_workspace()) and state = 'closed'
  ), kept as materialized (
    -- Months that stand in cells, and how far. A median of checks is not made of them.
    select 'closed' as facts, k.month, k.through from kept_people('closed', p_months) k
    where p_metrics && array['cycleMedian'] and not p_metrics && array['medianCheck', 'cycleMean']
    union all
    select 'booked', k.month, k.through from kept_people('booked', p_months) k
    where p_metrics && array['newClients', 'newClientsSales', 'newClientsShare']
  ), rest as materialized (
    -- What stands in no cells, month by month: held apart once, and not by each deal.
    select s.facts, s.a, s.b, date_trunc('month', s.a::timestamp)::date in (select month from closed) as closed
    from (
      select f.facts, coalesce(k.through, m) as a, (m + interval '1 month')::date as b
      from unnest(p_months) m cross join (values ('closed'), ('booked')) f (facts) left join kept k on k.facts = f.facts and k.month = m
      union all
      select f.facts, greatest(x.a, m::date), least(x.b, (m + interval '1 month')::date)
      from unnest(p_from, p_to) x (a, b)
      cross join lateral generate_series(date_trunc('month', x.a::timestamp), x.b::timestamp - interval '1 day', interval '1 month') m
      cross join (values ('closed'), ('booked')) f (facts)
    ) s where s.a < s.b
  ), corrected as materialized (
    -- What was learnt late stands in the open month; a period without it has nothing to compare.
    select o.month from facts.open_months o
    where o.workspace_id = (select app_workspace()) and exists (select from spans s where o.month >= s.a and o.month < s.b)
  ), deal_corrections as materialized (
    select c.month, c.kind, c.owner_id, c.n, c.base_minor, c.created_at, c.at
    from corrected o cross join lateral (
      select * from facts.closed_deal_corrections d where d.workspace_id = (select app_workspace()) and d.month = o.month offset 0) c
  ), totals as (
    select 'booked' as kind, t.owner_id, t.n::bigint as n, t.money from cycle_closed_totals t
    where t.workspace_id = (select app_workspace()) and t.month = any (p_months)
    union all
    select t.kind, t.owner_id, t.n, t.money from cycle_closed_sums t
    where t.workspace_id = (select app_workspace()) and t.month = any (p_months) and t.kind in ('created', 'closed_won', 'closed_lost')
    union all
    select 'booked', c.owner_id, c.n, c.money
    from corrected o cross join lateral (select * from facts.closed_corrections x where x.workspace_id = (select app_workspace()) offset 0) c
    where o.month = any (p_months)
    union all
    select c.kind, c.owner_id, c.n, c.base_minor from deal_corrections c
    where c.month = any (p_months) and c.kind in ('created', 'closed_won', 'closed_lost')
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
      and t.kind in ('activity:call', 'activity:meeting', 'activity:demo', 'activity:email', 'activity:message')
      and p_metrics && array['calls', 'meetings', 'activities']
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
  ), summed as (
    -- Stages and months add up before kinds are told apart: a year of totals is ten times its kinds.
    select owner_id, kind, sum(n) as n, sum(money) as money from totals group by owner_id, kind
  ), months as (
    select t.owner_id, sum(t.booked_n) filter (where not x.closed) as booked_n, sum(t.booked_minor) filter (where not x.closed) as booked_minor,
      sum(t.created_n) filter (where not x.closed) as created_n, sum(t.won_n) filter (where not x.closed) as won_n,
      sum(t.won_minor) filter (where not x.closed) as won_minor, sum(t.lost_n) filter (where not x.closed) as lost_n,
      sum(t.lost_minor) filter (where not x.closed) as lost_minor,
      -- A cohort is what has become of its deals since: closed months do not hold it.
      sum(t.cohort_n) as cohort_n, sum(t.cohort_won_n) as cohort_won_n, sum(t.cohort_open_n) as cohort_open_n
    from (select m as month, m in (select month from closed) as closed from unnest(p_months) m) x
    join facts.owner_month_totals t on t.workspace_id = (select app_workspace()) and t.month = x.month
    group by t.owner_id
  ), each as (
    select s.id,
      (coalesce(sum(t.money) filter (where t.kind = 'booked'), 0) + coalesce(max(w.booked_minor), 0))::float8 as sales, (coalesce(sum(t.n) filter (where t.kind = 'booked'), 0) + coalesce(max(w.booked_n), 0))::float8 as won,
      (coalesce(sum(t.n) filter (where t.kind = 'created'), 0) + coalesce(max(w.created_n), 0))::float8 as created,
      (coalesce(sum(t.n) filter (where t.kind = 'closed_won'), 0) + coalesce(max(w.won_n), 0))::float8 as closed_won,
      (coalesce(sum(t.money) filter (where t.kind = 'closed_won'), 0) + coalesce(max(w.won_minor), 0))::float8 as won_money,
      (coalesce(sum(t.n) filter (where t.kind = 'closed_lost'), 0) + coalesce(max(w.lost_n), 0))::float8 as lost,
      (coalesce(sum(t.money) filter (where t.kind = 'closed_lost'), 0) + coalesce(max(w.lost_minor), 0))::float8 as lost_money,
      coalesce(sum(t.n) filter (where t.kind = 'activity:call'), 0)::float8 as calls,
      coalesce(sum(t.n) filter (where t.kind = 'activity:meeting'), 0)::float8 as meetings,
      coalesce(sum(t.n) filter (where t.kind like 'activity:%'), 0)::float8 as activities,
      (coalesce(sum(t.n) filter (where t.kind like 'cohort_%'), 0) + coalesce(max(w.cohort_n), 0))::float8 as cohort,
      (coalesce(sum(t.n) filter (where t.kind = 'cohort_won'), 0) + coalesce(max(w.cohort_won_n), 0))::float8 as cohort_won,
      (coalesce(sum(t.n) filter (where t.kind = 'cohort_open'), 0) + coalesce(max(w.cohort_open_n), 0))::float8 as cohort_open,
      coalesce(sum(t.n) filter (where t.kind = 'open'), 0)::float8 as open_n, coalesce(sum(t.money) filter (where t.kind = 'open'), 0)::float8 as open_money,
      coalesce(sum(t.n) filter (where t.kind in ('open', 'all_won', 'all_else')), 0)::float8 as all_n,
      coalesce(sum(t.n) filter (where t.kind = 'all_won'), 0)::float8 as all_won,
      coalesce(sum(t.money) filter (where t.kind = 'payment'), 0)::float8 as payments
    from sellers s left join summed t on t.owner_id = s.id left join months w on w.owner_id = s.id group by s.id
  ), won_rows as materialized (
    select r.owner_id, r.base_minor, date_part('epoch', r.closed_at - r.created_at) as seconds
    from rest s join deal_reach r on r.workspace_id = (select app_workspace()) and r.closed_day >= s.a and r.closed_day < s.b and r.outcome = 'won'
    where s.facts = 'closed' and not s.closed
    union all
    select c.owner_id, c.base_minor, date_part('epoch', c.at - c.created_at)
    from rest s join cycle_closed_deals c on c.workspace_id = (select app_workspace()) and c.kind = 'closed_won' and c.n > 0
      and c.month = date_trunc('month', s.a::timestamp)::date and greatest(c.day, c.month) >= s.a and greatest(c.day, c.month) < s.b
    where s.facts = 'closed' and s.closed
    union all
    select c.owner_id, c.base_minor, date_part('epoch', c.at - c.created_at) from deal_corrections c where c.kind = 'closed_won' and c.n > 0
  ), parts as materialized (
    -- Lengths in order: of whole months from their cells, and of the other deals.
    select c.owner_id, c.n::int as n, c.lengths
    from kept k join funnel_people_cells c on c.workspace_id = (select app_workspace()) and c.cut = 'cycle' and c.grain = 'person'
      and c.day = k.month and c.through = k.through
    where k.facts = 'closed'
    union all
    select owner_id, count(*)::int, array_agg(seconds order by seconds) from won_rows where owner_id is not null group by owner_id
  ), bounds as materialized (
    -- The middle of the whole lies between the least and the greatest middle of its parts: the rest need not be put in order.
    select owner_id, sum(n)::int as n, min(lengths[(n + 1) / 2]) as low, max(lengths[(n + 2) / 2]) as high
    from parts where 'cycleMedian' = any (p_metrics) group by owner_id
  ), middles as (
    select b.owner_id, b.n - 2 * sum(width_bucket(b.low - 1, p.lengths))::int as n,
      arrays_joined(p.lengths[width_bucket(b.low - 1, p.lengths) + 1 : width_bucket(b.high, p.lengths)]) as lengths
    from bounds b join parts p on p.owner_id = b.owner_id group by b.owner_id, b.n
  ), cycles as (
    select m.owner_id, (l.lengths[(m.n + 1) / 2] + 0.5 * (l.lengths[(m.n + 2) / 2] - l.lengths[(m.n + 1) / 2])) / 86400 as cycle
    from middles m cross join lateral (select array_agg(x order by x) as lengths from unnest(m.lengths) x) l
  ), won_deals as (
    -- A figure that is not asked for has nothing to sort.
    select w.owner_id, percentile_cont(0.5) within group (order by case when 'medianCheck' = any (p_metrics) then w.base_minor end) as check_minor,
      avg(w.seconds) / 86400 as cycle_mean
    from won_rows w where p_metrics && array['medianCheck', 'cycleMean']
    group by w.owner_id
  ), of_new_clients as (
    select owner_id, sum(clients)::float8 as clients, sum(money)::float8 as money
    from (
      select c.owner_id, c.n as clients, c.money
      from kept k join funnel_people_cells c on c.workspace_id = (select app_workspace()) and c.cut = 'new' and c.grain = 'person'
      and c.day = k.month and c.through = k.through
      where k.facts = 'booked'
      union all
      select b.owner_id, case when f.first_sale then b.n else 0 end, case when f.client_kind = 'new' then b.base_minor else 0 end
      from (
        select b.owner_id, b.profile, b.n::bigint as n, b.base_minor
        from rest s join bookings b on b.workspace_id = (select app_workspace()) and b.day >= s.a and b.day < s.b
        where s.facts = 'booked' and not s.closed
        union all
        select c.owner_id, c.profile, c.n, c.base_minor
        from rest s join facts.closed_bookings c on c.workspace_id = (select app_workspace())
          and c.month = date_trunc('month', s.a::timestamp)::date and greatest(c.day, c.month) >= s.a and greatest(c.day, c.month) < s.b
        where s.facts = 'booked' and s.closed
        union all
        select c.owner_id, c.profile, c.n, c.base_minor
        from corrected o cross join lateral (
          select * from facts.closed_booking_corrections x where x.workspace_id = (select app_workspace()) and x.month = o.month offset 0) c
      ) b
      join metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = b.profile
    ) x
    where p_metrics && array['newClients', 'newClientsSales', 'newClientsShare']
    group by owner_id
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
  left join cycles y on y.owner_id = e.id
  left join of_new_clients c on c.owner_id = e.id
  left join of_leads l on l.owner_id = e.id
  cross join lateral (values
    ('sales', e.sales), ('won', e.won), ('created', e.created), ('lost', e.lost), ('lostMoney', e.lost_money), ('calls', e.calls), ('meetings', e.meetings),
    ('activities', e.activities), ('openDeals', e.open_n), ('openPipeline', e.open_money), ('payments', e.payments),
    ('averageCheck', case when e.won > 0 then e.sales / e.won end), ('medianCheck', d.check_minor), ('cycleMedian', y.cycle), ('cycleMean', d.cycle_mean),
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
