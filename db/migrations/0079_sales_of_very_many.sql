-- A change of more than fifty clients at once took no turns with other sales to them: each looked for the other's sale before it could see it, and two deals
-- of one client were both his first sale. Nobody can hold the turns of so many clients; whoever counts their purchases afterwards takes them portion by
-- portion, and looks at their first sales again. An import of few clients takes its turns like everybody else.
create function cohorts_count_later(p_workspace uuid, p_clients uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into cohorts_queue (workspace_id, client_id) select p_workspace, unnest(p_clients);
end $$;
revoke execute on function cohorts_count_later from public;
grant execute on function cohorts_count_later to mostik_app;

create or replace function take_turns_of_clients(p_workspace uuid, p_deals uuid[]) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
  clients uuid[];
begin
  clients := array(select distinct coalesce(d.company_id, d.contact_id, d.id) from deals d where d.workspace_id = p_workspace and d.id = any (p_deals));
  -- Of more clients nobody holds the turns till the end of a transaction: there are not so many locks. They wait to be counted.
  if cardinality(clients) <= 50 then
    -- By the name of cohorts_make_buyers and in its order.
    perform pg_advisory_xact_lock(hashtextextended(c::text, 35)) from (select c from unnest(clients) c order by c) sorted;
  else
    perform cohorts_count_later(p_workspace, clients);
  end if;
end $$;

create or replace function settle_import(p_workspace uuid, p_import uuid) returns void
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  perform refuse_other_workspace(p_workspace);
  if (select count(*) from (select from deals where workspace_id = p_workspace and import_id = p_import limit 3000) x) = 3000 then
    perform settle_big_import(p_workspace, p_import);
  else
    perform take_turns_of_clients(p_workspace, array(
      select d.id from deals d where d.workspace_id = p_workspace and d.import_id = p_import
        and exists (select from bookings b where b.workspace_id = d.workspace_id and b.deal_id = d.id)));
    perform metrics_refresh(p_workspace, array(
      select e.id from deals e where e.workspace_id = p_workspace and e.company_id = any (array(
        select distinct d.company_id from deals d where d.workspace_id = p_workspace and d.import_id = p_import and d.company_id is not null))));
    perform cohorts_settle(p_workspace, p_import);
    perform metrics_note_deals(p_workspace, array(select d.id from deals d where d.workspace_id = p_workspace and d.import_id = p_import));
  end if;
end $$;

-- Of these clients, whose turns the transaction holds: which sale was the first of each, by all sales that there are now.
create function metrics_look_again(p_workspace uuid, p_clients uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  found_deals uuid[];
begin
  perform refuse_other_workspace(p_workspace);
  -- Of a single deal nothing depends on others.
  found_deals := array(
    select e.id from deals e where e.workspace_id = p_workspace and e.company_id = any (p_clients)
      and exists (select from deals o where o.workspace_id = p_workspace and o.company_id = e.company_id and o.id <> e.id));
  if cardinality(found_deals) > 0 then
    perform metrics_refresh(p_workspace, found_deals);
  end if;
end $$;
revoke execute on function metrics_look_again from public;

create or replace function cohorts_fold(p_workspace uuid, most int) returns int
language plpgsql set plan_cache_mode = force_generic_plan as $$
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
    perform metrics_look_again(p_workspace, clients);
    folded := folded + cardinality(clients);
  end if;
  return folded;
end $$;

