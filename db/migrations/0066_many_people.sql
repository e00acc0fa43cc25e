-- What pages ask of many people at once, made of less.

-- Clients of a head's people by class: counted where they are found, and not handed on row by row. Of the people named, those in sight.
create function class_sums_in_sight(p_people uuid[], p_month date, p_since date, p_as_of date)
  returns table (abc text, xyz text, state text, clients bigint, recent_minor bigint, repeated bigint, active bigint, lost bigint, paying text)
  language sql stable security definer set search_path = public, pg_temp set enable_nestloop = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
  with whose as materialized (
    select case when app_scope() = 'all' then p_people else array(select unnest(p_people) intersect select unnest(app_people())) end as people
  )
  select c.abc, c.xyz, c.state, count(*), coalesce(sum(b.money), 0)::bigint, count(*) filter (where f.orders > 1),
    count(*) filter (where f.first_on <= p_since and coalesce(f.lost_on > p_since, true)),
    count(*) filter (where f.first_on <= p_since and f.lost_on > p_since and f.lost_on <= p_as_of),
    string_agg(b.money::text, ',') filter (where b.money > 0)
  from segments_classes c
  join segments_figures f on f.client_id = c.client_id
  left join (
    select s.client_id, sum(s.money)::bigint as money from facts.buyers s
    where s.workspace_id = (select app_workspace()) and s.owner_id = any ((select people from whose)::uuid[]) and s.month >= p_month group by s.client_id
  ) b on b.client_id = c.client_id
  where c.workspace_id = (select app_workspace()) and c.valid_to is null and c.owner_id = any ((select people from whose)::uuid[])
    and f.workspace_id = (select app_workspace()) and f.owner_id = any ((select people from whose)::uuid[])
  group by c.abc, c.xyz, c.state
$$;
revoke execute on function class_sums_in_sight from public;
grant execute on function class_sums_in_sight to mostik_app;

-- Those of these clients who brought most, a page of them: only a page is told more of. Null: of any class, from the first one; xyz 'none': too new to be judged.
create function clients_by_money(p_people uuid[], p_month date, p_abc text, p_xyz text, p_state text, p_scores smallint[], p_after_money bigint, p_after_id uuid, most int)
  returns table (client_id uuid, owner_id uuid, abc text, xyz text, state text, recency smallint, frequency smallint, monetary smallint, recent_minor bigint)
  language sql stable security definer rows 50 set search_path = public, pg_temp set enable_nestloop = off set enable_mergejoin = off set plan_cache_mode = force_custom_plan as $$
  with whose as materialized (
    select case when app_scope() = 'all' then p_people else array(select unnest(p_people) intersect select unnest(app_people())) end as people
  )
  select c.client_id, c.owner_id, c.abc, c.xyz, c.state, c.recency, c.frequency, c.monetary, coalesce(b.money, 0)
  from segments_classes c
  left join (
    select s.client_id, sum(s.money)::bigint as money from facts.buyers s
    where s.workspace_id = (select app_workspace()) and s.owner_id = any ((select people from whose)::uuid[]) and s.month >= p_month group by s.client_id
  ) b on b.client_id = c.client_id
  where c.workspace_id = (select app_workspace()) and c.valid_to is null and c.owner_id = any ((select people from whose)::uuid[])
    and (p_abc is null or c.abc = p_abc) and (p_xyz is null or coalesce(c.xyz, 'none') = p_xyz) and (p_state is null or c.state = p_state)
    and (p_scores is null or array[c.recency, c.frequency, c.monetary] = p_scores)
    and (p_after_id is null or (coalesce(b.money, 0), c.client_id) < (p_after_money, p_after_id))
  order by coalesce(b.money, 0) desc, c.client_id desc limit most
$$;
revoke execute on function clients_by_money from public;
grant execute on function clients_by_money to mostik_app;

