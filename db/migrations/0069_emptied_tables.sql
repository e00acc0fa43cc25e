-- Whoever takes an import back leaves tables of many pages without a row, and then the database looks at them by itself: it remembers that there is nothing in so
-- many pages, and what an import that goes on has not committed yet is nothing as well. From then on a table is planned as empty however large it grows. Such
-- tables are looked at anew too.
create or replace function gather_statistics_of_grown() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  page int := current_setting('block_size');
  grown text;
begin
  select string_agg(c.oid::regclass::text, ', ' order by c.oid) into grown
  from pg_class c
  where c.oid = any ('{deals,stage_changes,stage_stays,deal_reach,bookings,deal_edits,deal_lines,companies,company_phones,company_emails,contacts,contact_phones,
      contact_emails,activities,payments,invoices,products,product_prices,product_aliases,people,departments,plan_cells,spend,import_rows}'::regclass[])
    and (pg_relation_size(c.oid) > greatest(c.relpages::bigint * 2, 9) * page or c.reltuples = 0 and pg_relation_size(c.oid) > 9 * page);
  if grown is not null then
    execute 'analyze (skip_locked) ' || grown;
  end if;
end $$;

-- The last step of an import reads all that it has written, perhaps minutes after the database has looked at it: it looks anew, and joins no row by row.
create or replace function settle_big_import(p_workspace uuid, p_import uuid) returns void language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan set enable_nestloop = off set work_mem = '24MB' as $$
begin
  perform refuse_other_workspace(p_workspace);
  perform gather_statistics_of_grown();
  perform metrics_settle(p_workspace, p_import);
  perform cohorts_settle(p_workspace, p_import);
  -- Clients of the import may have other deals, of any month that totals know.
  insert into metrics_stale_months (workspace_id, facts, owner_id, month)
  select p_workspace, f, everybody_uuid(), m.month
  from (
    select distinct date_trunc('month', x.day::timestamp)::date as month
    from deals d join deal_reach r on r.workspace_id = d.workspace_id and r.deal_id = d.id cross join lateral (values (r.created_day), (r.closed_day)) x (day)
    where d.workspace_id = p_workspace and d.import_id = p_import and x.day is not null
    union
    select date_trunc('month', b.day::timestamp)::date from deals d join bookings b on b.workspace_id = d.workspace_id and b.deal_id = d.id
    where d.workspace_id = p_workspace and d.import_id = p_import
    union
    select date_trunc('month', day::timestamp)::date from total_deltas
    where workspace_id = p_workspace and kind in ('created', 'booked', 'closed_won', 'closed_lost', 'closed_moved')
    union
    select month from company_month_totals where workspace_id = p_workspace and kind in ('created', 'booked', 'closed_won', 'closed_lost', 'closed_moved')
  ) m cross join unnest('{booked,created,closed,cohort}'::text[]) f;
end $$;

create or replace function settle_import(p_workspace uuid, p_import uuid) returns void language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
begin
  perform refuse_other_workspace(p_workspace);
  if (select count(*) from (select from deals where workspace_id = p_workspace and import_id = p_import limit 3000) x) = 3000 then
    perform settle_big_import(p_workspace, p_import);
  else
    perform metrics_refresh(p_workspace, array(
      select e.id from deals e where e.workspace_id = p_workspace and e.company_id = any (array(
        select distinct d.company_id from deals d where d.workspace_id = p_workspace and d.import_id = p_import and d.company_id is not null))));
    perform cohorts_settle(p_workspace, p_import);
    perform metrics_note_deals(p_workspace, array(select d.id from deals d where d.workspace_id = p_workspace and d.import_id = p_import));
  end if;
end $$;
