-- Weeks and working days of a plan that its owner has set by hand. What is kept is the share of the month, not money: it stands when the month's plan
-- is changed, and whoever goes by a plan above him may know it without seeing that plan.

create table plan_day_versions (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  metric text not null,
  month date not null check (extract(day from month) = 1),
  subject_id uuid not null,
  level text not null check (level in ('company', 'department', 'person')),
  owner_id uuid,
  department_id uuid,
  -- Each change is a row; the last one counts.
  version int not null check (version > 0),
  -- Parts of the month, days from 1: the share of a week stands over its days. Empty: as computed again.
  from_days int[] not null,
  to_days int[] not null,
  -- In millionths of a thousandth of a millionth (1e-15) of the month's plan, so that a kopeck of any plan is found again.
  shares bigint[] not null,
  reason text not null check (length(reason) between 1 and 300),
  set_by uuid,
  set_at timestamptz not null default now(),
  primary key (workspace_id, metric, month, subject_id, version),
  check ((level = 'person') = (owner_id is not null)),
  check ((level = 'department') = (department_id is not null)),
  check (cardinality(from_days) = cardinality(shares) and cardinality(to_days) = cardinality(shares) and cardinality(shares) <= 31)
);
alter table plan_day_versions enable row level security;
alter table plan_day_versions force row level security;
create policy owner_all on plan_day_versions to current_user using (true) with check (true);
-- A seller goes by the days of his department's plan: shares say nothing of its size.
create policy in_workspace on plan_day_versions for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) <> 'none'
    and (owner_id is null or (select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[])));
create policy planned on plan_day_versions for insert to mostik_app with check (
  workspace_id = (select app_workspace()) and set_by = (select app_person()) and app_sets_plan(level)
  and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
grant select, insert on plan_day_versions to mostik_app;

create view facts.plan_days with (security_invoker = true) as
  select distinct on (workspace_id, metric, month, subject_id) workspace_id, metric, month, subject_id, version, from_days, to_days, shares
  from plan_day_versions order by workspace_id, metric, month, subject_id, version desc;
grant select on facts.plan_days to mostik_app;

-- A day is excused by a boss, never by whoever would have worked it; the owner answers to nobody. The service says so in words, the database refuses
-- whatever comes past it.
create function app_excuses(p_person uuid) returns boolean language sql stable parallel safe
  as $$ select app_role() = 'owner' or (app_role() in ('director', 'head') and p_person <> app_person()) $$;
drop policy in_scope on norms_excuses;
create policy in_scope on norms_excuses for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[])));
create policy excused_by_boss on norms_excuses for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[]))
    and app_excuses(owner_id) and ((select app_role()) = 'owner' or excused_by = (select app_person())));
create policy changed_by_boss on norms_excuses for update to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[]))
    and app_excuses(owner_id))
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[]))
    and app_excuses(owner_id) and ((select app_role()) = 'owner' or excused_by = (select app_person())));
create policy removed_by_boss on norms_excuses for delete to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[]))
    and app_excuses(owner_id));
