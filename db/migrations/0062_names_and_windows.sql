-- Clients of a head's people: what is told of a client stands in the indexes of these people, and is joined by hashing. Row policies make the planner take
-- twenty thousand clients for sixty and look up each of them.
drop index segments_classes_now;
create index segments_classes_now on segments_classes (workspace_id, owner_id)
  include (client_id, abc, xyz, state, recency, frequency, monetary) where valid_to is null;
drop index segments_figures_owner;
create index segments_figures_owner on segments_figures (workspace_id, owner_id)
  include (client_id, orders, first_on, last_on, lost_on, interval_days);

-- The clients of these people with their classes, figures and what these people sold to them since a month, as far as the reader may see them.
create function clients_in_sight(p_people uuid[], p_since date)
  returns table (client_id uuid, owner_id uuid, abc text, xyz text, state text, recency smallint, frequency smallint, monetary smallint,
    orders int, recent_minor bigint, first_on date, last_on date, lost_on date, interval_days numeric)
  language sql stable set enable_nestloop = off set enable_mergejoin = off as $$
  select c.client_id, c.owner_id, c.abc, c.xyz, c.state, c.recency, c.frequency, c.monetary,
    f.orders, coalesce(b.money, 0)::bigint, f.first_on, f.last_on, f.lost_on, f.interval_days
  from segments_classes c
  join segments_figures f on f.client_id = c.client_id
  left join (
    select s.client_id, sum(s.money) as money from facts.buyers s
    where s.workspace_id = (select app_workspace()) and s.owner_id = any (p_people) and s.month >= p_since group by s.client_id
  ) b on b.client_id = c.client_id
  where c.workspace_id = (select app_workspace()) and c.valid_to is null and c.owner_id = any (p_people)
    and f.workspace_id = (select app_workspace()) and f.owner_id = any (p_people)
$$;
revoke execute on function clients_in_sight from public;
grant execute on function clients_in_sight to mostik_app;

-- As before; totals of ways that have come to nothing are gone.
create or replace function add_path_totals(p_workspace uuid, gone funnel_paths[], made funnel_paths[]) returns void language plpgsql
  set enable_nestloop = on as $$
begin
  perform add_way_totals(p_workspace, gone, made);
  -- Deals on their way leave ways behind that nobody stands on any more: whoever asks of a month would read them all.
  delete from funnel_way_totals t
  using (
    select distinct g.pipeline_id, date_trunc('month', g.created_day)::date as month, g.full_history, g.variant, g.outcome,
      coalesce(g.stages[cardinality(g.stages)], nil_uuid()) as last_stage_id
    from unnest(gone) g
  ) x
  where t.workspace_id = p_workspace and t.pipeline_id = x.pipeline_id and t.month = x.month and t.known = x.full_history and t.variant = x.variant
    and t.outcome = x.outcome and t.last_stage_id = x.last_stage_id and t.n = 0 and t.money = 0;
  insert into funnel_length_totals as t (workspace_id, pipeline_id, month, variant, bucket, n)
  select p_workspace, x.pipeline_id, date_trunc('month', x.created_day)::date, x.variant, length_bucket(x.ended_s), sum(x.sign)
  from (select -1 as sign, g.* from unnest(gone) g union all select 1, m.* from unnest(made) m) x
  where x.full_history and x.ended_s is not null
  group by 2, 3, 4, 5 having sum(x.sign) <> 0
  on conflict (workspace_id, pipeline_id, month, variant, bucket) do update set n = t.n + excluded.n;
end
$$;
delete from funnel_way_totals where n = 0 and money = 0;

-- The present day stands in cells as well, as soon as nothing of it has changed for two minutes; when it is over it is summed up once more, with what is made of
-- days that are over: months and people.
alter table funnel_kept_days add column is_over boolean not null default true;
create or replace function days_to_keep(p_workspace uuid, p_facts text, p_basis text) returns date[] language sql stable set plan_cache_mode = force_custom_plan as $$
  with changed as materialized (
    select day, max(at) as at from funnel_stale_days where workspace_id = p_workspace and facts = p_facts group by day
    union all
    select distinct day, now() from total_deltas where workspace_id = p_workspace
      and kind = any (case p_facts when 'left' then '{stay}' when 'booked' then '{booked}' else '{closed_won,closed_lost}' end::text[])
  ), bounds as materialized (
    select case p_facts
        when 'closed' then (select min(t.month) from company_month_totals t where t.workspace_id = p_workspace and t.kind in ('closed_won', 'closed_lost'))
        when 'booked' then (select min(b.day) from bookings b where b.workspace_id = p_workspace)
        else (select min(t.month) from company_month_totals t where t.workspace_id = p_workspace and t.kind = 'stay') end as first,
      (now() at time zone w.time_zone)::date as today
    from workspaces w where w.id = p_workspace
  ), waiting as (
    -- The last day of a month would make it whole before it is over.
    select d::date as day from bounds
    cross join generate_series(first, today - (date_trunc('month', today + 1) > date_trunc('month', today))::int, interval '1 day') d
    left join funnel_kept_days k on k.workspace_id = p_workspace and k.facts = p_facts and k.day = d::date
    left join cycle_closed_periods p on p.workspace_id = p_workspace and p.month = date_trunc('month', d)::date and p.state = 'closed' and p_facts <> 'left'
    where (k.is_over is distinct from (d::date < today) or k.basis is distinct from case when p_facts = 'left' then p_basis else coalesce(p.closed_at::text, '') end
        or exists (select from changed c where c.day = d::date))
      and not exists (select from changed c where c.day = d::date and c.at > now() - interval '2 minutes')
  )
  select array_agg(day order by day) from waiting where date_trunc('month', day) = (select date_trunc('month', max(day)) from waiting)
