-- The plan as a tree: any metric, three tiers, cuts beside the whole; the course of a year and of its days; proposals, approvals and what was approved.

-- Money stands in minor units, counts (deals, leads, meetings, calls) in pieces.
alter table plan_cells
  add column tier text not null default 'target' check (tier in ('minimum', 'target', 'challenge')),
  add column cut text not null default 'all' check (cut in ('all', 'productGroup', 'segment', 'territory', 'client')),
  -- Which part: a group of products, a segment, a territory, 'new' or 'existing'. Empty: the whole.
  add column cut_key text not null default '' check (length(cut_key) <= 200);
alter table plan_cells drop constraint plan_cells_pkey;
alter table plan_cells
  add primary key (workspace_id, metric, month, level, subject_id, tier, cut, cut_key),
  add check ((cut = 'all') = (cut_key = ''));

alter table plan_changes
  add column tier text not null default 'target',
  add column cut text not null default 'all',
  add column cut_key text not null default '';

-- The target of the whole: what plan/fact and all that is not about tiers and cuts mean by "the plan".
create or replace view facts.plan_cells with (security_invoker = true) as
  select workspace_id, metric, month, level, subject_id, owner_id, department_id, amount_minor, version, updated_at, updated_by
  from plan_cells where amount_minor is not null and tier = 'target' and cut = 'all';
-- Every tier and every cut.
create view facts.plan_parts with (security_invoker = true) as
  select workspace_id, metric, month, level, subject_id, owner_id, department_id, tier, cut, cut_key, amount_minor, version
  from plan_cells where amount_minor is not null;
grant select on facts.plan_parts to mostik_app;

-- How a metric runs: what each month is beside an average month, each weekday beside an average working day, each third of a month beside an average one.
-- In percent, 100 is as usual. A metric without a row runs evenly.
create table plan_seasons (
  workspace_id uuid not null references workspaces on delete cascade,
  metric text not null,
  months int[] not null check (cardinality(months) = 12),
  weekdays int[] not null check (cardinality(weekdays) = 7),
  thirds int[] not null check (cardinality(thirds) = 3),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (workspace_id, metric)
);
call protect('plan_seasons');
create policy in_workspace on plan_seasons for select to mostik_app using (workspace_id = (select app_workspace()));
create policy set_by_director on plan_seasons for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director'));
create policy changed_by_director on plan_seasons for update to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director'));
grant select, insert, update on plan_seasons to mostik_app;
create view facts.plan_seasons with (security_invoker = true) as select workspace_id, metric, months, weekdays, thirds from plan_seasons;
grant select on facts.plan_seasons to mostik_app;

-- A plan as it was proposed: of one subject with all that stands below it, for some months of one metric.
create table plan_versions (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  metric text not null,
  level text not null check (level in ('company', 'department', 'person')),
  subject_id uuid not null,
  owner_id uuid,
  department_id uuid,
  from_month date not null check (extract(day from from_month) = 1),
  -- The last month itself.
  to_month date not null check (extract(day from to_month) = 1),
  -- 1, 2, 3 … of the subject and metric.
  number int not null,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'returned', 'withdrawn')),
  -- The target of the subject over these months, with what stands below it where it has none of its own.
  amount_minor bigint,
  reason text not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null default now(),
  decided_by uuid,
  decided_at timestamptz,
  decision_note text,
  version int not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, metric, subject_id, number),
  check (from_month <= to_month),
  -- Nobody approves his own proposal.
  check (state <> 'approved' or decided_by <> proposed_by)
);
call protect('plan_versions');
create policy in_scope on plan_versions for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy proposed on plan_versions for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and proposed_by = (select app_person()) and state = 'proposed' and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy decided on plan_versions for update to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head') and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])))
  with check (workspace_id = (select app_workspace()) and (state <> 'approved' or (select app_role()) in ('owner', 'director')));
grant select, insert, update on plan_versions to mostik_app;

