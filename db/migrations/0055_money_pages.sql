-- Leads by owner, source, furthest stage and end without their age at it: a page of sources asks for nobody's age, and finds a fraction of the rows.
create table cohorts_source_cells (
  workspace_id uuid not null,
  owner_id uuid not null,
  month date not null,
  source_id uuid not null,
  pipeline_id uuid not null,
  outcome text not null,
  stage_id uuid not null,
  n bigint not null,
  known bigint not null,
  primary key (workspace_id, owner_id, month, source_id, pipeline_id, outcome, stage_id)
) with (fillfactor = 80);
call protect_by_owner('cohorts_source_cells');
revoke insert, update, delete on cohorts_source_cells from mostik_app;
-- The same without owners, for those who see everybody.
create table cohorts_company_source_cells (
  workspace_id uuid not null,
  month date not null,
  source_id uuid not null,
  pipeline_id uuid not null,
  outcome text not null,
  stage_id uuid not null,
  n bigint not null,
  known bigint not null,
  primary key (workspace_id, month, source_id, pipeline_id, outcome, stage_id)
) with (fillfactor = 80);
call protect('cohorts_company_source_cells');
create policy seen_by_all_seers on cohorts_company_source_cells for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on cohorts_company_source_cells to mostik_app;
insert into cohorts_source_cells (workspace_id, owner_id, month, source_id, pipeline_id, outcome, stage_id, n, known)
select workspace_id, owner_id, month, source_id, pipeline_id, outcome, stage_id, sum(n), sum(known) from cohorts_cells
group by 1, 2, 3, 4, 5, 6, 7 order by 1, 2, 3, 4, 5, 6, 7;
insert into cohorts_company_source_cells (workspace_id, month, source_id, pipeline_id, outcome, stage_id, n, known)
select workspace_id, month, source_id, pipeline_id, outcome, stage_id, sum(n), sum(known) from cohorts_company_cells
group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6;
create view facts.source_lead_cells with (security_invoker = true) as
  select workspace_id, owner_id, month, source_id, pipeline_id, outcome, stage_id, n, known from cohorts_source_cells
  union all
  select workspace_id, owner_id, month, source_id, pipeline_id, outcome, stage_id, n, known from cohorts_deltas;
create view facts.company_source_lead_cells with (security_invoker = true) as
  select workspace_id, month, source_id, pipeline_id, outcome, stage_id, n, known from cohorts_company_source_cells
  union all
  select workspace_id, month, source_id, pipeline_id, outcome, stage_id, n, known from cohorts_deltas;
grant select on facts.source_lead_cells, facts.company_source_lead_cells to mostik_app;

-- Clients of the whole company by the month and source of their first purchase and by the month in which they bought.
--   fresh: whose first purchase it is; active: who bought
create table cohorts_buyer_deltas (
  workspace_id uuid not null,
  first_month date not null,
  month date not null,
  source_id uuid not null,
  fresh bigint not null,
  active bigint not null,
  orders bigint not null,
  money bigint not null
);
create index cohorts_buyer_deltas_month on cohorts_buyer_deltas (workspace_id, first_month);
create table cohorts_buyer_cells (
  workspace_id uuid not null,
  first_month date not null,
  month date not null,
  source_id uuid not null,
  fresh bigint not null,
  active bigint not null,
  orders bigint not null,
  money bigint not null,
  primary key (workspace_id, first_month, month, source_id)
) with (fillfactor = 80);
call protect('cohorts_buyer_deltas');
call protect('cohorts_buyer_cells');
create policy seen_by_all_seers on cohorts_buyer_deltas for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
create policy seen_by_all_seers on cohorts_buyer_cells for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on cohorts_buyer_deltas, cohorts_buyer_cells to mostik_app;
insert into cohorts_buyer_cells (workspace_id, first_month, month, source_id, fresh, active, orders, money)
select workspace_id, first_month, month, source_id, count(*) filter (where is_first), count(*) filter (where counts), sum(orders), sum(money)
from cohorts_buyers group by 1, 2, 3, 4 order by 1, 2, 3, 4;
create view facts.company_buyer_cells with (security_invoker = true) as
  select workspace_id, first_month, month, source_id, fresh, active, orders, money from cohorts_buyer_cells
  union all
  select workspace_id, first_month, month, source_id, fresh, active, orders, money from cohorts_buyer_deltas;
grant select on facts.company_buyer_cells to mostik_app;