$$;
-- Days whose cells stand, the present one too.
create function standing_days(p_facts text, p_start date, p_end date, p_basis text) returns date[] language sql stable as $$
  select coalesce(array_agg(k.day order by k.day), '{}')
  from funnel_kept_days k
  left join facts.closed_periods p on p.workspace_id = k.workspace_id and p.month = date_trunc('month', k.day)::date and p_facts <> 'left'
  where k.workspace_id = (select app_workspace()) and k.facts = p_facts and k.day >= p_start and k.day < p_end
    and k.basis = case when p_facts = 'left' then p_basis else coalesce(p.closed_at::text, '') end
    and k.day <> all (array(select distinct s.day from funnel_stale_days s
      where s.workspace_id = (select app_workspace()) and s.facts = p_facts and s.day >= p_start and s.day < p_end))
    and k.day <> all (array(select distinct t.day from total_deltas t where t.workspace_id = (select app_workspace())
      and t.kind = any (case p_facts when 'left' then '{stay}' when 'booked' then '{booked}' else '{closed_won,closed_lost}' end::text[])))
$$;
revoke execute on function standing_days from public;
grant execute on function standing_days to mostik_app;
-- As before: those of them that are over.
create or replace function kept_days(p_facts text, p_start date, p_end date, p_basis text) returns date[] language sql stable as $$
  select coalesce(array_agg(d order by d), '{}') from unnest(standing_days(p_facts, p_start, p_end, p_basis)) d
  where d <> all (array(select k.day from funnel_kept_days k
    where k.workspace_id = (select app_workspace()) and k.facts = p_facts and k.day >= p_start and k.day < p_end and not k.is_over))
$$;
-- As before: of days that are over.
create or replace function owner_month_to_keep(p_workspace uuid, p_facts text) returns date language sql stable as $$
  select max(k.month) from (
    select date_trunc('month', day)::date as month, count(*) as n from funnel_kept_days where workspace_id = p_workspace and facts = p_facts and is_over group by 1
  ) k
  where k.n = (k.month + interval '1 month')::date - k.month
    and not exists (select from funnel_owner_months m where m.workspace_id = p_workspace and m.facts = p_facts and m.month = k.month)
$$;

-- Lists in the order of names: invoices are taken client by client, payments by the payer as the paper names him.
set local maintenance_work_mem = '256MB';
create index companies_by_name on companies (workspace_id, name collate "ru-x-icu") include (id);
create index payments_payer on payments (workspace_id, payer_name collate "ru-x-icu", id) where payer_name is not null;
create index payments_nameless on payments (workspace_id, id) where payer_name is null;

