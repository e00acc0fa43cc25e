-- Tasks: what somebody is to do by when, what came of it, and how often it was put off.

create table tasks (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  title text not null check (length(title) between 1 and 500),
  note text,
  -- Whose it is to do, and who gave it.
  owner_id uuid not null,
  author_id uuid,
  -- The day of the company's zone, and the moment by which it is to be done: for a task without an hour the last second of that day.
  due_on date not null,
  due_at timestamptz not null,
  has_time boolean not null default false,
  priority text not null default 'normal' check (priority in ('low', 'normal', 'high')),
  -- Short (day, week) and long (month, quarter): how far ahead it was meant.
  horizon text not null default 'day' check (horizon in ('day', 'week', 'month', 'quarter')),
  -- [{id, text, done}] in their order.
  checklist jsonb not null default '[]',
  repeat text check (repeat in ('daily', 'workdays', 'weekly', 'monthly')),
  -- Of a monthly one the date it aims at: the 31st stays the 31st after a shorter month.
  repeat_date smallint check (repeat_date between 1 and 31),
  -- The task after whose closing this one was made: its repetition, or the next step.
  after_id uuid,
  deal_id uuid,
  company_id uuid,
  contact_id uuid,
  -- Whom it is about: a colleague. The owner is who does it.
  person_id uuid,
  state text not null default 'open' check (state in ('open', 'done', 'declined')),
  result text,
  closed_at timestamptz,
  closed_by uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  source text not null default 'ui' check (source in ('ui', 'api', 'import', 'sync', 'rule', 'demo')),
  version int not null default 1,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references people (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, company_id) references companies (workspace_id, id) on delete set null (company_id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete set null (contact_id),
  check ((state = 'open') = (closed_at is null)),
  check (state <> 'done' or length(result) > 0)
) with (fillfactor = 85);
create index tasks_owner on tasks (workspace_id, owner_id, due_at, id) where state = 'open' and deleted_at is null;
create index tasks_due on tasks (workspace_id, due_at, id) where state = 'open' and deleted_at is null;
create index tasks_owner_closed on tasks (workspace_id, owner_id, closed_at desc, id) where state <> 'open' and deleted_at is null;
create index tasks_author on tasks (workspace_id, author_id, due_at, id) where deleted_at is null;
create index tasks_deal_open on tasks (workspace_id, deal_id, due_at) include (owner_id) where state = 'open' and deleted_at is null and deal_id is not null;
create index tasks_deal on tasks (workspace_id, deal_id) where deal_id is not null;
create index tasks_company on tasks (workspace_id, company_id) where company_id is not null;
create index tasks_contact on tasks (workspace_id, contact_id) where contact_id is not null;
create index tasks_person on tasks (workspace_id, person_id) where person_id is not null;

-- Seen by whoever sees its owner, by its owner whatever his role, and by whoever gave it.
call protect('tasks');
create policy in_scope on tasks to mostik_app
  using (workspace_id = (select app_workspace())
    and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[])
      or owner_id = (select app_person()) or author_id = (select app_person())))
  with check (workspace_id = (select app_workspace())
    and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[])
      or owner_id = (select app_person()) or author_id = (select app_person())));
grant select, insert, update, delete on tasks to mostik_app;

-- Each refusal and each shift of the date with its reason; append-only, so that putting off can be counted.
create table task_shifts (
  workspace_id uuid not null,
  task_id uuid not null,
  id uuid not null default uuid7(),
  kind text not null check (kind in ('shift', 'refusal')),
  -- Who put it off, and whose task it was.
  by_id uuid,
  owner_id uuid not null,
  at timestamptz not null,
  from_at timestamptz not null,
  to_at timestamptz,
  reason text not null check (length(reason) between 1 and 1000),
  primary key (workspace_id, task_id, id),
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade
);
create index task_shifts_owner on task_shifts (workspace_id, owner_id, at);
call protect('task_shifts');
create policy follows_task on task_shifts for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from tasks t where t.workspace_id = task_shifts.workspace_id and t.id = task_shifts.task_id)));
create policy append on task_shifts for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from tasks t where t.workspace_id = task_shifts.workspace_id and t.id = task_shifts.task_id)));
grant select, insert on task_shifts to mostik_app;

-- What was changed: field → {from, to}. The row of version 1 is the making.
create table task_edits (
  workspace_id uuid not null,
  task_id uuid not null,
  version int not null,
  at timestamptz not null,
  actor_id uuid,
  source text not null,
  changes jsonb not null,
  primary key (workspace_id, task_id, version),
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade
);
call protect('task_edits');
create policy follows_task on task_edits for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from tasks t where t.workspace_id = task_edits.workspace_id and t.id = task_edits.task_id)));
create policy append on task_edits for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from tasks t where t.workspace_id = task_edits.workspace_id and t.id = task_edits.task_id)));
grant select, insert on task_edits to mostik_app;

create view facts.tasks with (security_invoker = true) as
  select workspace_id, id, title, owner_id, author_id, due_on, due_at, has_time, priority, horizon, repeat, deal_id, company_id, contact_id, person_id,
         state, result, closed_at, closed_by, created_at, updated_at
  from tasks where deleted_at is null;
create view facts.task_shifts with (security_invoker = true) as select * from task_shifts;

-- The next step of a deal: the earliest of its open tasks and planned activities. `activity_kind`: call, meeting …; null for a task.
create view facts.next_steps with (security_invoker = true) as
  select distinct on (step.workspace_id, step.deal_id)
         step.workspace_id, step.deal_id, step.owner_id, step.kind, step.record_id, step.title, step.due_at, step.activity_kind
  from (
    select workspace_id, deal_id, owner_id, 'task' as kind, id as record_id, title, due_at, null as activity_kind
    from tasks where state = 'open' and deleted_at is null and deal_id is not null
    union all
    select workspace_id, deal_id, owner_id, 'activity', id, coalesce(title, ''), occurred_at, kind
    from activities where not done and deal_id is not null
  ) step
  order by step.workspace_id, step.deal_id, step.due_at, step.record_id;
grant select on facts.tasks, facts.task_shifts, facts.next_steps to mostik_app;
