-- What plan/fact and funnel ask most often is found by one look: plans and bookings of closed months by what is asked of them, sums of people's months in one
-- row a person, people in the order of their names.

-- A year of plans of two hundred people lay on two thousand pages.
create index plan_cells_figures on plan_cells (workspace_id, metric, tier, month, subject_id) include (owner_id, department_id, amount_minor)
  where cut = 'all' and amount_minor is not null;
create index plan_approved_figures on plan_approved (workspace_id, metric, tier, month, subject_id) include (owner_id, department_id, amount_minor, version_id)
  where cut = 'all';

-- On which day a booking of a closed month counts; without it all that was ever closed was read for one day.
create index cycle_closed_bookings_counted on cycle_closed_bookings (workspace_id, greatest(day, month)) include (day, month, owner_id, n, base_minor);

-- The tree of the company is read in this order by nearly each page.
create index people_by_name on people (workspace_id, full_name collate "ru-x-icu", id);

-- As before, from the months of people: one row each and not one a pipeline.
create or replace view facts.closed_corrections with (security_invoker = true) as
  select workspace_id, of_month, owner_id, sum(n)::int as n, sum(money)::bigint as money
  from (
    select t.workspace_id, t.month as of_month, t.owner_id, t.booked_n as n, t.booked_minor as money
    from cycle_closed_periods p join owner_month_totals t on t.workspace_id = p.workspace_id and t.month = p.month
    where p.state = 'closed'
    union all
    select d.workspace_id, p.month, d.owner_id, d.n, d.money
    from cycle_closed_periods p join total_deltas d on d.workspace_id = p.workspace_id and d.kind = 'booked' and date_trunc('month', d.day)::date = p.month
    where p.state = 'closed'
    union all
    select c.workspace_id, c.of_month, c.owner_id, - c.n, - c.money from cycle_closed_totals c
  ) both_sides
  group by workspace_id, of_month, owner_id having sum(n) <> 0 or sum(money) <> 0;

-- As before; of sales and outcomes a month of a person is one row, and not one for each pipeline and stage.
create or replace view facts.counted_months with (security_invoker = true) as
  select t.workspace_id, 'booked'::text as kind, t.month, t.owner_id, t.n::bigint as n, t.money from cycle_closed_totals t
  union all
  select t.workspace_id, t.kind, t.month, t.owner_id, t.n::bigint, t.money from cycle_closed_sums t where t.kind in ('created', 'closed_won', 'closed_lost')
  union all
  select t.workspace_id, 'booked', t.month, t.owner_id, t.booked_n, t.booked_minor from owner_month_totals t
  where (t.booked_n <> 0 or t.booked_minor <> 0)
    -- Closed months are looked up among a few, and not joined row by row.
    and (t.workspace_id, t.month) not in (select p.workspace_id, p.month from cycle_closed_periods p where p.state = 'closed')
  union all
  select d.workspace_id, 'booked', date_trunc('month', d.day)::date, d.owner_id, d.n, d.money from total_deltas d
  where d.kind = 'booked' and not exists (
    select from cycle_closed_periods p where p.workspace_id = d.workspace_id and p.month = date_trunc('month', d.day)::date and p.state = 'closed')
  union all
  select t.workspace_id, t.kind, t.month, t.owner_id, t.n, t.money from facts.month_totals t
  where t.kind <> 'booked' and (t.kind not in ('created', 'closed_won', 'closed_lost') or not exists (
    select from cycle_closed_periods p where p.workspace_id = t.workspace_id and p.month = t.month and p.state = 'closed'))
  union all
  select c.workspace_id, 'booked', o.month, c.owner_id, c.n::bigint, c.money
  from facts.open_months o join facts.closed_corrections c on c.workspace_id = o.workspace_id
  union all
  select d.workspace_id, 'created', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'created'
  union all
  select d.workspace_id, 'closed_won', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'closed_won'
  union all
  select d.workspace_id, 'closed_lost', d.month, d.owner_id, d.n::bigint, d.base_minor from facts.closed_deal_corrections d where d.kind = 'closed_lost';