-- As before, and what it changes of the company's clients with it.
create or replace function cohorts_make_buyers(workspace uuid, clients uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  gone cohorts_buyers[];
begin
  perform refuse_other_workspace(workspace);
  -- Two sales to one client at once wait for each other, in one order.
  perform pg_advisory_xact_lock(hashtextextended(x::text, 35)) from (select distinct c as x from unnest(clients) c order by 1) sorted;
  with taken as (
    delete from cohorts_buyers b where b.workspace_id = workspace and b.client_id = any (clients) returning b as line
  )
  select coalesce(array_agg(line), '{}') into gone from taken;
  with sold as (
    select coalesce(d.company_id, d.contact_id, d.id) as client_id, d.id as deal_id
    from deals d where d.workspace_id = workspace and d.deleted_at is null
      and (d.company_id = any (clients) or d.company_id is null and (d.contact_id = any (clients) or d.contact_id is null and d.id = any (clients)))
  ), lines as (
    select s.client_id, b.deal_id, b.seq, b.day, coalesce(b.owner_id, nil_uuid()) as owner_id, coalesce(b.source_id, nil_uuid()) as source_id, b.n, b.base_minor,
      sum(b.n) over (partition by b.deal_id) > 0 as kept,
      row_number() over (partition by b.deal_id, b.n > 0 order by b.day desc, b.seq desc) = 1 and b.n > 0 as last_win
    from sold s join bookings b on b.workspace_id = workspace and b.deal_id = s.deal_id
  ), beginnings as (
    select distinct on (client_id) client_id, day, owner_id, source_id from lines where kept and last_win order by client_id, day, deal_id
  ), months as (
    select l.client_id, cohorts_month(l.day) as month, l.owner_id, count(*) filter (where l.kept and l.last_win) as orders, sum(l.base_minor) as money
    from lines l group by 1, 2, 3
  ), made as (
    insert into cohorts_buyers (workspace_id, client_id, month, owner_id, first_day, first_month, source_id, counts, is_first, orders, money)
    select workspace, m.client_id, m.month, m.owner_id, b.day, cohorts_month(b.day), b.source_id,
      m.orders > 0 and row_number() over (partition by m.client_id, m.month
        order by (m.month = cohorts_month(b.day) and m.owner_id = b.owner_id) desc, m.orders > 0 desc, m.owner_id) = 1,
      m.month = cohorts_month(b.day) and m.owner_id = b.owner_id, m.orders, m.money
    from months m join beginnings b using (client_id)
    returning first_month, month, source_id, counts, is_first, orders, money
  )
  insert into cohorts_buyer_deltas (workspace_id, first_month, month, source_id, fresh, active, orders, money)
  select workspace, x.first_month, x.month, x.source_id, sum(x.sign * x.is_first::int), sum(x.sign * x.counts::int), sum(x.sign * x.orders), sum(x.sign * x.money)
  from (
    select 1 as sign, first_month, month, source_id, counts, is_first, orders, money from made
    union all
    select -1, g.first_month, g.month, g.source_id, g.counts, g.is_first, g.orders, g.money from unnest(gone) g
  ) x
  group by x.first_month, x.month, x.source_id
  having sum(x.sign * x.is_first::int) <> 0 or sum(x.sign * x.counts::int) <> 0 or sum(x.sign * x.orders) <> 0 or sum(x.sign * x.money) <> 0;
end $$;
revoke execute on function cohorts_make_buyers from public;

-- As before, and the cells without age and those of the company's clients with it.
create or replace function cohorts_fold(p_workspace uuid, most int) returns int language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  folded int;
  folded_buyers int;
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
  ), of_sources as (
    insert into cohorts_source_cells as t (workspace_id, owner_id, month, source_id, pipeline_id, outcome, stage_id, n, known)
    select p_workspace, owner_id, month, source_id, pipeline_id, outcome, stage_id, sum(n), sum(known) from taken
    group by owner_id, month, source_id, pipeline_id, outcome, stage_id having sum(n) <> 0 or sum(known) <> 0
    order by owner_id, month, source_id
    on conflict (workspace_id, owner_id, month, source_id, pipeline_id, outcome, stage_id) do update
      set n = t.n + excluded.n, known = t.known + excluded.known
  ), of_company_sources as (
    insert into cohorts_company_source_cells as t (workspace_id, month, source_id, pipeline_id, outcome, stage_id, n, known)
    select p_workspace, month, source_id, pipeline_id, outcome, stage_id, sum(n), sum(known) from taken
    group by month, source_id, pipeline_id, outcome, stage_id having sum(n) <> 0 or sum(known) <> 0
    on conflict (workspace_id, month, source_id, pipeline_id, outcome, stage_id) do update
      set n = t.n + excluded.n, known = t.known + excluded.known
  )
  select count(*) into folded from taken;
  with taken as (
    delete from cohorts_buyer_deltas where ctid = any (array(select ctid from cohorts_buyer_deltas where workspace_id = p_workspace limit most))
    returning first_month, month, source_id, fresh, active, orders, money
  ), of_buyers as (
    insert into cohorts_buyer_cells as t (workspace_id, first_month, month, source_id, fresh, active, orders, money)
    select p_workspace, first_month, month, source_id, sum(fresh), sum(active), sum(orders), sum(money) from taken
    group by first_month, month, source_id
    on conflict (workspace_id, first_month, month, source_id) do update
      set fresh = t.fresh + excluded.fresh, active = t.active + excluded.active, orders = t.orders + excluded.orders, money = t.money + excluded.money
  )
  select count(*) into folded_buyers from taken;
  folded := folded + folded_buyers;
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