-- What all sellers together pass on from each of these stages, of the deals of whole months: from the totals of the company, where so many of a few sellers have five
-- deals that left the stage. Whether more sellers have them, and how well the best do, funnel_peers tells, which counts each of them.
create function funnel_peers_together(p_pipeline uuid, p_stages uuid[], p_months date[], p_least int)
  returns table (stage_id uuid, peers int, passed bigint, gone bigint, check_minor float8)
  language sql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with few as materialized (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' order by left_on is not null, id limit 16
  ), of_few as materialized (
    select t.owner_id, t.kind, t.stage_id, sum(t.n) as n, 0::numeric as money
    from facts.month_totals t
    where t.workspace_id = (select app_workspace()) and t.kind in ('cohort_won', 'cohort_lost', 'cohort_moved', 'cohort_open') and t.month = any (p_months)
      and t.owner_id = any (array(select id from few)) and t.pipeline_id = p_pipeline and t.bucket = 0
    group by t.owner_id, t.kind, t.stage_id
  ), of_all as materialized (
    select null::uuid as owner_id, x.kind, x.stage_id, sum(x.n) as n, sum(x.money) as money
    from (
      select c.kind, c.stage_id, c.n, c.money from facts.company_month_totals c
      where c.workspace_id = (select app_workspace()) and c.kind in ('cohort_won', 'cohort_lost', 'cohort_moved', 'cohort_open') and c.month = any (p_months)
        and c.pipeline_id = p_pipeline and c.bucket = 0
      union all
      -- Deals of nobody are nobody's merit.
      select t.kind, t.stage_id, -t.n, -t.money from facts.month_totals t
      where t.workspace_id = (select app_workspace()) and t.kind in ('cohort_won', 'cohort_lost', 'cohort_moved', 'cohort_open') and t.month = any (p_months)
        and t.owner_id = nil_uuid() and t.pipeline_id = p_pipeline and t.bucket = 0
    ) x group by x.kind, x.stage_id
  ), placed as materialized (
    -- A won deal has passed every stage, wherever it stood.
    select c.owner_id, case when c.kind = 'cohort_won' then 2147483647 else st.position end as position,
           sum(c.n) as n, coalesce(sum(c.n) filter (where c.kind in ('cohort_lost', 'cohort_moved')), 0) as ended
    from (select * from of_few union all select * from of_all) c
    left join stages st on st.workspace_id = (select app_workspace()) and st.id = c.stage_id
    group by 1, 2
  ), by_owner as (
    select s.id as stage_id, p.owner_id,
           coalesce(sum(p.n) filter (where p.position > s.position), 0)::bigint as passed,
           coalesce(sum(case when p.position > s.position then p.n else p.ended end) filter (where p.position >= s.position), 0)::bigint as gone
    from stages s cross join placed p
    where s.workspace_id = (select app_workspace()) and s.pipeline_id = p_pipeline and s.meaning = 'open' and s.id = any (p_stages)
    group by s.id, p.owner_id
  )
  select b.stage_id, count(*) filter (where b.owner_id is not null and b.gone >= 5)::int,
         max(b.passed) filter (where b.owner_id is null), max(b.gone) filter (where b.owner_id is null),
         (select sum(money)::float8 / nullif(sum(n), 0) from of_all where kind = 'cohort_won')
  from by_owner b group by b.stage_id
  having count(*) filter (where b.owner_id is not null and b.gone >= 5) >= greatest(p_least, 5)
$$;
revoke execute on function funnel_peers_together from public;
grant execute on function funnel_peers_together to mostik_app;

