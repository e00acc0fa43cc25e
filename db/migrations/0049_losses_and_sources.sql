-- Deals of closed months as they are now less as the closed months have them, as before. Months come first: without any the planner would still read all
-- deals, and hold each against no month.
create or replace function closed_deal_differences(p_workspace uuid, p_months date[])
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
    cross join lateral (
      select * from deal_reach x
      where x.workspace_id = w.id and x.pipeline_id = p.id and x.created_at >= m.month::timestamp at time zone w.time_zone
        and x.created_at < (m.month + interval '1 month')::timestamp at time zone w.time_zone offset 0) r
    where w.id = p_workspace
    union all
    select 'closed_' || r.outcome, r.deal_id, r.pipeline_id, r.closed_day, coalesce(r.owner_id, nil_uuid()), r.source_id, r.furthest_stage_id,
           r.loss_reason_id, r.profile, r.created_at, r.closed_at, 1, r.base_minor, true
    from unnest(p_months) as m (month)
    cross join lateral (
      select * from deal_reach x
      where x.workspace_id = p_workspace and x.closed_day >= m.month and x.closed_day < (m.month + interval '1 month')::date offset 0) r
    where r.outcome in ('won', 'lost')
    union all
    select c.kind, c.deal_id, c.pipeline_id, c.day, c.owner_id, c.source_id, c.stage_id, c.loss_reason_id, c.profile, c.created_at, c.at, -c.n,
           -c.base_minor, false
    from unnest(p_months) as m (month)
    cross join lateral (
      select * from cycle_closed_deals x
      where x.workspace_id = p_workspace and x.day >= m.month and x.day < (m.month + interval '1 month')::date offset 0) c
  ) both_sides
  group by kind, deal_id, pipeline_id, day, owner_id
  having sum(n) <> 0 or kind <> 'created' and sum(base_minor) <> 0
$$;

-- Which cells of closed months may have changed since: whoever folds the deltas of a closed month notes them, away from the commands. Deltas that wait
-- are looked at themselves.
create table cycle_changed_cells (
  workspace_id uuid not null references workspaces on delete cascade,
  kind text not null,
  day date not null,
  owner_id uuid not null,
  primary key (workspace_id, day, kind, owner_id)
);
call protect_by_owner('cycle_changed_cells');
revoke insert, update, delete on cycle_changed_cells from mostik_app;

-- Days whose figures are summed up by what the totals do not know (reasons, sources, competitors, lengths), of the whole company. A day is read from its
-- cells as long as nothing of it has changed; days that have, and those not summed up yet, are read from the facts. So no answer is ever stale.
--   facts: closed (deals won and lost by the day of their end), booked (the ledger), left (stays by the day of their end)
create table funnel_kept_days (
  workspace_id uuid not null references workspaces on delete cascade,
  facts text not null check (facts in ('closed', 'booked', 'left')),
  day date not null,
  -- What the sums were made by: the moment of its closing for a day of a closed month, the calendar for stays; else nothing.
  basis text not null,
  primary key (workspace_id, facts, day)
);
create table funnel_stale_days (
  workspace_id uuid not null references workspaces on delete cascade,
  facts text not null,
  day date not null,
  at timestamptz not null default now()
);
create index funnel_stale_days_day on funnel_stale_days (workspace_id, facts, day);
-- cut: reason (a: reason, b: furthest stage; lost) | source (a) | rival (a: competitor, nil for none known) | cycle (won, by bucket, with their lengths)
--   | sold (a: source; the ledger) | worked (a: stage; stays by bucket of working time, money: Σ seconds)
create table funnel_day_cells (
  workspace_id uuid not null references workspaces on delete cascade,
  cut text not null,
  day date not null,
  pipeline_id uuid not null,
  outcome text not null,
  a_id uuid not null,
  b_id uuid not null,
  bucket smallint not null,
  n bigint not null,
  money bigint not null,
  lengths float8[],
  primary key (workspace_id, cut, day, pipeline_id, outcome, a_id, b_id, bucket)
);
call protect('funnel_kept_days');
call protect('funnel_stale_days');
call protect('funnel_day_cells');
create policy seen_by_all_seers on funnel_kept_days for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
create policy seen_by_all_seers on funnel_stale_days for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
create policy seen_by_all_seers on funnel_day_cells for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on funnel_kept_days, funnel_stale_days, funnel_day_cells to mostik_app;