-- What a head reads of his people is found by whose it is.
create index cycle_closed_deals_owner on cycle_closed_deals (workspace_id, owner_id, month);
create index cycle_closed_bookings_owner on cycle_closed_bookings (workspace_id, owner_id, month);
drop index bookings_owner_day;
create index bookings_owner_day on bookings (workspace_id, owner_id, day) include (pipeline_id, source_id, n, base_minor, profile, deal_id);

-- Months of people, summed up as the company's days are, for as long as each day of the month stands.
--   cut: reason (a: reason, b: furthest stage; lost) | source (a) | rival (a: competitor, nil for none known) | cycle (won, with the lengths in order)
--     | sold (a: source; the ledger)
create table funnel_owner_cells (
  workspace_id uuid not null references workspaces on delete cascade,
  cut text not null,
  owner_id uuid not null,
  month date not null,
  pipeline_id uuid not null,
  outcome text not null,
  a_id uuid not null,
  b_id uuid not null,
  n bigint not null,
  money bigint not null,
  lengths float8[],
  primary key (workspace_id, cut, owner_id, month, pipeline_id, outcome, a_id, b_id)
);
call protect_by_owner('funnel_owner_cells');
revoke insert, update, delete on funnel_owner_cells from mostik_app;
-- Which months have such sums.
create table funnel_owner_months (
  workspace_id uuid not null references workspaces on delete cascade,
  facts text not null check (facts in ('closed', 'booked')),
  month date not null,
  primary key (workspace_id, facts, month)
);
call protect('funnel_owner_months');

-- As before; what has changed is looked up once, and not for each day.
create or replace function kept_days(p_facts text, p_start date, p_end date, p_basis text) returns date[] language sql stable as $$
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

-- Whole months within a span of which each day stands in its sums, those of people with it. It tells months alone, and of whom nothing.
create function kept_months(p_facts text, p_start date, p_end date) returns date[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(m.month order by m.month), '{}')
  from (
    select date_trunc('month', day)::date as month, count(*) as n from unnest(kept_days(p_facts, p_start, p_end, '')) day group by 1
  ) k join funnel_owner_months m on m.workspace_id = (select app_workspace()) and m.facts = p_facts and m.month = k.month
  where k.n = (m.month + interval '1 month')::date - m.month
$$;
revoke execute on function kept_months from public;
grant execute on function kept_months to mostik_app;

-- The latest month that stands in its days and not in sums of people.
create function owner_month_to_keep(p_workspace uuid, p_facts text) returns date language sql stable as $$
  select max(k.month) from (
    select date_trunc('month', day)::date as month, count(*) as n from funnel_kept_days where workspace_id = p_workspace and facts = p_facts group by 1
  ) k
  where k.n = (k.month + interval '1 month')::date - k.month
    and not exists (select from funnel_owner_months m where m.workspace_id = p_workspace and m.facts = p_facts and m.month = k.month)
$$;
revoke execute on function owner_month_to_keep from public;