-- As before; of a deal that is found only what is asked of it is read.
create or replace function deals_named(query text, most int) returns table (id uuid, outcome text, created_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  everybody boolean := app_scope() = 'all';
  people uuid[] := app_people();
  wanted text := search_key(query);
  pattern text := letters_by_three(query);
begin
  return query
    select distinct d.id, d.outcome, d.created_at
    from (
      select d.id, d.outcome, d.created_at
      from (
        select e.id from search_entries e
        where e.workspace_id = workspace and e.kind = 'deal' and e.words like pattern and strpos(e.words, wanted) > 0
          and (everybody or e.owner_id = any (people))
        union all
        (select q.id from search_queue q where q.workspace_id = workspace and q.kind = 'deal' limit 2000)
      ) found
      cross join lateral (
        select d.id, d.outcome, d.created_at, d.owner_id, d.deleted_at, d.title_key from deals d where d.workspace_id = workspace and d.id = found.id offset 0) d
      where (everybody or d.owner_id = any (people)) and d.deleted_at is null and strpos(d.title_key, wanted) > 0
      limit most
    ) d;
end $$;

-- Open deals of those whom somebody sees that were made since a moment and have the text, the newest first.
create function deals_named_since(query text, since timestamptz, most int) returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  workspace uuid := app_workspace();
  people uuid[] := app_people();
  wanted text := search_key(query);
begin
  return array(
    select x.id
    from unnest(people) as p(id) cross join lateral (
      select d.id, d.title_key, d.created_at from deals d
      where d.workspace_id = workspace and d.owner_id = p.id and d.outcome = 'open' and d.deleted_at is null and d.created_at >= since offset 0) x
    where strpos(x.title_key, wanted) > 0 order by x.created_at desc limit most);
end $$;
revoke execute on function deals_named_since from public;
grant execute on function deals_named_since to mostik_app;

-- As before; whoever sees a part of the company has a look at his newest hundreds first. They tell whether the word is a common one, which the newest have,
-- or a rare one: all deals that have it are then found sooner than thousands of the newest are read.
create or replace function search_deals(query text, most int) returns table (id uuid)
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  -- Without three letters in a row there is no trigram: the index would read every title.
  has_letters boolean := query ~ '[[:alnum:]]{3}';
  -- So many that are found are all that there are.
  few constant int := 300;
  newest uuid[];
  named uuid[];
begin
  if has_letters and app_scope() <> 'all' then
    newest := newest_deals_named(query, 600, most);
    if cardinality(newest) >= most then
      return query select unnest(deals_named_since(query, (select min(d.created_at) from deals d where d.workspace_id = app_workspace() and d.id = any (newest)), most));
      return;
    end if;
    if cardinality(newest) < 3 then
      named := array(select d.id from deals_named(query, few) d order by d.outcome = 'open' desc, d.created_at desc);
      if cardinality(named) < few then
        return query select unnest(named[:most]);
        return;
      end if;
    end if;
  end if;
  newest := newest_deals_named(query, 10000, most);
  if cardinality(newest) >= most or not has_letters then
    return query select unnest(newest);
    return;
  end if;
  return query select d.id from deals_named(query, few) d order by d.outcome = 'open' desc, d.created_at desc limit most;
end $$;

-- As before; where nothing waits to be indexed, the index alone is asked, and no further than so many are found.
create or replace function search_ids(kind_of text, pieces text[], most int) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  conditions text;
  asked text;
begin
  if kind_of = 'contact' and not app_sees_personal() then return; end if;
  select string_agg(
    format('words like %L and strpos(words, %L) > 0', coalesce(letters_by_three(piece), like_pattern(search_key(piece))), search_key(piece)), ' and ')
  into conditions from unnest(pieces) piece;
  asked := $q$
    select e.id from search_entries e
    where e.workspace_id = (select app_workspace()) and e.kind = $1 and %1$s
      -- Asked once and not of each record that is found.
      and (e.owner_id is null or (select app_scope()) = 'all' or e.owner_id = any ((select app_people())::uuid[]))$q$;
  if exists (select from search_queue q where q.workspace_id = app_workspace() and q.kind = kind_of) then
    asked := asked || $q$
    union
    select w.id from search_words(array(select q from search_queue q where q.workspace_id = app_workspace() and q.kind = $1 limit 500)) w where %1$s$q$;
  end if;
  return query execute format(asked || ' limit $2', conditions) using kind_of, most;
end $$;