-- How the deals of a person's month stood at the end of each window, in the order of the totals of the company: without an end in the strict order; within 30,
-- 60, 90 and 180 days as they went and in the strict order. Each: pipeline (int2, from 0 in places), whether the way is known, outcome (0 open, 1 won, 2 lost,
-- 3 moved, 4 aside), stage (int2 each; -1: none), n (int4), sum of money (float8).
alter table funnel_person_ways add column windows bytea[];
drop function person_ways;
create function person_ways(p_workspace uuid, p_owner uuid, p_from timestamptz, p_to timestamptz)
  returns table (places uuid[], ways bytea, moves bytea, windows bytea[]) language sql stable as $$
  with own as materialized (
    select p.pipeline_id, p.full_history, p.variant, p.outcome, p.ended_s, p.base_minor, p.stages, p.seconds,
      p.reach_stages, p.reach_s, p.strict_n from funnel_paths p
    where p.workspace_id = p_workspace and p.owner_id = p_owner and p.created_at >= p_from and p.created_at < p_to
  ), found as materialized (
    select coalesce(array_agg(distinct x), '{}') as ids from (select pipeline_id as x from own union all select s from own cross join lateral unnest(stages || reach_stages) s) y
  ), taken as (
    select pipeline_id, 1::int2 as known, variant, outcome, any_value(stages) as stages, count(*)::int as n, sum(base_minor)::float8 as money,
      coalesce(array_agg(ended_s order by ended_s) filter (where ended_s is not null), '{}') as ended
    from own where full_history group by pipeline_id, variant, outcome, stages[cardinality(stages)]
    union all
    select pipeline_id, 0::int2, nil_uuid(), 'open', '{}', count(*)::int, sum(base_minor)::float8, '{}' from own where not full_history group by pipeline_id
  ), moved as (
    select pipeline_id, from_stage_id, to_stage_id, string_agg(int2send(bucket) || int4send(n), '' order by bucket) as buckets, count(*)::int2 as many
    from (
      select o.pipeline_id, m.from_stage_id, m.to_stage_id, m.bucket, count(*)::int as n
      from own o cross join lateral path_moves(o.stages, o.seconds, o.outcome) m where o.full_history
      group by o.pipeline_id, m.from_stage_id, m.to_stage_id, m.bucket
    ) b group by pipeline_id, from_stage_id, to_stage_id
  ), windows (days, strict) as (
    values (0, true), (30, false), (30, true), (60, false), (60, true), (90, false), (90, true), (180, false), (180, true)
  ), seen as (
    select pipeline_id, days, strict, known, outcome, stage_id, count(*)::int as n, sum(base_minor)::float8 as money
    from (
      select o.pipeline_id, w.days, w.strict, o.full_history::int::int2 as known, o.base_minor,
        case when w.strict and o.strict_n < r.reached then 4 when o.outcome = 'open' or (w.days > 0 and (o.ended_s <= w.days * 86400) is not true) then 0
          when o.outcome = 'won' then 1 when o.outcome = 'lost' then 2 else 3 end::int2 as outcome,
        coalesce(o.reach_stages[case when w.strict then least(o.strict_n, r.reached) else r.reached end], nil_uuid()) as stage_id
      from own o cross join windows w
      cross join lateral (select case when w.days = 0 or cardinality(o.reach_s) = 0 then cardinality(o.reach_s)
        else width_bucket(w.days * 86400, o.reach_s) end as reached) r
    ) x group by pipeline_id, days, strict, known, outcome, stage_id
  )
  select f.ids,
    coalesce((select string_agg(
        int2send((array_position(f.ids, t.pipeline_id) - 1)::int2) || int2send(t.known)
          || int2send(case t.outcome when 'open' then 0 when 'won' then 1 when 'lost' then 2 else 3 end::int2) || uuid_send(t.variant)
          || int4send(t.n) || float8send(t.money) || int2send(cardinality(t.stages)::int2) || int4send(cardinality(t.ended))
          || coalesce((select string_agg(int2send((array_position(f.ids, s.id) - 1)::int2), '' order by s.place) from unnest(t.stages) with ordinality s (id, place)), '')
          || coalesce((select string_agg(int4send(e.ended_s), '' order by e.place) from unnest(t.ended) with ordinality e (ended_s, place)), ''),
        '' order by t.pipeline_id, t.known, t.variant, t.outcome, t.stages) from taken t), ''),
    coalesce((select string_agg(
        int2send((array_position(f.ids, m.pipeline_id) - 1)::int2) || int2send((array_position(f.ids, m.from_stage_id) - 1)::int2)
          || int2send((coalesce(array_position(f.ids, m.to_stage_id), 0) - 1)::int2) || int2send(m.many) || m.buckets,
        '' order by m.pipeline_id, m.from_stage_id, m.to_stage_id) from moved m), ''),
    (select array_agg(w.cells order by w.days, w.strict) from (
      select v.days, v.strict, coalesce((select string_agg(
          int2send((array_position(f.ids, s.pipeline_id) - 1)::int2) || int2send(s.known) || int2send(s.outcome)
            || int2send((coalesce(array_position(f.ids, s.stage_id), 0) - 1)::int2) || int4send(s.n) || float8send(s.money),
          '' order by s.pipeline_id, s.known, s.outcome, s.stage_id)
        from seen s where s.days = v.days and s.strict = v.strict), '') as cells
      from windows v) w)
  from found f
$$;
revoke execute on function person_ways from public;
grant execute on function person_ways to mostik_app;
update funnel_person_ways m set places = n.places, ways = n.ways, moves = n.moves, windows = n.windows
from funnel_person_ways o
cross join lateral person_ways(o.workspace_id, o.owner_id, o.month::timestamp at time zone o.basis, (o.month + interval '1 month') at time zone o.basis) n
where m.workspace_id = o.workspace_id and m.owner_id = o.owner_id and m.month = o.month;