create table plan_version_cells (
  workspace_id uuid not null,
  version_id uuid not null,
  month date not null,
  level text not null,
  subject_id uuid not null,
  owner_id uuid,
  department_id uuid,
  tier text not null,
  cut text not null,
  cut_key text not null,
  amount_minor bigint not null,
  primary key (workspace_id, version_id, month, level, subject_id, tier, cut, cut_key),
  foreign key (workspace_id, version_id) references plan_versions (workspace_id, id) on delete cascade
);
call protect('plan_version_cells');
create policy in_scope on plan_version_cells for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy proposed on plan_version_cells for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head') and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
grant select, insert on plan_version_cells to mostik_app;

-- What stands approved now, cell by cell: the latest approval that has the cell.
create table plan_approved (
  workspace_id uuid not null,
  metric text not null,
  month date not null,
  level text not null,
  subject_id uuid not null,
  owner_id uuid,
  department_id uuid,
  tier text not null,
  cut text not null,
  cut_key text not null,
  amount_minor bigint not null,
  version_id uuid not null,
  primary key (workspace_id, metric, month, level, subject_id, tier, cut, cut_key),
  foreign key (workspace_id, version_id) references plan_versions (workspace_id, id) on delete cascade
);
call protect('plan_approved');
create policy in_scope on plan_approved for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy approved on plan_approved for all to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director') and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
grant select, insert, update, delete on plan_approved to mostik_app;

-- The working days that a plan was proposed with, each with its weight; 0 is a day off. A calendar that changes afterwards does not move a plan that
-- was approved. No figure of anybody stands here: whoever reads his plan reads it by the days of its approval.
create table plan_version_days (
  workspace_id uuid not null,
  version_id uuid not null,
  month date not null,
  -- From the first day of the month on.
  weights int[] not null,
  primary key (workspace_id, version_id, month),
  foreign key (workspace_id, version_id) references plan_versions (workspace_id, id) on delete cascade
);
call protect('plan_version_days');
create policy in_workspace on plan_version_days for select to mostik_app using (workspace_id = (select app_workspace()));
create policy proposed on plan_version_days for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head'));
grant select, insert on plan_version_days to mostik_app;

create view facts.plan_versions with (security_invoker = true) as
  select workspace_id, id, metric, level, subject_id, owner_id, department_id, from_month, to_month, number, state, proposed_by, proposed_at, decided_by, decided_at
  from plan_versions;
create view facts.plan_approved with (security_invoker = true) as select * from plan_approved;
create view facts.plan_version_days with (security_invoker = true) as select * from plan_version_days;
grant select on facts.plan_versions, facts.plan_approved, facts.plan_version_days to mostik_app;

-- Which import brought a cell, for a revert: what stood there before.
create table plan_imports (
  workspace_id uuid not null references workspaces on delete cascade,
  import_id uuid not null,
  metric text not null,
  month date not null,
  level text not null,
  subject_id uuid not null,
  tier text not null default 'target',
  before_minor bigint,
  after_minor bigint,
  -- The cell's version after the import: a later one says that people have changed it since.
  version int not null,
  primary key (workspace_id, import_id, metric, month, level, subject_id, tier)
);
call protect('plan_imports');
create policy by_importers on plan_imports for all to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) <> 'none' and (select app_role()) in ('owner', 'director', 'head', 'admin'));
grant select, insert, update, delete on plan_imports to mostik_app;

-- When plan/fact says "behind" and when "far behind": fact as a share of what is due by now, in hundredths of a percent; and a plan that is unlikely.
create table planfact_settings (
  workspace_id uuid not null references workspaces on delete cascade,
  watch_bp int not null check (watch_bp between 1 and 20000),
  alarm_bp int not null check (alarm_bp between 0 and 20000),
  unlikely_bp int not null check (unlikely_bp between 0 and 10000),
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (workspace_id),
  check (alarm_bp <= watch_bp)
);
call protect('planfact_settings');
create policy in_workspace on planfact_settings for select to mostik_app using (workspace_id = (select app_workspace()));
create policy set_by_director on planfact_settings for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director'));
create policy changed_by_director on planfact_settings for update to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director'));
grant select, insert, update on planfact_settings to mostik_app;
