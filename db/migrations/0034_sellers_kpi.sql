-- The board of figures: what each role sees on it, and from where on a figure is good or bad.

create table kpi_boards (
  workspace_id uuid not null references workspaces on delete cascade,
  role text not null check (role in ('owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor')),
  -- Keys of metrics in their order.
  tiles text[] not null check (cardinality(tiles) between 1 and 40),
  edited_by uuid,
  edited_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, role),
  foreign key (workspace_id, edited_by) references people (workspace_id, id) on delete set null (edited_by)
);
call protect_by_workspace('kpi_boards');

-- Of sums (sales, deals, meetings) the borders are those of a month; in the unit of the metric: minor units, shares 0…1, days.
create table kpi_thresholds (
  workspace_id uuid not null references workspaces on delete cascade,
  metric text not null check (metric ~ '^[A-Za-z]{1,60}$'),
  -- From here on the figure is good, from there on it is bad; between them it wants attention.
  good double precision not null,
  bad double precision not null,
  edited_by uuid,
  edited_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, metric),
  foreign key (workspace_id, edited_by) references people (workspace_id, id) on delete set null (edited_by)
);
call protect_by_workspace('kpi_thresholds');

-- What all other sellers of the company closed and sold, in one sum: whom a seller is compared with. It names nobody, and says nothing where fewer than
-- five of them have closed a deal.
create function sellers_others(p_person uuid, p_months date[], p_from date[], p_to date[])
  returns table (peers int, closed_won bigint, closed_lost bigint, won bigint, sales_minor bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  with sellers as (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' and id <> p_person
  ), totals as (
    select kind, owner_id, n, money from month_totals
    where workspace_id = (select app_workspace()) and month = any (p_months) and kind in ('booked', 'closed_won', 'closed_lost')
    union all
    select t.kind, t.owner_id, t.n, t.money from unnest(p_from, p_to) s (a, b)
    join day_totals t on t.workspace_id = (select app_workspace()) and t.day >= s.a and t.day < s.b and t.kind in ('booked', 'closed_won', 'closed_lost')
    union all
    select kind, owner_id, n, money from total_deltas
    where workspace_id = (select app_workspace()) and kind in ('booked', 'closed_won', 'closed_lost')
      and (date_trunc('month', day)::date = any (p_months) or exists (select from unnest(p_from, p_to) s (a, b) where day >= s.a and day < s.b))
  ), each as (
    select t.owner_id, coalesce(sum(n) filter (where kind = 'closed_won'), 0) as closed_won, coalesce(sum(n) filter (where kind = 'closed_lost'), 0) as closed_lost,
           coalesce(sum(n) filter (where kind = 'booked'), 0) as won, coalesce(sum(money) filter (where kind = 'booked'), 0) as sales
    from totals t join sellers s on s.id = t.owner_id group by t.owner_id
  )
  select count(*)::int, sum(closed_won)::bigint, sum(closed_lost)::bigint, sum(won)::bigint, sum(sales)::bigint
  from each where closed_won + closed_lost > 0 having count(*) >= 5
$$;
revoke execute on function sellers_others from public;
grant execute on function sellers_others to mostik_app;

-- The median of the company's sellers for what company_peers does not tell; nothing where fewer than five of them have the figure.
create function sellers_medians(p_months date[], p_from date[], p_to date[], p_start date, p_end date) returns table (metric text, median float8)
  language sql stable security definer set search_path = public, pg_temp as $$
  with sellers as (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' and left_on is null
  ), open_stages as (
    select id from stages where workspace_id = (select app_workspace()) and meaning = 'open'
  ), totals as (
    select case when kind like 'activity:%' then 'activity' else kind end as kind, owner_id, n, money from month_totals
    where workspace_id = (select app_workspace()) and month = any (p_months)
      and kind in ('closed_won', 'closed_lost', 'activity:call', 'activity:meeting', 'activity:demo', 'activity:email', 'activity:message')
    union all
    select case when t.kind like 'activity:%' then 'activity' else t.kind end, t.owner_id, t.n, t.money from unnest(p_from, p_to) s (a, b)
    join day_totals t on t.workspace_id = (select app_workspace()) and t.day >= s.a and t.day < s.b
      and t.kind in ('closed_won', 'closed_lost', 'activity:call', 'activity:meeting', 'activity:demo', 'activity:email', 'activity:message')
    union all
    select case when kind like 'activity:%' then 'activity' else kind end, owner_id, n, money from total_deltas
    where workspace_id = (select app_workspace())
      and kind in ('closed_won', 'closed_lost', 'activity:call', 'activity:meeting', 'activity:demo', 'activity:email', 'activity:message')
      and (date_trunc('month', day)::date = any (p_months) or exists (select from unnest(p_from, p_to) s (a, b) where day >= s.a and day < s.b))
    union all
    select 'open', owner_id, n, money from facts.day_totals
    where workspace_id = (select app_workspace()) and kind = 'now' and day = '1970-01-01' and stage_id in (select id from open_stages)
  ), each as (
    select s.id, coalesce(sum(t.money) filter (where t.kind = 'closed_won'), 0)::float8 as won, coalesce(sum(t.money) filter (where t.kind = 'closed_lost'), 0)::float8 as lost,
      coalesce(sum(t.n) filter (where t.kind = 'activity'), 0)::float8 as activities,
      coalesce(sum(t.n) filter (where t.kind = 'open'), 0)::float8 as open_n, coalesce(sum(t.money) filter (where t.kind = 'open'), 0)::float8 as open_money
    from sellers s left join totals t on t.owner_id = s.id group by s.id
  ), cycles as (
    select r.owner_id, percentile_cont(0.5) within group (order by extract(epoch from r.closed_at - r.created_at)) / 86400 as days
    from deal_reach r join sellers s on s.id = r.owner_id
    where r.workspace_id = (select app_workspace()) and r.closed_day >= p_start and r.closed_day < p_end and r.outcome = 'won'
    group by r.owner_id
  )
  select v.metric, percentile_cont(0.5) within group (order by v.value)
  from (
    select x.metric, x.value from each e cross join lateral (values
      ('activities', e.activities), ('openDeals', e.open_n), ('openPipeline', e.open_money),
      ('winRateMoney', case when e.won + e.lost > 0 then e.won / (e.won + e.lost) end)) x (metric, value)
    union all select 'cycleMedian', days from cycles
  ) v group by v.metric having count(v.value) >= 5
$$;
revoke execute on function sellers_medians from public;
grant execute on function sellers_medians to mostik_app;