-- Deltas say what has changed, on which day; they are deleted when they are folded.
create function note_folded() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into cycle_changed_cells (workspace_id, kind, day, owner_id)
  select distinct g.workspace_id, g.kind, g.day, g.owner_id
  from gone g join cycle_closed_periods p on p.workspace_id = g.workspace_id and p.month = date_trunc('month', g.day)::date and p.state in ('closing', 'closed')
  -- The amount of a deal that came in a closed month may go on changing: arrivals are counted, not summed.
  where g.kind in ('closed_won', 'closed_lost') or g.kind = 'created' and g.n <> 0
  on conflict do nothing;
  insert into funnel_stale_days (workspace_id, facts, day)
  select distinct g.workspace_id, case g.kind when 'booked' then 'booked' when 'stay' then 'left' else 'closed' end, g.day
  from gone g where g.kind in ('booked', 'stay', 'closed_won', 'closed_lost');
  return null;
end $$;
create trigger note_folded after delete on total_deltas referencing old table as gone for each statement execute function note_folded();

-- What cells tell and totals do not: edits of deals that had ended before. A move never comes here.
create function note_closed_edit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into funnel_stale_days (workspace_id, facts, day) select new.workspace_id, 'closed', d from unnest(array[old.closed_day, new.closed_day]) d where d is not null;
  return null;
end $$;
create trigger note_closed_edit after update on deal_reach for each row
  when (old.closed_day is not null and old.outcome = new.outcome
    and (old.loss_reason_id, old.source_id, old.created_at, old.closed_at) is distinct from (new.loss_reason_id, new.source_id, new.created_at, new.closed_at))
  execute function note_closed_edit();
create function note_booked_edit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into funnel_stale_days (workspace_id, facts, day) values (new.workspace_id, 'booked', new.day);
  return null;
end $$;
create trigger note_booked_edit after update on bookings for each row
  when (old.source_id is distinct from new.source_id or old.pipeline_id is distinct from new.pipeline_id) execute function note_booked_edit();

-- Whom a deal competed with may be said long after its end; a closed month has it on the day on which it was closed with.
create index cycle_closed_deals_deal on cycle_closed_deals (workspace_id, deal_id);
create function note_rivals_of(of_workspace uuid, of_deal uuid) returns void language sql as $$
  insert into funnel_stale_days (workspace_id, facts, day)
  select of_workspace, 'closed', r.closed_day from deal_reach r where r.workspace_id = of_workspace and r.deal_id = of_deal and r.closed_day is not null
  union
  select of_workspace, 'closed', greatest(c.day, c.month) from cycle_closed_deals c where c.workspace_id = of_workspace and c.deal_id = of_deal
$$;
create function note_rivals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'deals' then
    perform note_rivals_of(new.workspace_id, new.id);
  elsif tg_op = 'DELETE' then
    perform note_rivals_of(old.workspace_id, old.deal_id);
  else
    perform note_rivals_of(new.workspace_id, new.deal_id);
  end if;
  return null;
end $$;
create trigger note_rivals after insert or delete or update on losses_rivals for each row execute function note_rivals();
create trigger note_rivals after update on deals for each row
  when (old.outcome <> 'open' and (old.loss_competitor_id, old.deleted_at) is distinct from (new.loss_competitor_id, new.deleted_at)
    and (old.loss_competitor_id is not null or new.loss_competitor_id is not null))
  execute function note_rivals();
revoke execute on function note_folded, note_closed_edit, note_booked_edit, note_rivals_of, note_rivals from public;

