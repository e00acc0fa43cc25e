-- Totals of owners are read by the thousand: with the figures in the key itself a page reads the index alone, and not a block of the table for each row.
-- Commands do not touch these tables; whoever folds their deltas does.
alter table day_totals drop constraint day_totals_pkey,
  add constraint day_totals_pkey primary key (workspace_id, kind, day, owner_id, pipeline_id, stage_id) include (n, money);
alter table month_totals drop constraint month_totals_pkey,
  add constraint month_totals_pkey primary key (workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket) include (n, money);

-- Medians of sellers as before: what a period has of closed months and of corrections is found once, stages and months add up before kinds are told apart,
-- and nothing is sorted that is not asked for.
create or replace function metrics_peers(p_metrics text[], p_months date[], p_from date[], p_to date[])
  returns table (metric text, n int, median double precision)
  language sql stable security definer set search_path = public, pg_temp as $$
  with sellers as (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' and left_on is null
  ), spans as materialized (
    select m as a, (m + interval '1 month')::date as b from unnest(p_months) m
    union all
    select f, t from unnest(p_from, p_to) x (f, t)
  ), closed as materialized (
    select month from cycle_closed_periods where workspace_id = (select app_workspace()) and state = 'closed'
  ), live as materialized (
    -- The parts of these spans that lie in no closed month: held apart once, and not by each deal.
    select greatest(s.a, m::date) as a, least(s.b, (m + interval '1 month')::date) as b
    from spans s cross join lateral generate_series(date_trunc('month', s.a::timestamp), s.b::timestamp - interval '1 day', interval '1 month') m
    where m::date not in (select month from closed)
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
    select t.kind, t.owner_id, t.n, t.money from facts.month_totals t
    where t.workspace_id = (select app_workspace()) and t.kind in ('booked', 'created', 'closed_won', 'closed_lost')
      and t.month = any (array(select m from unnest(p_months) m where m not in (select month from closed)))
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
    select t.kind, t.owner_id, t.n, t.money from facts.month_totals t
    where t.workspace_id = (select app_workspace()) and t.month = any (p_months)
      and t.kind in ('cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved') and p_metrics && array['cohortConversion', 'cohortOpen']
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
    from sellers s left join summed t on t.owner_id = s.id group by s.id
  ), won_deals as (
    -- A figure that is not asked for has nothing to sort.
    select w.owner_id, percentile_cont(0.5) within group (order by case when 'medianCheck' = any (p_metrics) then w.base_minor end) as check_minor,
      percentile_cont(0.5) within group (order by case when 'cycleMedian' = any (p_metrics) then w.seconds end) / 86400 as cycle,
      avg(w.seconds) / 86400 as cycle_mean
    from (
      select r.owner_id, r.base_minor, date_part('epoch', r.closed_at - r.created_at) as seconds
      from live s join deal_reach r on r.workspace_id = (select app_workspace()) and r.closed_day >= s.a and r.closed_day < s.b and r.outcome = 'won'
      union all
      select c.owner_id, c.base_minor, date_part('epoch', c.at - c.created_at)
      from spans s join cycle_closed_deals c on c.workspace_id = (select app_workspace()) and c.kind = 'closed_won' and c.n > 0
        and c.month >= date_trunc('month', s.a::timestamp)::date and c.month < s.b and greatest(c.day, c.month) >= s.a and greatest(c.day, c.month) < s.b
      union all
      select c.owner_id, c.base_minor, date_part('epoch', c.at - c.created_at) from deal_corrections c where c.kind = 'closed_won' and c.n > 0
    ) w
    where p_metrics && array['medianCheck', 'cycleMedian', 'cycleMean']
    group by w.owner_id
  ), of_new_clients as (
    select b.owner_id, coalesce(sum(b.n) filter (where f.first_sale), 0)::float8 as clients,
      coalesce(sum(b.base_minor) filter (where f.client_kind = 'new'), 0)::float8 as money
    from (
        select b.owner_id, b.profile, b.n::bigint as n, b.base_minor
        from live s join bookings b on b.workspace_id = (select app_workspace()) and b.day >= s.a and b.day < s.b
        union all
        select c.owner_id, c.profile, c.n, c.base_minor
        from spans s join facts.closed_bookings c on c.workspace_id = (select app_workspace())
          and c.month >= date_trunc('month', s.a::timestamp)::date and c.month < s.b and greatest(c.day, c.month) >= s.a and greatest(c.day, c.month) < s.b
        union all
        select c.owner_id, c.profile, c.n, c.base_minor
        from corrected o cross join lateral (
          select * from facts.closed_booking_corrections x where x.workspace_id = (select app_workspace()) and x.month = o.month offset 0) c
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

-- The metrics tell these medians themselves.
drop function sellers_medians(date[], date[], date[], date, date);
