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
  -- Null: cleared. The row stays, so that its version goes on and a write that knows an older one is noticed.
  amount_minor bigint check (amount_minor between 0 and 9007199254740991),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (workspace_id, metric, month, level, subject_id),
  check ((level = 'person') = (owner_id is not null)),
  check ((level = 'department') = (department_id is not null))
);
create index plan_cells_owner on plan_cells (workspace_id, owner_id, month);
call protect('plan_cells');
create policy in_scope on plan_cells for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
-- Who sets a plan stands in src/modules/plans/policy.ts; the database repeats it, so that no other way in can say otherwise.
create function app_sets_plan(level text) returns boolean language sql stable parallel safe
  as $$ select app_role() in ('owner', 'director') or (app_role() = 'head' and level = 'person') $$;
create policy planned on plan_cells for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and app_sets_plan(level) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy replanned on plan_cells for update to mostik_app
  using (workspace_id = (select app_workspace()) and app_sets_plan(level) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
grant select, insert, update on plan_cells to mostik_app;

-- Who changed which cell, from what to what. Append-only; the cells of one command share its batch.
create table plan_changes (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  at timestamptz not null default now(),
  batch_id uuid not null default uuid7(),
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
create index plan_changes_recent on plan_changes (workspace_id, metric, id desc);
create index plan_changes_cell on plan_changes (workspace_id, subject_id, month, id desc);
call protect('plan_changes');
create policy in_scope on plan_changes for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy append on plan_changes for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and actor_id = (select app_person()) and app_sets_plan(level));
grant select, insert on plan_changes to mostik_app;

create view facts.plan_cells with (security_invoker = true) as select * from plan_cells where amount_minor is not null;
grant select on facts.plan_cells to mostik_app;