-- What the open month has to take over of closed ones: only cells that may have changed are compared, deal by deal.
create function closed_deal_changes(p_workspace uuid, p_months date[])
  returns table (kind text, deal_id uuid, pipeline_id uuid, day date, owner_id uuid, source_id uuid, stage_id uuid, loss_reason_id uuid, profile uuid,
    created_at timestamptz, at timestamptz, n int, base_minor bigint)
  language sql stable as $$
  with cells as materialized (
    select c.kind, c.day, c.owner_id from unnest(p_months) as m (month)
    join cycle_changed_cells c on c.workspace_id = p_workspace and c.day >= m.month and c.day < (m.month + interval '1 month')::date
    union
    select t.kind, t.day, t.owner_id from unnest(p_months) as m (month)
    join total_deltas t on t.workspace_id = p_workspace and t.kind in ('created', 'closed_won', 'closed_lost')
      and t.day >= m.month and t.day < (m.month + interval '1 month')::date
  ), days as materialized (
    select day, bool_or(kind = 'created') as came, bool_or(kind <> 'created') as ended from cells group by day
  )
  select b.kind, b.deal_id, b.pipeline_id, b.day, b.owner_id, (array_agg(b.source_id order by b.live desc))[1], (array_agg(b.stage_id order by b.live desc))[1],
         (array_agg(b.loss_reason_id order by b.live desc))[1], (array_agg(b.profile order by b.live desc))[1], max(b.created_at), max(b.at), sum(b.n)::int,
         sum(b.base_minor)::bigint
  from (
    select 'created' as kind, r.deal_id, r.pipeline_id, r.created_day as day, coalesce(r.first_owner_id, nil_uuid()) as owner_id, r.source_id,
           r.furthest_stage_id as stage_id, null::uuid as loss_reason_id, r.profile, r.created_at, r.created_at as at, 1 as n, r.base_minor, true as live
    from workspaces w join pipelines p on p.workspace_id = w.id cross join (select day from days where came offset 0) y
    cross join lateral (
      select * from deal_reach x
      where x.workspace_id = w.id and x.pipeline_id = p.id and x.created_at >= y.day::timestamp at time zone w.time_zone
        and x.created_at < (y.day + 1)::timestamp at time zone w.time_zone offset 0) r
    where w.id = p_workspace
    union all
    select 'closed_' || r.outcome, r.deal_id, r.pipeline_id, r.closed_day, coalesce(r.owner_id, nil_uuid()), r.source_id, r.furthest_stage_id,
           r.loss_reason_id, r.profile, r.created_at, r.closed_at, 1, r.base_minor, true
    from (select day from days where ended offset 0) y
    cross join lateral (select * from deal_reach x where x.workspace_id = p_workspace and x.closed_day = y.day offset 0) r
    where r.outcome in ('won', 'lost')
    union all
    select c.kind, c.deal_id, c.pipeline_id, c.day, c.owner_id, c.source_id, c.stage_id, c.loss_reason_id, c.profile, c.created_at, c.at, -c.n,
           -c.base_minor, false
    from (select day from days offset 0) y
    cross join lateral (select * from cycle_closed_deals x where x.workspace_id = p_workspace and x.day = y.day offset 0) c
  ) b join cells on cells.kind = b.kind and cells.day = b.day and cells.owner_id = b.owner_id
  group by b.kind, b.deal_id, b.pipeline_id, b.day, b.owner_id
  having sum(b.n) <> 0 or b.kind <> 'created' and sum(b.base_minor) <> 0
$$;
insert into cycle_changed_cells (workspace_id, kind, day, owner_id)
select distinct p.workspace_id, d.kind, d.day, d.owner_id
from cycle_closed_periods p cross join lateral closed_deal_differences(p.workspace_id, array[p.month]) d where p.state = 'closed';
create or replace view facts.closed_deal_corrections with (security_invoker = true) as
  select o.workspace_id, o.month, d.*
  from facts.open_months o cross join lateral closed_deal_changes(o.workspace_id, closed_months_differing(o.workspace_id)) d;

-- A stay that is moved as a whole keeps its length by the calendar and not by working hours.
create function note_stay_edit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into funnel_stale_days (workspace_id, facts, day)
  select new.workspace_id, 'left', (m at time zone w.time_zone)::date from workspaces w cross join unnest(array[old.left_at, new.left_at]) m
  where w.id = new.workspace_id and m is not null;
  return null;
end $$;
create trigger note_stay_edit after update on stage_stays for each row
  when (old.left_at is not null and (old.entered_at, old.left_at) is distinct from (new.entered_at, new.left_at)) execute function note_stay_edit();
revoke execute on function note_stay_edit from public;

-- Days of a span that can be read from their cells, in the sight of whoever sees everybody. p_basis: of stays.
create function kept_days(p_facts text, p_start date, p_end date, p_basis text) returns date[] language sql stable as $$
  select coalesce(array_agg(k.day order by k.day), '{}')
  from funnel_kept_days k
  left join facts.closed_periods p on p.workspace_id = k.workspace_id and p.month = date_trunc('month', k.day)::date and p_facts <> 'left'
  where k.workspace_id = (select app_workspace()) and k.facts = p_facts and k.day >= p_start and k.day < p_end
    and k.basis = case when p_facts = 'left' then p_basis else coalesce(p.closed_at::text, '') end
    and not exists (select from funnel_stale_days s where s.workspace_id = (select app_workspace()) and s.facts = p_facts and s.day = k.day)
    and k.day <> all (array(select distinct t.day from total_deltas t where t.workspace_id = (select app_workspace())
      and t.kind = any (case p_facts when 'left' then '{stay}' when 'booked' then '{booked}' else '{closed_won,closed_lost}' end::text[])))
$$;
revoke execute on function kept_days from public;
grant execute on function kept_days to mostik_app;

