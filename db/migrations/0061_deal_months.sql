-- Cuts of deals by any two dimensions: the deals of a person's month stand packed in one row, column by column, with all that they may be cut by. A row is read
-- as long as nothing of its month has changed since; else the facts are read.

-- What columns hold instead of ids. `of`: the field of an option.
create table metrics_numbers (
  workspace_id uuid not null,
  kind text not null check (kind in ('pipeline', 'source', 'stage', 'reason', 'profile', 'option', 'product', 'client', 'person')),
  no int not null,
  of uuid not null,
  id uuid not null,
  primary key (workspace_id, kind, no),
  unique (workspace_id, kind, id, of)
);
call protect_by_workspace('metrics_numbers');
revoke insert, update, delete on metrics_numbers from mostik_app;

-- Whose months have changed since they were packed. facts: booked (sales), created (deals that came, of whoever had them first), closed (deals that ended),
-- cohort (deals that came, by what became of them) | class (classes of somebody's clients; of no month). Nobody's owner is nil_uuid(); everybody_uuid() is all of a month.
create function everybody_uuid() returns uuid language sql immutable parallel safe as $$ select 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid $$;
create table metrics_stale_months (
  workspace_id uuid not null,
  facts text not null check (facts in ('booked', 'created', 'closed', 'cohort', 'class')),
  owner_id uuid not null,
  month date not null,
  at timestamptz not null default now()
);
create index metrics_stale_months_month on metrics_stale_months (workspace_id, facts, owner_id, month);
call protect_by_owner('metrics_stale_months');
revoke insert, update, delete on metrics_stale_months from mostik_app;

-- Months that have changed of everybody: whoever sees a part of the company may know that, it tells nothing of anybody.
create function metrics_changed_of_all(p_facts text) returns setof date language sql stable security definer set search_path = public, pg_temp as $$
  select distinct s.month from metrics_stale_months s
  where s.workspace_id = (select app_workspace()) and s.facts = p_facts and s.owner_id = everybody_uuid()
$$;
revoke execute on function metrics_changed_of_all from public;
grant execute on function metrics_changed_of_all to mostik_app;

-- Numbers with the most significant byte first, one of each column for each deal in the same order; -1: none.
--   marks (int4): n in the upper half, kind (0 open, 1 won, 2 lost, 3 moved) * 64, whether the deal is somebody else's now * 32, day of the month
--   pipelines, sources, stages, reasons (int2), profiles, clients (int4), money (float8)
--   seconds (float8): from creation to the win, of deals that were won and count (n > 0)
--   holders (int4): whose deals are now that are somebody else's
--   options: how many (int2), the options (int4); products: how many (int2), each product (int4), and its share of the deal (float8) where there are several
create table metrics_deal_months (
  workspace_id uuid not null,
  facts text not null check (facts in ('booked', 'created', 'closed', 'cohort')),
  month date not null,
  owner_id uuid not null,
  marks bytea not null,
  pipelines bytea not null,
  sources bytea not null,
  stages bytea not null,
  reasons bytea not null,
  profiles bytea not null,
  clients bytea not null,
  money bytea not null,
  seconds bytea not null,
  holders bytea not null,
  options bytea not null,
  products bytea not null,
  primary key (workspace_id, facts, month, owner_id)
) with (toast_tuple_target = 8160);
alter table metrics_deal_months
  alter column marks set storage external, alter column pipelines set storage external, alter column sources set storage external,
  alter column stages set storage external, alter column reasons set storage external, alter column profiles set storage external,
  alter column clients set storage external, alter column money set storage external, alter column seconds set storage external,
  alter column holders set storage external, alter column options set storage external, alter column products set storage external;
call protect_by_owner('metrics_deal_months');
revoke insert, update, delete on metrics_deal_months from mostik_app;

-- The class of each client of somebody: clients (int4), classes (a letter each).
create table metrics_client_classes (
  workspace_id uuid not null,
  owner_id uuid not null,
  clients bytea not null,
  classes text not null,
  primary key (workspace_id, owner_id)
);
alter table metrics_client_classes alter column clients set storage external, alter column classes set storage external;
call protect_by_owner('metrics_client_classes');
revoke insert, update, delete on metrics_client_classes from mostik_app;

-- Notes what has changed; when it is of many people, whole months: an import would leave as many notes as deals.
create function metrics_note(p_workspace uuid, p_facts text[], p_owners uuid[], p_months date[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  if cardinality(p_facts) > 60 then
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    select distinct p_workspace, f, everybody_uuid(), m from unnest(p_facts, p_months) as x (f, m) where exists (select from workspaces w where w.id = p_workspace);
  else
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    select p_workspace, f, coalesce(o, nil_uuid()), m from unnest(p_facts, p_owners, p_months) as x (f, o, m)
    where exists (select from workspaces w where w.id = p_workspace);
  end if;
end $$;

-- What stands beside deals has changed: their client, their holder, options, lines.
create function metrics_note_deals(p_workspace uuid, p_deals uuid[]) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  facts text[];
  owners uuid[];
  months date[];
begin
  perform refuse_other_workspace(p_workspace);
  with reached as materialized (
    select r.first_owner_id, r.owner_id, r.created_day, r.closed_day from deal_reach r where r.workspace_id = p_workspace and r.deal_id = any (p_deals)
  ), found as (
    select x.facts, x.owner_id, date_trunc('month', x.day::timestamp)::date as month
    from reached r cross join lateral (values ('created', r.first_owner_id, r.created_day), ('cohort', r.owner_id, r.created_day), ('closed', r.owner_id, r.closed_day))
      x (facts, owner_id, day) where x.day is not null
    union
    select 'booked', b.owner_id, date_trunc('month', b.day::timestamp)::date from bookings b where b.workspace_id = p_workspace and b.deal_id = any (p_deals)
    union
    -- A deal stands in no closed month before it came.
    select case when c.kind = 'created' then 'created' else 'closed' end, c.owner_id, c.month
    from cycle_closed_periods p join cycle_closed_deals c on c.workspace_id = p.workspace_id and c.month = p.month and c.deal_id = any (p_deals)
    where p.workspace_id = p_workspace and p.month > coalesce((select min(d.created_at) from deals d where d.workspace_id = p_workspace and d.id = any (p_deals)), '-infinity') - interval '2 months'
    union
    select 'booked', c.owner_id, c.month
    from cycle_closed_periods p join cycle_closed_bookings c on c.workspace_id = p.workspace_id and c.month = p.month and c.deal_id = any (p_deals)
    where p.workspace_id = p_workspace and p.month > coalesce((select min(d.created_at) from deals d where d.workspace_id = p_workspace and d.id = any (p_deals)), '-infinity') - interval '2 months'
  )
  select array_agg(f.facts), array_agg(f.owner_id), array_agg(f.month) into facts, owners, months from found f;
  if facts is not null then
    perform metrics_note(p_workspace, facts, owners, months);
  end if;
end $$;

-- A move says that the cohort of its deal has changed, and the end of a deal what has ended. Profiles are written by those who note it (metrics_refresh, metrics_settle).
create function metrics_note_reached() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (old.owner_id, old.source_id, old.created_day, old.furthest_stage_id, old.outcome, old.base_minor)
    is distinct from (new.owner_id, new.source_id, new.created_day, new.furthest_stage_id, new.outcome, new.base_minor) then
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    values (new.workspace_id, 'cohort', coalesce(new.owner_id, nil_uuid()), date_trunc('month', new.created_day::timestamp)::date);
    if (old.owner_id, old.created_day) is distinct from (new.owner_id, new.created_day) then
      insert into metrics_stale_months (workspace_id, facts, owner_id, month)
      values (new.workspace_id, 'cohort', coalesce(old.owner_id, nil_uuid()), date_trunc('month', old.created_day::timestamp)::date);
    end if;
  end if;
  if (old.first_owner_id, old.source_id, old.created_day, old.base_minor) is distinct from (new.first_owner_id, new.source_id, new.created_day, new.base_minor) then
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    select new.workspace_id, 'created', coalesce(x.owner_id, nil_uuid()), date_trunc('month', x.day::timestamp)::date
    from (values (old.first_owner_id, old.created_day), (new.first_owner_id, new.created_day)) x (owner_id, day);
  end if;
  if (old.closed_day is not null or new.closed_day is not null)
    and (old.owner_id, old.source_id, old.created_at, old.furthest_stage_id, old.outcome, old.closed_at, old.closed_day, old.base_minor, old.loss_reason_id)
    is distinct from (new.owner_id, new.source_id, new.created_at, new.furthest_stage_id, new.outcome, new.closed_at, new.closed_day, new.base_minor, new.loss_reason_id) then
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    select new.workspace_id, 'closed', coalesce(x.owner_id, nil_uuid()), date_trunc('month', x.day::timestamp)::date
    from (values (old.owner_id, old.closed_day), (new.owner_id, new.closed_day)) x (owner_id, day) where x.day is not null;
  end if;
  return null;
end $$;
create trigger metrics_note_reached after update on deal_reach for each row execute function metrics_note_reached();

create function metrics_note_reaches() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform metrics_note(f.workspace_id, array_agg(f.facts), array_agg(f.owner_id), array_agg(f.month))
  from (
    select distinct t.workspace_id, x.facts, x.owner_id, date_trunc('month', x.day::timestamp)::date as month
    from touched t cross join lateral (values ('created', t.first_owner_id, t.created_day), ('cohort', t.owner_id, t.created_day), ('closed', t.owner_id, t.closed_day))
      x (facts, owner_id, day) where x.day is not null
  ) f group by f.workspace_id;
  return null;
end $$;
create trigger metrics_note_fresh after insert on deal_reach referencing new table as touched for each statement
  when (not settled_later()) execute function metrics_note_reaches();
create trigger metrics_note_gone after delete on deal_reach referencing old table as touched for each statement execute function metrics_note_reaches();

create function metrics_note_bookings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform metrics_note(f.workspace_id, array_agg('booked'::text), array_agg(f.owner_id), array_agg(f.month))
  from (select distinct t.workspace_id, t.owner_id, date_trunc('month', t.day::timestamp)::date as month from touched t) f group by f.workspace_id;
  return null;
end $$;
create trigger metrics_note_booked after insert on bookings referencing new table as touched for each statement
  when (not settled_later()) execute function metrics_note_bookings();
create trigger metrics_note_unbooked after delete on bookings referencing old table as touched for each statement execute function metrics_note_bookings();
create trigger metrics_note_rebooked after update on bookings referencing new table as touched for each statement execute function metrics_note_bookings();
create trigger metrics_note_rebooked_before after update on bookings referencing old table as touched for each statement execute function metrics_note_bookings();

create function metrics_note_deal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (old.company_id, old.owner_id, old.custom, old.deleted_at is null) is distinct from (new.company_id, new.owner_id, new.custom, new.deleted_at is null) then
    perform metrics_note_deals(new.workspace_id, array[new.id]);
  end if;
  return null;
end $$;
create trigger metrics_note_deal after update of company_id, owner_id, custom, deleted_at on deals for each row execute function metrics_note_deal();

create function metrics_note_lines() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform metrics_note_deals(t.workspace_id, array_agg(distinct t.deal_id)) from touched t group by t.workspace_id;
  return null;
end $$;
create trigger metrics_note_lines_fresh after insert on deal_lines referencing new table as touched for each statement execute function metrics_note_lines();
create trigger metrics_note_lines_changed after update on deal_lines referencing new table as touched for each statement execute function metrics_note_lines();
create trigger metrics_note_lines_gone after delete on deal_lines referencing old table as touched for each statement execute function metrics_note_lines();

create function metrics_note_classes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform metrics_note(f.workspace_id, array_agg('class'::text), array_agg(f.owner_id), array_agg(date '1970-01-01'))
  from (select distinct t.workspace_id, t.owner_id from touched t) f group by f.workspace_id;
  return null;
end $$;
create trigger metrics_note_classes_fresh after insert on segments_classes referencing new table as touched for each statement execute function metrics_note_classes();
create trigger metrics_note_classes_gone after delete on segments_classes referencing old table as touched for each statement execute function metrics_note_classes();
create trigger metrics_note_classes_changed after update on segments_classes referencing new table as touched for each statement execute function metrics_note_classes();
create trigger metrics_note_classes_before after update on segments_classes referencing old table as touched for each statement execute function metrics_note_classes();

-- A month that is closed or opened again counts by other rows.
create function metrics_note_closed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  w uuid := case when tg_op = 'DELETE' then old.workspace_id else new.workspace_id end;
  m date := case when tg_op = 'DELETE' then old.month else new.month end;
begin
  if tg_op <> 'UPDATE' or (old.state, old.closed_at) is distinct from (new.state, new.closed_at) then
    perform metrics_note(w, array['booked', 'created', 'closed'], array[everybody_uuid(), everybody_uuid(), everybody_uuid()], array[m, m, m]);
  end if;
  return null;
end $$;
create trigger metrics_note_closed after insert or update or delete on cycle_closed_periods for each row execute function metrics_note_closed();

-- As before, and whose months it changes.
create or replace function metrics_refresh(of_workspace uuid, p_deals uuid[]) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed int;
  touched uuid[];
begin
  perform refuse_other_workspace(of_workspace);
  with kept as materialized (select * from metrics_profiles_kept(of_workspace, p_deals)), reached as (
    update deal_reach r set profile = k.profile from kept k
    where r.workspace_id = of_workspace and r.deal_id = k.deal_id and r.profile is distinct from k.profile
    returning r.deal_id
  ), booked as (
    update bookings b set profile = k.profile from kept k
    where b.workspace_id = of_workspace and b.deal_id = k.deal_id and b.profile is distinct from k.profile
    returning 1
  )
  select (select count(*) from reached) + (select count(*) from booked), (select array_agg(distinct deal_id) from reached) into changed, touched;
  if touched is not null then
    perform metrics_note_deals(of_workspace, touched);
  end if;
  return changed;
end $$;

create or replace function settle_import(p_workspace uuid, p_import uuid) returns void language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
begin
  perform refuse_other_workspace(p_workspace);
  if (select count(*) from (select from deals where workspace_id = p_workspace and import_id = p_import limit 3000) x) = 3000 then
    perform settle_big_import(p_workspace, p_import);
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
  else
    perform metrics_refresh(p_workspace, array(
      select e.id from deals e where e.workspace_id = p_workspace and e.company_id = any (array(
        select distinct d.company_id from deals d where d.workspace_id = p_workspace and d.import_id = p_import and d.company_id is not null))));
    perform cohorts_settle(p_workspace, p_import);
    perform metrics_note_deals(p_workspace, array(select d.id from deals d where d.workspace_id = p_workspace and d.import_id = p_import));
  end if;
end $$;

-- What is here already is packed behind the first answers.
insert into metrics_stale_months (workspace_id, facts, owner_id, month)
select distinct r.workspace_id, f, everybody_uuid(), r.month
from (select distinct workspace_id, date_trunc('month', created_day::timestamp)::date as month from deal_reach
  union select distinct workspace_id, date_trunc('month', closed_day::timestamp)::date from deal_reach where closed_day is not null
  union select distinct workspace_id, date_trunc('month', day::timestamp)::date from bookings
  union select workspace_id, month from cycle_closed_periods) r
cross join unnest('{booked,created,closed,cohort}'::text[]) f
union all
select distinct workspace_id, 'class', everybody_uuid(), date '1970-01-01' from segments_classes;

revoke execute on function metrics_note, metrics_note_deals, metrics_note_reached, metrics_note_reaches, metrics_note_bookings, metrics_note_deal, metrics_note_lines,
  metrics_note_classes, metrics_note_closed from public;
