-- Cohorts: of leads by the month in which they came, of clients by the month of their first purchase. Kept up in the transaction that changes the facts, so
-- that a page costs months × sources and not deals.
--   cohorts_cells    deals by month of creation, owner, source, pipeline, furthest stage, outcome and age at the end
--   cohorts_buyers   what a client bought in a month, with the month of his first purchase

-- age: months from the creation to the end, -1 for what has not ended. known: of these the ones whose history of stages is full.
create table cohorts_deltas (
  workspace_id uuid not null,
  month date not null,
  owner_id uuid not null,
  source_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  outcome text not null,
  age smallint not null,
  n bigint not null,
  known bigint not null,
  money bigint not null
);
create index cohorts_deltas_month on cohorts_deltas (workspace_id, month);
create table cohorts_cells (
  workspace_id uuid not null,
  month date not null,
  owner_id uuid not null,
  source_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  outcome text not null,
  age smallint not null,
  n bigint not null,
  known bigint not null,
  money bigint not null,
  primary key (workspace_id, owner_id, month, source_id, pipeline_id, stage_id, outcome, age)
) with (fillfactor = 80);
-- The same without owners, for those who see everybody.
create table cohorts_company_cells (
  workspace_id uuid not null,
  month date not null,
  source_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  outcome text not null,
  age smallint not null,
  n bigint not null,
  known bigint not null,
  money bigint not null,
  primary key (workspace_id, month, source_id, pipeline_id, stage_id, outcome, age)
) with (fillfactor = 80);
call protect_by_owner('cohorts_deltas');
call protect_by_owner('cohorts_cells');
call protect('cohorts_company_cells');
create policy seen_by_all_seers on cohorts_company_cells for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on cohorts_company_cells to mostik_app;
revoke insert, update, delete on cohorts_deltas, cohorts_cells from mostik_app;

-- A deal that went on in another pipeline is counted there, from the day on which it came there, as in the funnel.
create function cohorts_month(at date) returns date language sql immutable parallel safe as $$ select date_trunc('month', at)::date $$;
create function cohorts_age(from_day date, to_day date) returns smallint language sql immutable parallel safe as $$
  select greatest(0, (extract(year from to_day) - extract(year from from_day)) * 12 + extract(month from to_day) - extract(month from from_day))::smallint
$$;
create function cohorts_count_fresh() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into cohorts_deltas (workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money)
  select r.workspace_id, cohorts_month(r.created_day), coalesce(r.owner_id, nil_uuid()), coalesce(r.source_id, nil_uuid()), r.pipeline_id,
    coalesce(r.furthest_stage_id, nil_uuid()), r.outcome, case when r.closed_day is null then -1 else cohorts_age(r.created_day, r.closed_day) end,
    count(*), count(*) filter (where r.full_history), sum(r.base_minor)
  from fresh r where r.outcome <> 'moved' group by 1, 2, 3, 4, 5, 6, 7, 8;
  return null;
end $$;
create function cohorts_count_gone() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into cohorts_deltas (workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money)
  select r.workspace_id, cohorts_month(r.created_day), coalesce(r.owner_id, nil_uuid()), coalesce(r.source_id, nil_uuid()), r.pipeline_id,
    coalesce(r.furthest_stage_id, nil_uuid()), r.outcome, case when r.closed_day is null then -1 else cohorts_age(r.created_day, r.closed_day) end,
    -count(*), -count(*) filter (where r.full_history), -sum(r.base_minor)
  from gone r where r.outcome <> 'moved' group by 1, 2, 3, 4, 5, 6, 7, 8;
  return null;
end $$;
create function cohorts_count_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into cohorts_deltas (workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money)
  select r.workspace_id, cohorts_month(r.created_day), coalesce(r.owner_id, nil_uuid()), coalesce(r.source_id, nil_uuid()), r.pipeline_id,
    coalesce(r.furthest_stage_id, nil_uuid()), r.outcome, case when r.closed_day is null then -1 else cohorts_age(r.created_day, r.closed_day) end,
    sum(r.sign), sum(case when r.full_history then r.sign else 0 end), sum(r.sign * r.base_minor)
  from (select 1 as sign, f.* from fresh f union all select -1, g.* from gone g) r
  where r.outcome <> 'moved' group by 1, 2, 3, 4, 5, 6, 7, 8
  having sum(r.sign) <> 0 or sum(case when r.full_history then r.sign else 0 end) <> 0 or sum(r.sign * r.base_minor) <> 0;
  return null;