-- Days that are over and wait for their cells, the latest first, a month at most. What has changed within two minutes will likely go on changing.
create function days_to_keep(p_workspace uuid, p_facts text, p_basis text) returns date[] language sql stable set plan_cache_mode = force_custom_plan as $$
  with changed as materialized (
    select day, max(at) as at from funnel_stale_days where workspace_id = p_workspace and facts = p_facts group by day
    union all
    select distinct day, now() from total_deltas where workspace_id = p_workspace
      and kind = any (case p_facts when 'left' then '{stay}' when 'booked' then '{booked}' else '{closed_won,closed_lost}' end::text[])
  ), bounds as materialized (
    select case p_facts
        when 'closed' then (select min(r.closed_day) from deal_reach r where r.workspace_id = p_workspace and r.closed_day is not null)
        when 'booked' then (select min(b.day) from bookings b where b.workspace_id = p_workspace)
        else (select (min(s.left_at) at time zone w.time_zone)::date from stage_stays s where s.workspace_id = p_workspace and s.certain and not s.skipped) end as first,
      (now() at time zone w.time_zone)::date - 1 as last
    from workspaces w where w.id = p_workspace
  ), waiting as (
    select d::date as day from bounds cross join generate_series(first, last, interval '1 day') d
    left join funnel_kept_days k on k.workspace_id = p_workspace and k.facts = p_facts and k.day = d::date
    left join cycle_closed_periods p on p.workspace_id = p_workspace and p.month = date_trunc('month', d)::date and p.state = 'closed' and p_facts <> 'left'
    where (k.basis is distinct from case when p_facts = 'left' then p_basis else coalesce(p.closed_at::text, '') end
        or exists (select from changed c where c.day = d::date))
      and not exists (select from changed c where c.day = d::date and c.at > now() - interval '2 minutes')
  )
  select array_agg(day order by day) from waiting where date_trunc('month', day) = (select date_trunc('month', max(day)) from waiting)
$$;
revoke execute on function days_to_keep from public;

-- Leads by owner alone: how old whoever was not won became, from which source and how far he came, nobody asks by seller.
create table cohorts_owner_cells (
  workspace_id uuid not null,
  month date not null,
  owner_id uuid not null,
  outcome text not null,
  -- Of what was won; else -1.
  age smallint not null,
  n bigint not null,
  known bigint not null,
  money bigint not null,
  primary key (workspace_id, month, owner_id, outcome, age)
) with (fillfactor = 80);
call protect_by_owner('cohorts_owner_cells');
revoke insert, update, delete on cohorts_owner_cells from mostik_app;
insert into cohorts_owner_cells (workspace_id, month, owner_id, outcome, age, n, known, money)
select workspace_id, month, owner_id, outcome, case when outcome = 'won' then age else -1 end, sum(n), sum(known), sum(money) from cohorts_cells group by 1, 2, 3, 4, 5;
create view facts.owner_lead_cells with (security_invoker = true) as
  select workspace_id, month, owner_id, outcome, age, n, known, money from cohorts_owner_cells
  union all
  select workspace_id, month, owner_id, outcome, case when outcome = 'won' then age else -1 end, n, known, money from cohorts_deltas;
grant select on facts.owner_lead_cells to mostik_app;

-- As before, and the cells of owners with it.
create or replace function cohorts_fold(p_workspace uuid, most int) returns int language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  folded int;
  clients uuid[];
begin
  if not pg_try_advisory_xact_lock(hashtext('cohorts_fold' || p_workspace::text)) then
    return 0;
  end if;
  with taken as (
    delete from cohorts_deltas where ctid = any (array(select ctid from cohorts_deltas where workspace_id = p_workspace limit most))
    returning month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money
  ), of_people as (
    insert into cohorts_cells as t (workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money)
    select p_workspace, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, sum(n), sum(known), sum(money) from taken
    group by month, owner_id, source_id, pipeline_id, stage_id, outcome, age
    on conflict (workspace_id, owner_id, month, source_id, pipeline_id, stage_id, outcome, age) do update
      set n = t.n + excluded.n, known = t.known + excluded.known, money = t.money + excluded.money
  ), of_owners as (
    insert into cohorts_owner_cells as t (workspace_id, month, owner_id, outcome, age, n, known, money)
    select p_workspace, month, owner_id, outcome, case when outcome = 'won' then age else -1 end, sum(n), sum(known), sum(money) from taken
    group by month, owner_id, outcome, case when outcome = 'won' then age else -1 end
    on conflict (workspace_id, month, owner_id, outcome, age) do update
      set n = t.n + excluded.n, known = t.known + excluded.known, money = t.money + excluded.money
  ), of_company as (
    insert into cohorts_company_cells as t (workspace_id, month, source_id, pipeline_id, stage_id, outcome, age, n, known, money)
    select p_workspace, month, source_id, pipeline_id, stage_id, outcome, age, sum(n), sum(known), sum(money) from taken
    group by month, source_id, pipeline_id, stage_id, outcome, age
    on conflict (workspace_id, month, source_id, pipeline_id, stage_id, outcome, age) do update
      set n = t.n + excluded.n, known = t.known + excluded.known, money = t.money + excluded.money
  )
  select count(*) into folded from taken;
  with taken as (
    delete from cohorts_queue where ctid = any (array(select ctid from cohorts_queue where workspace_id = p_workspace limit least(most, 500)))
    returning client_id
  )
  select array_agg(distinct client_id) into clients from taken;
  if clients is not null then
    perform cohorts_make_buyers(p_workspace, clients);
    folded := folded + cardinality(clients);
  end if;
  return folded;
