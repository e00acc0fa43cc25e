-- What was sold of each product stands in the days and months that are summed up, so that a page which knows what products cost reads no lines.

-- A part of a deal that is a product: its money and its quantity, see docs/metrics.md (margin). Null where a cell tells of no products.
alter table funnel_day_cells add column part numeric, add column quantity numeric;
-- holder_id: whose the deals of 'goods' are now, for lines are seen by whoever sees their deal. Other cells have none.
alter table funnel_owner_cells add column part numeric, add column quantity numeric, add column holder_id uuid not null default nil_uuid();
alter table funnel_owner_cells drop constraint funnel_owner_cells_pkey;
alter table funnel_owner_cells add primary key (workspace_id, cut, owner_id, month, pipeline_id, outcome, a_id, b_id, holder_id);

drop policy in_scope on funnel_owner_cells;
create policy in_scope on funnel_owner_cells to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) and (cut <> 'goods' or holder_id = any ((select app_people())::uuid[]))))
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) and (cut <> 'goods' or holder_id = any ((select app_people())::uuid[]))));

/* Notes the days of the ledger on which these deals stand: what they consist of, or whose they are, has changed. */
create function note_booked_days(p_workspace uuid, p_deals uuid[]) returns void
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into funnel_stale_days (workspace_id, facts, day)
  select p_workspace, 'booked', b.day from bookings b where b.workspace_id = p_workspace and b.deal_id = any (p_deals)
  union
  select p_workspace, 'booked', greatest(c.day, c.month)
  from cycle_closed_periods p join cycle_closed_bookings c on c.workspace_id = p.workspace_id and c.month = p.month and c.deal_id = any (p_deals)
  where p.workspace_id = p_workspace;
end $$;

create function note_lines_sold() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform note_booked_days(t.workspace_id, array_agg(distinct t.deal_id)) from touched t group by t.workspace_id;
  return null;
end $$;

create trigger note_lines_fresh after insert on deal_lines referencing new table as touched for each statement execute function note_lines_sold();
create trigger note_lines_changed after update on deal_lines referencing new table as touched for each statement execute function note_lines_sold();
create trigger note_lines_gone after delete on deal_lines referencing old table as touched for each statement execute function note_lines_sold();

create function note_rate_of_sold() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform note_booked_days(new.workspace_id, array[new.id]);
  return null;
end $$;

-- A quantity is a part of the deal's amount: at another rate it is another part.
create trigger note_rate_of_sold after update of amount_minor, base_minor, currency on deals for each row
  when (old.amount_minor::numeric * new.base_minor <> new.amount_minor::numeric * old.base_minor) execute function note_rate_of_sold();

-- The ledger is summed up anew.
delete from funnel_kept_days where facts = 'booked';
delete from funnel_owner_months where facts = 'booked';
delete from funnel_day_cells where cut in ('sold', 'sold of month');
delete from funnel_owner_cells where cut = 'sold';