-- As before; profiles that tell of no new client are left out before deals are held against them, and medians stand in columns, not in rows to be sorted by name.
create or replace function metrics_peers(p_metrics text[], p_months date[], p_from date[], p_to date[]) returns table (metric text, n int, median float8)
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
      -- Most profiles tell of no new client: their deals need not be looked at.
      join metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = b.profile and (f.first_sale or f.client_kind = 'new')
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
  ), figures as (
    select e.sales, e.won, e.created, e.lost, e.lost_money, e.calls, e.meetings, e.activities, e.open_n, e.open_money, e.payments,
      case when e.won > 0 then e.sales / e.won end as average_check, d.check_minor, y.cycle, d.cycle_mean,
      case when e.closed_won + e.lost > 0 then e.closed_won / (e.closed_won + e.lost) end as win_rate,
      case when e.won_money + e.lost_money > 0 then e.won_money / (e.won_money + e.lost_money) end as win_rate_money,
      case when e.cohort > 0 then e.cohort_won / e.cohort end as cohort_conversion, case when e.cohort > 0 then e.cohort_open / e.cohort end as cohort_open,
      case when e.created > 0 then e.closed_won / e.created end as period_conversion, case when e.all_n > 0 then e.all_won / e.all_n end as overall_conversion,
      coalesce(c.clients, 0) as new_clients, coalesce(c.money, 0) as new_clients_sales,
      case when e.sales > 0 then coalesce(c.money, 0) / e.sales end as new_clients_share,
      coalesce(l.leads, 0) as leads, case when l.decided > 0 then l.converted / l.decided end as lead_to_deal, l.response
    from each e
    left join won_deals d on d.owner_id = e.id
    left join cycles y on y.owner_id = e.id
    left join of_new_clients c on c.owner_id = e.id
    left join of_leads l on l.owner_id = e.id
  ), middles_of_all as (
    -- A column for each metric, and not a row for each number.
    select
      count(sales) as sales_n, percentile_cont(0.5) within group (order by sales) as sales,
      count(won) as won_n, percentile_cont(0.5) within group (order by won) as won,
      count(created) as created_n, percentile_cont(0.5) within group (order by created) as created,
      count(lost) as lost_n, percentile_cont(0.5) within group (order by lost) as lost,
      count(lost_money) as lost_money_n, percentile_cont(0.5) within group (order by lost_money) as lost_money,
      count(calls) as calls_n, percentile_cont(0.5) within group (order by calls) as calls,
      count(meetings) as meetings_n, percentile_cont(0.5) within group (order by meetings) as meetings,
      count(activities) as activities_n, percentile_cont(0.5) within group (order by activities) as activities,
      count(open_n) as open_n_n, percentile_cont(0.5) within group (order by open_n) as open_n,
      count(open_money) as open_money_n, percentile_cont(0.5) within group (order by open_money) as open_money,
      count(payments) as payments_n, percentile_cont(0.5) within group (order by payments) as payments,
      count(average_check) as average_check_n, percentile_cont(0.5) within group (order by average_check) as average_check,
      count(check_minor) as check_minor_n, percentile_cont(0.5) within group (order by check_minor) as check_minor,
      count(cycle) as cycle_n, percentile_cont(0.5) within group (order by cycle) as cycle,
      count(cycle_mean) as cycle_mean_n, percentile_cont(0.5) within group (order by cycle_mean) as cycle_mean,
      count(win_rate) as win_rate_n, percentile_cont(0.5) within group (order by win_rate) as win_rate,
      count(win_rate_money) as win_rate_money_n, percentile_cont(0.5) within group (order by win_rate_money) as win_rate_money,
      count(cohort_conversion) as cohort_conversion_n, percentile_cont(0.5) within group (order by cohort_conversion) as cohort_conversion,
      count(cohort_open) as cohort_open_n, percentile_cont(0.5) within group (order by cohort_open) as cohort_open,
      count(period_conversion) as period_conversion_n, percentile_cont(0.5) within group (order by period_conversion) as period_conversion,
      count(overall_conversion) as overall_conversion_n, percentile_cont(0.5) within group (order by overall_conversion) as overall_conversion,
      count(new_clients) as new_clients_n, percentile_cont(0.5) within group (order by new_clients) as new_clients,
      count(new_clients_sales) as new_clients_sales_n, percentile_cont(0.5) within group (order by new_clients_sales) as new_clients_sales,
      count(new_clients_share) as new_clients_share_n, percentile_cont(0.5) within group (order by new_clients_share) as new_clients_share,
      count(leads) as leads_n, percentile_cont(0.5) within group (order by leads) as leads,
      count(lead_to_deal) as lead_to_deal_n, percentile_cont(0.5) within group (order by lead_to_deal) as lead_to_deal,
      count(response) as response_n, percentile_cont(0.5) within group (order by response) as response
    from figures
  )
  select v.metric, v.n::int, v.median from middles_of_all m
  cross join lateral (values
    ('sales', m.sales_n, m.sales),
    ('won', m.won_n, m.won),
    ('created', m.created_n, m.created),
    ('lost', m.lost_n, m.lost),
    ('lostMoney', m.lost_money_n, m.lost_money),
    ('calls', m.calls_n, m.calls),
    ('meetings', m.meetings_n, m.meetings),
    ('activities', m.activities_n, m.activities),
    ('openDeals', m.open_n_n, m.open_n),
    ('openPipeline', m.open_money_n, m.open_money),
    ('payments', m.payments_n, m.payments),
    ('averageCheck', m.average_check_n, m.average_check),
    ('medianCheck', m.check_minor_n, m.check_minor),
    ('cycleMedian', m.cycle_n, m.cycle),
    ('cycleMean', m.cycle_mean_n, m.cycle_mean),
    ('winRate', m.win_rate_n, m.win_rate),
    ('winRateMoney', m.win_rate_money_n, m.win_rate_money),
    ('cohortConversion', m.cohort_conversion_n, m.cohort_conversion),
    ('cohortOpen', m.cohort_open_n, m.cohort_open),
    ('periodConversion', m.period_conversion_n, m.period_conversion),
    ('overallConversion', m.overall_conversion_n, m.overall_conversion),
    ('newClients', m.new_clients_n, m.new_clients),
    ('newClientsSales', m.new_clients_sales_n, m.new_clients_sales),
    ('newClientsShare', m.new_clients_share_n, m.new_clients_share),
    ('leads', m.leads_n, m.leads),
    ('leadToDeal', m.lead_to_deal_n, m.lead_to_deal),
    ('firstResponse', m.response_n, m.response)
  ) v (metric, n, median)
  where v.metric = any (p_metrics) and v.n >= 5
$$;