end $$;
revoke execute on function cohorts_fold from public;

-- Deals that have ended, by whose they were: a head reads those of his people and no others; whoever sees everybody skips from one to the next.
drop index deal_reach_closed;
create index deal_reach_closed on deal_reach (workspace_id, owner_id, closed_day)
  include (pipeline_id, source_id, furthest_stage_id, outcome, created_at, closed_at, base_minor, loss_reason_id, profile, deal_id)
  where closed_day is not null;

-- How long deals of each way took until their end, in buckets of 8 %: they tell in which bucket the middle lies, and the deals of that bucket tell it exactly.
create table funnel_length_totals (
  workspace_id uuid not null references workspaces on delete cascade,
  pipeline_id uuid not null,
  month date not null,
  variant uuid not null,
  bucket smallint not null,
  n bigint not null,
  primary key (workspace_id, pipeline_id, month, variant, bucket)
) with (fillfactor = 80);
call protect('funnel_length_totals');
create policy seen_by_all_seers on funnel_length_totals for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on funnel_length_totals to mostik_app;
create view facts.company_way_lengths with (security_invoker = true) as select * from funnel_length_totals;
grant select on facts.company_way_lengths to mostik_app;
create index funnel_paths_ended on funnel_paths (workspace_id, pipeline_id, variant, ended_s) include (created_at, owner_id)
  where full_history and ended_s is not null;
create function length_bucket(seconds float8) returns smallint language sql immutable parallel safe as $$
  select floor(ln(greatest(seconds, 60)) / ln(1.08))::smallint
$$;

alter function add_path_totals(uuid, funnel_paths[], funnel_paths[]) rename to add_way_totals;
create function add_path_totals(p_workspace uuid, gone funnel_paths[], made funnel_paths[]) returns void language plpgsql
  set plan_cache_mode = force_custom_plan set enable_nestloop = on as $$
begin
  perform add_way_totals(p_workspace, gone, made);
  insert into funnel_length_totals as t (workspace_id, pipeline_id, month, variant, bucket, n)
  select p_workspace, x.pipeline_id, date_trunc('month', x.created_day)::date, x.variant, length_bucket(x.ended_s), sum(x.sign)
  from (select -1 as sign, g.* from unnest(gone) g union all select 1, m.* from unnest(made) m) x
  where x.full_history and x.ended_s is not null
  group by 2, 3, 4, 5 having sum(x.sign) <> 0
  on conflict (workspace_id, pipeline_id, month, variant, bucket) do update set n = t.n + excluded.n;
end $$;
revoke execute on function add_path_totals, add_way_totals from public;
insert into funnel_length_totals (workspace_id, pipeline_id, month, variant, bucket, n)
select workspace_id, pipeline_id, date_trunc('month', created_day)::date, variant, length_bucket(ended_s), count(*)
from funnel_paths where full_history and ended_s is not null group by 1, 2, 3, 4, 5;

alter function count_path_totals(uuid) rename to count_way_totals;
create function count_path_totals(p_workspace uuid) returns int language plpgsql set plan_cache_mode = force_custom_plan as $$
begin
  perform pg_advisory_xact_lock(hashtext('fold_paths' || p_workspace::text));
  delete from funnel_length_totals where workspace_id = p_workspace;
  return count_way_totals(p_workspace);
end $$;
revoke execute on function count_path_totals, count_way_totals from public;

-- Clients whose purchases wait to be counted anew.
create view facts.waiting_buyers with (security_invoker = true) as select * from cohorts_queue;
