-- The ground: the role that requests run under, what the gate puts into a transaction, and the helpers that every later migration uses.

create extension if not exists pg_trgm;

create schema if not exists facts;

-- Roles belong to the whole cluster, so another database of ours may have made it already.
do $$
begin
  if not exists (select from pg_roles where rolname = 'mostik_app') then
    create role mostik_app nologin;
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

grant mostik_app to current_user;
grant usage on schema public, facts to mostik_app;

-- What the gate sets for one transaction. Empty settings mean "nobody": no row matches.
create function app_workspace() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.workspace', true), '')::uuid $$;
create function app_person() returns uuid language sql stable parallel safe
  as $$ select nullif(current_setting('app.person', true), '')::uuid $$;
create function app_role() returns text language sql stable parallel safe
  as $$ select coalesce(current_setting('app.role', true), '') $$;
-- 'all' | 'people' | 'none': whose business rows (deals, activities, plans) the actor may see.
create function app_scope() returns text language sql stable parallel safe
  as $$ select coalesce(nullif(current_setting('app.scope', true), ''), 'none') $$;
create function app_people() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.people', true), ''), ',')::uuid[] $$;
create function app_departments() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.departments', true), ''), ',')::uuid[] $$;
-- Whether the actor may see personal data of clients (names of contacts, phones, e-mails).
create function app_sees_personal() returns boolean language sql stable parallel safe
  as $$ select coalesce(current_setting('app.personal', true), '') = 'on' $$;

-- Time-ordered keys (RFC 9562, version 7), so that fresh rows lie together in every index. PostgreSQL 18 has its own, older servers do not.
create function uuid7() returns uuid language sql volatile parallel safe as $$
  select encode(
    set_bit(set_bit(
      overlay(uuid_send(gen_random_uuid())
        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6),
      52, 1), 53, 1), 'hex')::uuid
$$;

-- "Nobody", "no stage", "unknown": totals need a value in their key where a deal has none.
create function nil_uuid() returns uuid language sql immutable parallel safe
  as $$ select '00000000-0000-0000-0000-000000000000'::uuid $$;

-- One policy shape for all tables.
--   workspace: everybody of the workspace sees the row.
--   owned:     the row belongs to a person; scope is all, or the owner is among the people whom the actor may see.
-- The owner of the tables works for the server itself: signing in, folding totals, searching past the planner's limits. Requests never run as the
-- owner: the gate puts every transaction under mostik_app, which only the other policies let through.
create procedure protect(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy owner_all on %s to %I using (true) with check (true)', target, current_user);
end $$;

create procedure protect_by_workspace(target regclass) language plpgsql as $$
begin
  call protect(target);
  execute format($p$create policy in_workspace on %s to mostik_app
    using (workspace_id = (select app_workspace())) with check (workspace_id = (select app_workspace()))$p$, target);
  execute format('grant select, insert, update, delete on %s to mostik_app', target);
end $$;

create procedure protect_by_owner(target regclass) language plpgsql as $$
begin
  call protect(target);
  execute format($p$create policy in_scope on %s to mostik_app
    using (workspace_id = (select app_workspace())
      and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[])))
    with check (workspace_id = (select app_workspace())
      and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[])))$p$, target);
  execute format('grant select, insert, update, delete on %s to mostik_app', target);
end $$;
