-- Goals (what and why, with a metric, a target and a period) as a tree, check-ins on them, tasks below them; and the strategy with its versions.

create table goals (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  parent_id uuid,
  -- Of the company, a department, a head with his people, or one person.
  level text not null check (level in ('company', 'department', 'team', 'person')),
  department_id uuid,
  -- Of a team its head.
  owner_id uuid,
  title text not null check (length(title) between 1 and 300),
  -- What for.
  reason text,
  -- A key of the registry of metrics (src/modules/metrics).
  metric text not null check (length(metric) between 1 and 100),
  -- The key of the period as it was chosen, and its days: [starts_on, ends_on).
  period text not null,
  starts_on date not null,
  ends_on date not null,
  -- Money in minor units, shares 0…1, days, minutes or pieces, as the metric has it.
  start_value numeric,
  target numeric not null,
  weight numeric(5, 2) not null default 1 check (weight > 0 and weight <= 100),
  -- Who answers for it.
  responsible_id uuid not null,
  state text not null default 'open' check (state in ('open', 'reached', 'missed', 'dropped')),
  closed_at timestamptz,
  closing_note text,
  version int not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, parent_id) references goals (workspace_id, id),
  foreign key (workspace_id, owner_id) references people (workspace_id, id),
  foreign key (workspace_id, department_id) references departments (workspace_id, id),
  foreign key (workspace_id, responsible_id) references people (workspace_id, id),
  check (parent_id is distinct from id),
  check (starts_on < ends_on),
  check ((level = 'department') = (department_id is not null)),
  check ((level in ('team', 'person')) = (owner_id is not null)),
  check ((state = 'open') = (closed_at is null))
);
create index goals_parent on goals (workspace_id, parent_id);
create index goals_period on goals (workspace_id, starts_on, ends_on);
call protect('goals');
-- The company's goals are known to all who work with its figures; a seller sees his own and those he answers for.
create policy in_scope on goals for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[])
    -- A seller belongs to a department and does not see it.
    or ((select app_role()) <> 'seller' and department_id = any ((select app_departments())::uuid[]))
    or responsible_id = (select app_person())
    or (level = 'company' and (select app_role()) in ('director', 'head'))));
-- Who sets which goals stands in src/modules/goals/policy.ts; the database repeats it.
create function app_sets_goal(level text) returns boolean language sql stable parallel safe
  as $$ select app_role() in ('owner', 'director') or (app_role() = 'head' and level in ('team', 'person')) $$;
create policy set_by_rights on goals for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and app_sets_goal(level) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy changed on goals for update to mostik_app
  using (workspace_id = (select app_workspace()) and app_sets_goal(level) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
grant select, insert, update on goals to mostik_app;

-- What somebody said of a goal: the figure at that moment and how sure he is. Append-only.
create table goals_checkins (
  workspace_id uuid not null,
  goal_id uuid not null,
  id uuid not null default uuid7(),
  at timestamptz not null default now(),
  author_id uuid,
  value numeric,
  progress numeric,
  -- 1: will not be reached … 10: surely reached.
  confidence smallint not null check (confidence between 1 and 10),
  comment text,
  primary key (workspace_id, goal_id, id),
  foreign key (workspace_id, goal_id) references goals (workspace_id, id) on delete cascade
);
call protect('goals_checkins');
create policy follows_goal on goals_checkins for select to mostik_app
  using (workspace_id = (select app_workspace())
    and exists (select from goals g where g.workspace_id = goals_checkins.workspace_id and g.id = goals_checkins.goal_id));
create policy append on goals_checkins for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and author_id = (select app_person())
    and exists (select from goals g where g.workspace_id = goals_checkins.workspace_id and g.id = goals_checkins.goal_id));
grant select, insert on goals_checkins to mostik_app;

-- The tasks by which a goal is reached.
create table goals_tasks (
  workspace_id uuid not null,
  goal_id uuid not null,
  task_id uuid not null,
  primary key (workspace_id, goal_id, task_id),
  foreign key (workspace_id, goal_id) references goals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, task_id) references tasks (workspace_id, id) on delete cascade
);
create index goals_tasks_task on goals_tasks (workspace_id, task_id);
call protect('goals_tasks');
create policy follows_goal on goals_tasks to mostik_app
  using (workspace_id = (select app_workspace())
    and exists (select from goals g where g.workspace_id = goals_tasks.workspace_id and g.id = goals_tasks.goal_id))
  with check (workspace_id = (select app_workspace())
    and exists (select from goals g where g.workspace_id = goals_tasks.workspace_id and g.id = goals_tasks.goal_id));
grant select, insert, delete on goals_tasks to mostik_app;

-- The strategy: each saving is a version, so that one can see what was meant when, and why it was changed. Append-only.
create table goals_strategies (
  workspace_id uuid not null references workspaces on delete cascade,
  version int not null check (version > 0),
  -- { summary, segments: [{name, why, offer}], methods: [text], tools: [text], risks: [{risk, answer, weight}] }
  body jsonb not null,
  reason text not null check (length(reason) between 1 and 500),
  author_id uuid,
  at timestamptz not null default now(),
  primary key (workspace_id, version)
);
call protect('goals_strategies');
create policy in_workspace on goals_strategies for select to mostik_app using (workspace_id = (select app_workspace()));
create policy written on goals_strategies for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and author_id = (select app_person()) and app_role() in ('owner', 'director'));
grant select, insert on goals_strategies to mostik_app;

create view facts.goals with (security_invoker = true) as
  select workspace_id, id, parent_id, level, department_id, owner_id, title, reason, metric, period, starts_on, ends_on, start_value, target, weight,
         responsible_id, state, closed_at, created_at, updated_at
  from goals;
create view facts.goal_checkins with (security_invoker = true) as
  select workspace_id, goal_id, id, at, author_id, value, progress, confidence, comment from goals_checkins;
grant select on facts.goals, facts.goal_checkins to mostik_app;
