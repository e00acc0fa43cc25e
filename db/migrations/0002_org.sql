-- Companies that use Mostik, their people, departments and calendar.

create table workspaces (
  id uuid primary key default uuid7(),
  name text not null check (length(name) between 1 and 200),
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  language text not null default 'ru' check (language in ('ru', 'en')),
  calendar text not null default 'ru' check (calendar in ('ru', 'plain')),
  week_days smallint[] not null default '{1,2,3,4,5}',
  is_demo boolean not null default false,
  created_at timestamptz not null default now()
);
call protect('workspaces');
create policy own_workspace on workspaces to mostik_app
  using (id = (select app_workspace()))
  with check (id = (select app_workspace()));
grant select, insert, update on workspaces to mostik_app;

create table departments (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 200),
  parent_id uuid,
  head_id uuid,
  position int not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, parent_id) references departments (workspace_id, id)
);
call protect_by_workspace('departments');

create table people (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  user_id text,
  full_name text not null check (length(full_name) between 1 and 200),
  email text,
  phone text,
  job_title text,
  role text not null check (role in ('owner', 'director', 'head', 'seller', 'hr', 'marketing', 'finance', 'auditor', 'admin')),
  -- Overrides what the role gives: whose rows this person sees. Null means the role's own.
  scope text check (scope in ('own', 'team', 'subtree', 'all')),
  department_id uuid,
  manager_id uuid,
  hired_on date,
  left_on date,
  -- not_invited: known from an import only; invited: has a link; active: signs in; disabled: may not.
  state text not null default 'not_invited' check (state in ('not_invited', 'invited', 'active', 'disabled')),
  external_id text,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, user_id),
  foreign key (workspace_id, department_id) references departments (workspace_id, id),
  foreign key (workspace_id, manager_id) references people (workspace_id, id),
  check (manager_id is distinct from id),
  check (left_on is null or hired_on is null or left_on >= hired_on)
);
create unique index people_email on people (workspace_id, lower(email)) where email is not null;
create index people_manager on people (workspace_id, manager_id);
create index people_department on people (workspace_id, department_id);
alter table departments add foreign key (workspace_id, head_id) references people (workspace_id, id);
call protect('people');
create policy in_workspace on people to mostik_app
  using (workspace_id = (select app_workspace()))
  with check (workspace_id = (select app_workspace()));
grant select, insert, update, delete on people to mostik_app;

-- One boss, no circles: a person has one manager by the shape of the table; here a chain that would close on itself is refused.
-- The lock makes two simultaneous changes wait for each other, so that they cannot close a circle together.
create function refuse_circle() returns trigger language plpgsql as $$
declare
  up uuid;
  steps int := 0;
  parent_column text := tg_argv[0];
begin
  perform pg_advisory_xact_lock(hashtext(tg_table_name || new.workspace_id::text));
  up := (to_jsonb(new) ->> parent_column)::uuid;
  while up is not null loop
    steps := steps + 1;
    if up = new.id or steps > 1000 then
      raise exception 'circle in %.%', tg_table_name, parent_column using errcode = 'MO001';
    end if;
    execute format('select %I from %I where workspace_id = $1 and id = $2', parent_column, tg_table_name) into up using new.workspace_id, up;
  end loop;
  return new;
end $$;
create trigger no_circle_of_managers before insert or update of manager_id on people
  for each row when (new.manager_id is not null) execute function refuse_circle('manager_id');
create trigger no_circle_of_departments before insert or update of parent_id on departments
  for each row when (new.parent_id is not null) execute function refuse_circle('parent_id');

-- The company's own changes to the production calendar.
create table calendar_days (
  workspace_id uuid not null references workspaces on delete cascade,
  day date not null,
  kind text not null check (kind in ('off', 'short', 'working')),
  note text,
  primary key (workspace_id, day)
);
call protect_by_workspace('calendar_days');

-- How many units of the company's currency one unit of a foreign currency costs, from this day on.
create table currency_rates (
  workspace_id uuid not null references workspaces on delete cascade,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  valid_from date not null,
  rate numeric(20, 10) not null check (rate > 0),
  primary key (workspace_id, currency, valid_from)
);
call protect_by_workspace('currency_rates');

create table audit_log (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  at timestamptz not null default now(),
  actor_id uuid,
  action text not null,
  subject_type text,
  subject_id text,
  details jsonb not null default '{}',
  primary key (workspace_id, id)
);
create index audit_log_at on audit_log (workspace_id, at desc);
call protect('audit_log');
create policy read_by_supervisors on audit_log for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'admin', 'auditor'));
create policy written_by_all on audit_log for insert to mostik_app with check (workspace_id = (select app_workspace()));
grant select, insert on audit_log to mostik_app;

-- Answers of commands that carried an idempotency key: a repeated command gets the first answer and changes nothing.
create table commands (
  workspace_id uuid not null references workspaces on delete cascade,
  person_id uuid not null,
  key text not null check (length(key) between 8 and 200),
  endpoint text not null,
  request_hash text not null,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (workspace_id, person_id, key)
);
call protect_by_workspace('commands');

create view facts.workspaces with (security_invoker = true) as select * from workspaces;
create view facts.people with (security_invoker = true) as
  select workspace_id, id, full_name, role, department_id, manager_id, hired_on, left_on, state from people;
create view facts.departments with (security_invoker = true) as select * from departments;
create view facts.calendar_days with (security_invoker = true) as select * from calendar_days;
grant select on facts.workspaces, facts.people, facts.departments, facts.calendar_days to mostik_app;
