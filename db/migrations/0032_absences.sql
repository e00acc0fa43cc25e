-- Team basics: who is away and with whose consent, who answers for which territory and for which duty.

-- An absence from day to day, both included. It is asked for by the person or entered by others, and decided by somebody above him. Once approved it has
-- a row of the same id in substitutions, whoever wrote that one first: access of the substitute follows from there.
create table absences (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  person_id uuid not null,
  kind text not null check (kind in ('leave', 'sick', 'trip', 'other')),
  from_on date not null,
  to_on date not null,
  substitute_id uuid,
  note text,
  state text not null default 'requested' check (state in ('requested', 'approved', 'declined', 'cancelled')),
  created_at timestamptz not null default now(),
  created_by uuid,
  decided_at timestamptz,
  decided_by uuid,
  -- Why it was declined.
  decision_note text,
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, substitute_id) references people (workspace_id, id) on delete set null (substitute_id),
  check (to_on >= from_on),
  check (substitute_id is distinct from person_id),
  check ((state = 'requested') = (decided_at is null))
);
create index absences_person on absences (workspace_id, person_id, to_on) where state in ('requested', 'approved');
create index absences_days on absences (workspace_id, to_on, from_on) where state in ('requested', 'approved');
call protect('absences');
-- Who is away is no secret in a company; what is asked for and not decided is between the person, those above him and HR.
create policy seen on absences for select to mostik_app
  using (workspace_id = (select app_workspace()) and (state = 'approved' or (select app_scope()) = 'all' or (select app_role()) = 'hr'
    or person_id = (select app_person()) or person_id = any ((select app_people())::uuid[])));
create policy asked on absences for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and created_by = (select app_person())
    and (person_id = (select app_person()) or (select app_role()) in ('owner', 'hr')
      or ((select app_role()) in ('director', 'head') and ((select app_scope()) = 'all' or person_id = any ((select app_people())::uuid[])))));
create policy decided on absences for update to mostik_app
  using (workspace_id = (select app_workspace())
    and (person_id = (select app_person()) or (select app_role()) in ('owner', 'hr')
      or ((select app_role()) in ('director', 'head') and ((select app_scope()) = 'all' or person_id = any ((select app_people())::uuid[])))));
grant select, insert, update on absences to mostik_app;

-- What is arranged as a substitution is an approved absence as well; both have one id.
create function absence_of_substitution() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into absences as a (workspace_id, id, person_id, kind, from_on, to_on, substitute_id, note, state, created_at, created_by, decided_at, decided_by)
  values (new.workspace_id, new.id, new.absent_id, new.reason, new.starts_on, new.ends_on, new.substitute_id, new.note,
    case when new.cancelled_at is null then 'approved' else 'cancelled' end, new.created_at, new.created_by, new.created_at, new.created_by)
  on conflict (workspace_id, id) do update
    set kind = excluded.kind, from_on = excluded.from_on, to_on = excluded.to_on, substitute_id = excluded.substitute_id, note = excluded.note,
      state = excluded.state, decided_at = coalesce(a.decided_at, excluded.decided_at), decided_by = coalesce(a.decided_by, excluded.decided_by),
      version = a.version + 1;
  return null;
end $$;
create trigger absence_of_substitution after insert or update on substitutions for each row execute function absence_of_substitution();

insert into absences (workspace_id, id, person_id, kind, from_on, to_on, substitute_id, note, state, created_at, created_by, decided_at, decided_by)
select workspace_id, id, absent_id, reason, starts_on, ends_on, substitute_id, note, case when cancelled_at is null then 'approved' else 'cancelled' end,
  created_at, created_by, created_at, created_by
from substitutions;

-- What is asked for and what is approved; norms, plans and pace take the approved ones.
create view facts.absences with (security_invoker = true) as
  select workspace_id, id, person_id, from_on, to_on, kind, state, substitute_id from absences where state in ('requested', 'approved');

-- A part of the market that one person answers for at a time.
create table territories (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 120),
  -- Regions and cities by name; one belongs to one territory.
  regions text[] not null default '{}',
  -- What else decides, in words: «заводы от 500 человек».
  rule text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id)
);
create unique index territories_name on territories (workspace_id, lower(name)) where archived_at is null;
call protect('territories');
create policy seen on territories for select to mostik_app using (workspace_id = (select app_workspace()));
create policy kept on territories to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head', 'admin'))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head', 'admin'));
grant select, insert, update on territories to mostik_app;

create table territory_owners (
  workspace_id uuid not null,
  territory_id uuid not null,
  from_on date not null,
  -- The last day; null: goes on.
  to_on date,
  person_id uuid not null,
  primary key (workspace_id, territory_id, from_on),
  foreign key (workspace_id, territory_id) references territories (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  check (to_on is null or to_on >= from_on)
);
create index territory_owners_person on territory_owners (workspace_id, person_id);
call protect('territory_owners');
create policy seen on territory_owners for select to mostik_app using (workspace_id = (select app_workspace()));
create policy kept on territory_owners to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head', 'admin'))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head', 'admin'));
grant select, insert, update, delete on territory_owners to mostik_app;

create view facts.territories with (security_invoker = true) as
  select workspace_id, id, name, regions, rule from territories where archived_at is null;
create view facts.territory_owners with (security_invoker = true) as
  select o.workspace_id, o.territory_id, o.person_id, o.from_on, o.to_on from territory_owners o;

-- Who answers for what: the duties of a role, a whole list a version.
create table duty_lists (
  workspace_id uuid not null references workspaces on delete cascade,
  role text not null check (role in ('owner', 'director', 'head', 'seller')),
  version int not null,
  -- [{id, step, part, text}]: step plan, organise, lead, control, correct; part does, proposes, approves.
  items jsonb not null,
  note text,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (workspace_id, role, version)
);
call protect('duty_lists');
create policy seen on duty_lists for select to mostik_app using (workspace_id = (select app_workspace()));
create policy append on duty_lists for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director') and created_by = (select app_person()));
grant select, insert on duty_lists to mostik_app;

grant select on facts.absences, facts.territories, facts.territory_owners to mostik_app;