end $$;
create trigger cohorts_fresh after insert on deal_reach referencing new table as fresh for each statement execute function cohorts_count_fresh();
create trigger cohorts_gone after delete on deal_reach referencing old table as gone for each statement execute function cohorts_count_gone();
create trigger cohorts_changed after update on deal_reach referencing old table as gone new table as fresh
  for each statement execute function cohorts_count_changed();

-- A purchase of a client in a month: a row for each owner who sold to him. A client is the firm, else the person, else the deal by itself.
-- Deals whose win was taken back make nobody a client; their lines stand in the months in which they were booked, at whoever is one.
create table cohorts_buyers (
  workspace_id uuid not null,
  client_id uuid not null,
  month date not null,
  owner_id uuid not null,
  -- Of the first purchase of this client, whoever made it.
  first_day date not null,
  first_month date not null,
  source_id uuid not null,
  -- The one row that counts the client in this month, and the one that counts him at all: sums over rows count nobody twice.
  counts boolean not null,
  is_first boolean not null,
  orders bigint not null,
  money bigint not null,
  primary key (workspace_id, client_id, month, owner_id)
);
create index cohorts_buyers_first on cohorts_buyers (workspace_id, first_month) include (month, owner_id, source_id, counts, is_first, first_day, orders, money);
create index cohorts_buyers_owner on cohorts_buyers (workspace_id, owner_id, first_month) include (client_id, month, source_id, is_first, orders, money);
create index cohorts_buyers_month on cohorts_buyers (workspace_id, month) include (owner_id, source_id, client_id, orders, money);
create index cohorts_buyers_new on cohorts_buyers (workspace_id, first_day) include (owner_id, source_id, client_id) where is_first;
call protect_by_owner('cohorts_buyers');
revoke insert, update, delete on cohorts_buyers from mostik_app;

-- Clients whose rows wait to be made anew, where one statement touched many.
create table cohorts_queue (
  workspace_id uuid not null,
  client_id uuid not null
);
call protect('cohorts_queue');

create function cohorts_make_buyers(workspace uuid, clients uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  perform refuse_other_workspace(workspace);
  -- Two sales to one client at once wait for each other, in one order.
  perform pg_advisory_xact_lock(hashtextextended(x::text, 35)) from (select distinct c as x from unnest(clients) c order by 1) sorted;
  delete from cohorts_buyers b where b.workspace_id = workspace and b.client_id = any (clients);
  insert into cohorts_buyers (workspace_id, client_id, month, owner_id, first_day, first_month, source_id, counts, is_first, orders, money)
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
  )
  select workspace, m.client_id, m.month, m.owner_id, b.day, cohorts_month(b.day), b.source_id,
    m.orders > 0 and row_number() over (partition by m.client_id, m.month
      order by (m.month = cohorts_month(b.day) and m.owner_id = b.owner_id) desc, m.orders > 0 desc, m.owner_id) = 1,
    m.month = cohorts_month(b.day) and m.owner_id = b.owner_id, m.orders, m.money
  from months m join beginnings b using (client_id);
end $$;
revoke execute on function cohorts_make_buyers from public;

create function cohorts_touch(workspace uuid, clients uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  perform refuse_other_workspace(workspace);
  if cardinality(clients) <= 50 then
    perform cohorts_make_buyers(workspace, clients);
  else
    insert into cohorts_queue (workspace_id, client_id) select workspace, unnest(clients);
  end if;
end $$;
revoke execute on function cohorts_touch from public;

create function cohorts_booked() returns trigger language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  perform cohorts_touch(x.workspace_id, x.clients) from (
    select b.workspace_id, array_agg(distinct coalesce(d.company_id, d.contact_id, b.deal_id)) as clients
    from (select distinct workspace_id, deal_id from touched) b left join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
    group by b.workspace_id) x;
  return null;
end $$;
create trigger cohorts_booked after insert on bookings referencing new table as touched for each statement execute function cohorts_booked();
create trigger cohorts_rebooked after update on bookings referencing new table as touched for each statement execute function cohorts_booked();
create trigger cohorts_unbooked after delete on bookings referencing old table as touched for each statement execute function cohorts_booked();

-- A deal that gets another client (a merge, a correction) takes its purchases along.
create function cohorts_client_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from bookings b where b.workspace_id = new.workspace_id and b.deal_id = new.id) then
    perform cohorts_make_buyers(new.workspace_id, array[coalesce(old.company_id, old.contact_id, old.id), coalesce(new.company_id, new.contact_id, new.id)]);
  end if;
  return null;
