-- The sales plan: one cell is a month of the company, a department or a person.

create table plan_cells (
  workspace_id uuid not null references workspaces on delete cascade,
  metric text not null default 'revenue',
  month date not null check (extract(day from month) = 1),
  level text not null check (level in ('company', 'department', 'person')),
  -- The workspace, the department or the person.
  subject_id uuid not null,
  owner_id uuid,
  department_id uuid,
  amount_minor bigint not null check (amount_minor between 0 and 9007199254740991),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (workspace_id, metric, month, level, subject_id),
  check ((level = 'person') = (owner_id is not null)),
  check ((level = 'department') = (department_id is not null))
);
create index plan_cells_owner on plan_cells (workspace_id, owner_id, month);
call protect('plan_cells');
create policy in_scope on plan_cells to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])))
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
grant select, insert, update, delete on plan_cells to mostik_app;

-- Who changed which cell, from what to what. Append-only.
create table plan_changes (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  at timestamptz not null default now(),
  actor_id uuid,
  metric text not null,
  month date not null,
  level text not null,
  subject_id uuid not null,
  owner_id uuid,
  department_id uuid,
  before_minor bigint,
  after_minor bigint,
  note text,
  primary key (workspace_id, id)
);
create index plan_changes_cell on plan_changes (workspace_id, subject_id, month, at desc);
call protect('plan_changes');
create policy in_scope on plan_changes for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy append on plan_changes for insert to mostik_app with check (workspace_id = (select app_workspace()));
grant select, insert on plan_changes to mostik_app;

create view facts.plan_cells with (security_invoker = true) as select * from plan_cells;
grant select on facts.plan_cells to mostik_app;