-- A team's part of the spend is measured by leads of the company; what their ages were is not asked.
create or replace function cohorts_company_leads(from_month date, to_month date) returns table (month date, source_id uuid, n bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.month, x.source_id, sum(x.n)::bigint from (
    select c.month, c.source_id, c.n from cohorts_company_source_cells c
    where c.workspace_id = app_workspace() and c.month >= from_month and c.month < to_month
    union all
    select d.month, d.source_id, d.n from cohorts_deltas d
    where d.workspace_id = app_workspace() and d.month >= from_month and d.month < to_month
  ) x where app_role() in ('owner', 'director', 'head', 'marketing', 'finance', 'auditor')
  group by x.month, x.source_id
$$;

-- Which fields of its own an open deal has filled in, beside its other signs: which of them are missing is then told without looking the deal up.
create function fields_filled(custom jsonb) returns uuid[] language sql immutable parallel safe as $$
  select coalesce(array_agg(k::uuid order by k), '{}') from jsonb_object_keys(custom) k
  where k ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
$$;
alter table deal_signs add column filled uuid[] not null default '{}';
create or replace view facts.deal_signs with (security_invoker = true) as select * from deal_signs;
create or replace function signs_of(p_workspace uuid, p_deals uuid[]) returns setof deal_signs language sql stable as $$
  select d.workspace_id, d.id, d.owner_id, d.pipeline_id, d.stage_id, d.base_minor, d.created_at, d.stage_entered_at, d.expected_close_on,
         next_due(d.workspace_id, d.id), last_contact(d.workspace_id, d.id),
         (select count(*)::int from deal_edits e where e.workspace_id = d.workspace_id and e.deal_id = d.id and close_pushed(e.changes)),
         fields_filled(d.custom)
  from deals d
  where d.workspace_id = p_workspace and (p_deals is null or d.id = any (p_deals)) and d.outcome = 'open' and d.deleted_at is null
$$;
create or replace function signs_of_new_deals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into deal_signs (workspace_id, deal_id, owner_id, pipeline_id, stage_id, base_minor, created_at, stage_entered_at, expected_close_on, filled)
  select workspace_id, id, owner_id, pipeline_id, stage_id, base_minor, created_at, stage_entered_at, expected_close_on, fields_filled(custom)
  from fresh where outcome = 'open' and deleted_at is null;
  return null;
end $$;
create or replace function signs_of_changed_deal() returns trigger language plpgsql security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if new.outcome <> 'open' or new.deleted_at is not null then
    if old.outcome = 'open' and old.deleted_at is null then
      delete from deal_signs where workspace_id = new.workspace_id and deal_id = new.id;
    end if;
  elsif old.outcome <> 'open' or old.deleted_at is not null then
    insert into deal_signs (workspace_id, deal_id, owner_id, pipeline_id, stage_id, base_minor, created_at, stage_entered_at, expected_close_on,
      next_due_at, last_contact_at, pushes, filled)
    values (new.workspace_id, new.id, new.owner_id, new.pipeline_id, new.stage_id, new.base_minor, new.created_at, new.stage_entered_at,
      new.expected_close_on, next_due(new.workspace_id, new.id), last_contact(new.workspace_id, new.id),
      (select count(*)::int from deal_edits e where e.workspace_id = new.workspace_id and e.deal_id = new.id and close_pushed(e.changes)),
      fields_filled(new.custom))
    on conflict do nothing;
  elsif old.stage_id <> new.stage_id or old.stage_entered_at <> new.stage_entered_at or old.pipeline_id <> new.pipeline_id
    or old.base_minor <> new.base_minor or old.created_at <> new.created_at or old.owner_id is distinct from new.owner_id
    or old.expected_close_on is distinct from new.expected_close_on or old.custom <> new.custom then
    update deal_signs set owner_id = new.owner_id, pipeline_id = new.pipeline_id, stage_id = new.stage_id, base_minor = new.base_minor,
      created_at = new.created_at, stage_entered_at = new.stage_entered_at, expected_close_on = new.expected_close_on,
      filled = case when old.custom <> new.custom then fields_filled(new.custom) else filled end
    where workspace_id = new.workspace_id and deal_id = new.id;
  end if;
  return null;
end $$;
update deal_signs s set filled = fields_filled(d.custom) from deals d
where d.workspace_id = s.workspace_id and d.id = s.deal_id and d.custom <> '{}';

-- What the clients of each seller buy, as the last computation of the classes has found it: for whoever sees some people.
create table segments_baskets (
  workspace_id uuid not null references workspaces on delete cascade,
  owner_id uuid not null,
  client_id uuid not null,
  products text[] not null,
  groups text[] not null,
  primary key (workspace_id, owner_id, client_id)
);
call protect_by_owner('segments_baskets');
insert into segments_baskets (workspace_id, owner_id, client_id, products, groups)
select o.workspace_id, coalesce(o.owner_id, nil_uuid()), o.client_id, array_agg(distinct coalesce(p.name, l.product_name)),
       array_agg(distinct coalesce(nullif(p.product_group, ''), p.name, l.product_name))
from (select r.workspace_id, max(r.as_of) as as_of from segments_runs r group by r.workspace_id) run
left join segments_settings s on s.workspace_id = run.workspace_id
join facts.orders o on o.workspace_id = run.workspace_id and o.day > (run.as_of - make_interval(months => coalesce(s.months, 12)))::date
join facts.deal_lines l on l.workspace_id = o.workspace_id and l.deal_id = o.deal_id
left join facts.products p on p.workspace_id = l.workspace_id and p.id = l.product_id
group by o.workspace_id, coalesce(o.owner_id, nil_uuid()), o.client_id;