end $$;
create trigger cohorts_client_changed after update of company_id, contact_id on deals
  for each row when (coalesce(old.company_id, old.contact_id, old.id) is distinct from coalesce(new.company_id, new.contact_id, new.id))
  execute function cohorts_client_changed();
revoke execute on function cohorts_count_fresh, cohorts_count_gone, cohorts_count_changed, cohorts_booked, cohorts_client_changed from public;

-- Takes what waits into the totals; gives how much it took. One folder at a time.
create function cohorts_fold(p_workspace uuid, most int) returns int language plpgsql as $$
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

create view facts.lead_cells with (security_invoker = true) as
  select workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money from cohorts_cells
  union all
  select workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money from cohorts_deltas;
-- For those who see everybody.
create view facts.company_lead_cells with (security_invoker = true) as
  select workspace_id, month, source_id, pipeline_id, stage_id, outcome, age, n, known, money from cohorts_company_cells
  union all
  select workspace_id, month, source_id, pipeline_id, stage_id, outcome, age, n, known, money from cohorts_deltas;
create view facts.buyers with (security_invoker = true) as select * from cohorts_buyers;
-- A deal that was won and is won still, on the day of its (last) win, with its client.
create view facts.orders with (security_invoker = true) as
  select b.workspace_id, b.deal_id, coalesce(d.company_id, d.contact_id, d.id) as client_id, d.company_id,
    max(b.day) filter (where b.n > 0) as day, sum(b.base_minor)::bigint as amount_minor,
    (array_agg(b.owner_id order by b.seq desc) filter (where b.n > 0))[1] as owner_id
  from bookings b join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
  where d.deleted_at is null
  group by b.workspace_id, b.deal_id, d.company_id, d.contact_id, d.id having sum(b.n) > 0;
grant select on facts.lead_cells, facts.company_lead_cells, facts.buyers, facts.orders to mostik_app;

-- How many leads of each source the whole company got by month: what a team's part of the company's spend is measured by. Whose leads they are it does not say.
create function cohorts_company_leads(from_month date, to_month date) returns table (month date, source_id uuid, n bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select x.month, x.source_id, sum(x.n)::bigint from (
    select c.month, c.source_id, c.n from cohorts_company_cells c
    where c.workspace_id = app_workspace() and c.month >= from_month and c.month < to_month
    union all
    select d.month, d.source_id, d.n from cohorts_deltas d
    where d.workspace_id = app_workspace() and d.month >= from_month and d.month < to_month
  ) x where app_role() in ('owner', 'director', 'head', 'marketing', 'finance', 'auditor')
  group by x.month, x.source_id
$$;
revoke execute on function cohorts_company_leads from public;
grant execute on function cohorts_company_leads to mostik_app;

-- What is here already.
insert into cohorts_deltas (workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money)
select r.workspace_id, cohorts_month(r.created_day), coalesce(r.owner_id, nil_uuid()), coalesce(r.source_id, nil_uuid()), r.pipeline_id,
  coalesce(r.furthest_stage_id, nil_uuid()), r.outcome, case when r.closed_day is null then -1 else cohorts_age(r.created_day, r.closed_day) end,
  count(*), count(*) filter (where r.full_history), sum(r.base_minor)
from deal_reach r where r.outcome <> 'moved' group by 1, 2, 3, 4, 5, 6, 7, 8;
insert into cohorts_queue (workspace_id, client_id)
select distinct d.workspace_id, coalesce(d.company_id, d.contact_id, d.id)
from bookings b join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id;
