-- Hand-over of what a person has, and substitution while he is away.

-- Somebody is away from day to day (both included); with a substitute his records are seen and worked by that one in those days.
create table substitutions (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  absent_id uuid not null,
  -- Null: away, and nobody stands in.
  substitute_id uuid,
  starts_on date not null,
  ends_on date not null,
  reason text not null default 'leave' check (reason in ('leave', 'sick', 'trip', 'other')),
  note text,
  created_at timestamptz not null default now(),
  created_by uuid,
  cancelled_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, absent_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, substitute_id) references people (workspace_id, id) on delete cascade,
  check (ends_on >= starts_on),
  check (substitute_id is distinct from absent_id)
);
create index substitutions_absent on substitutions (workspace_id, absent_id, ends_on) where cancelled_at is null;
create index substitutions_substitute on substitutions (workspace_id, substitute_id, ends_on) where cancelled_at is null;
call protect('substitutions');
-- Who is away is no secret in a company; who may see whose records is decided by those who stand above both.
create policy seen_by_all on substitutions for select to mostik_app using (workspace_id = (select app_workspace()));
create policy arranged on substitutions for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head') and created_by = (select app_person())
    and ((select app_scope()) = 'all' or (absent_id = any ((select app_people())::uuid[])
      and (substitute_id is null or substitute_id = any ((select app_people())::uuid[])))));
create policy rearranged on substitutions for update to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or absent_id = any ((select app_people())::uuid[])))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or (absent_id = any ((select app_people())::uuid[])
      and (substitute_id is null or substitute_id = any ((select app_people())::uuid[])))));
grant select, insert, update on substitutions to mostik_app;

-- One hand-over: from whom, by which rule, how far it has come.
create table handovers (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  from_id uuid not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  -- {kinds, method, to, table, plan, note}
  rule jsonb not null,
  note text,
  state text not null default 'running' check (state in ('running', 'done', 'undoing', 'undone')),
  -- By kind: how many, and for deals how much.
  counts jsonb not null default '{}',
  total int not null default 0,
  moved int not null default 0,
  -- Changed or gone since the preview: left where they are.
  skipped int not null default 0,
  finished_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  -- How many went back, and how many stayed with whoever has them because they have been worked on since.
  returned int not null default 0,
  kept int not null default 0,
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, from_id) references people (workspace_id, id) on delete cascade
);
create index handovers_from on handovers (workspace_id, from_id, created_at desc);
call protect('handovers');
create policy by_role on handovers to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head', 'auditor')
    and ((select app_scope()) = 'all' or from_id = any ((select app_people())::uuid[])))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or from_id = any ((select app_people())::uuid[])));
grant select, insert, update on handovers to mostik_app;

-- Every record of a hand-over: to whom, and in which version it arrived there, so that it goes back only if nobody has changed it since.
create table handover_items (
  workspace_id uuid not null,
  handover_id uuid not null,
  -- deal, company, contact, task, activity, lead; plan: record_id is the month's first day within `details`.
  kind text not null check (kind in ('deal', 'company', 'contact', 'task', 'activity', 'lead', 'plan')),
  record_id uuid not null,
  to_id uuid not null,
  state text not null default 'waiting' check (state in ('waiting', 'moved', 'skipped', 'returned', 'kept')),
  -- Version of the record after the move.
  version_after int,
  details jsonb not null default '{}',
  primary key (workspace_id, handover_id, kind, record_id, to_id),
  foreign key (workspace_id, handover_id) references handovers (workspace_id, id) on delete cascade
);
create index handover_items_waiting on handover_items (workspace_id, handover_id, state, kind);
call protect('handover_items');
create policy follows_handover on handover_items to mostik_app
  using (workspace_id = (select app_workspace()) and exists (select from handovers h
    where h.workspace_id = handover_items.workspace_id and h.id = handover_items.handover_id))
  with check (workspace_id = (select app_workspace()) and exists (select from handovers h
    where h.workspace_id = handover_items.workspace_id and h.id = handover_items.handover_id));
grant select, insert, update on handover_items to mostik_app;

create view facts.substitutions with (security_invoker = true) as
  select workspace_id, id, absent_id, substitute_id, starts_on, ends_on, reason from substitutions where cancelled_at is null;
grant select on facts.substitutions to mostik_app;
