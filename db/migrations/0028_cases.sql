-- Cases of deviations: what is behind, by how much and why, what was done about it, and whether that helped.

create table cases (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  -- Whom it is about and who answers for it: the seller, the head of the department, the first of the company. It decides who sees the case.
  owner_id uuid not null,
  metric text not null check (metric in ('pace', 'stage', 'norm', 'hygiene')),
  level text not null check (level in ('company', 'department', 'person')),
  subject_id uuid not null,
  -- Of a stage: which one; of a norm: calls or meetings.
  pipeline_id uuid,
  stage_id uuid,
  activity text check (activity in ('call', 'meeting')),
  period text not null,
  -- Metric, subject, stage and activity in one word: a matter has one case.
  matter text not null,
  opened_at timestamptz not null,
  opened_on date not null,
  -- Null: the rule found it.
  opened_by uuid,
  -- In the unit of the metric: money, share or count.
  expected double precision not null,
  actual double precision not null,
  n int,
  -- By how much it is behind, in money; never above 0.
  gap_minor bigint not null check (gap_minor <= 0),
  plan_minor bigint,
  -- Drivers as they were at the opening; their parts sum to gap_minor (src/modules/cases/contract.ts, `split`).
  split jsonb not null,
  -- The cause as people see it: a driver, and words.
  cause text,
  cause_note text,
  state text not null default 'open' check (state in ('open', 'acting', 'closed')),
  -- The next day on which somebody has to look at it.
  review_on date,
  verdict text check (verdict in ('helped', 'didNotHelp', 'cannotTell', 'planChanged')),
  verdict_note text,
  closed_at timestamptz,
  closed_by uuid,
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references people (workspace_id, id),
  check ((state = 'closed') = (closed_at is not null)),
  check (state <> 'closed' or verdict is not null),
  check ((metric = 'stage') = (stage_id is not null))
);
-- Never twice for the same matter: not while one is open, and not in the same period.
create unique index cases_open_matter on cases (workspace_id, matter) where state <> 'closed';
create unique index cases_matter on cases (workspace_id, matter, period);
create index cases_owner on cases (workspace_id, owner_id, opened_at desc);
create index cases_recent on cases (workspace_id, opened_at desc, id desc);
call protect_by_owner('cases');

-- What is done about a case, and what came of it. The library of actions learns from these rows.
create table cases_actions (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  case_id uuid not null,
  owner_id uuid not null,
  -- Code of the library (src/modules/cases/calc/library.ts) or id of the company's own entry.
  kind text not null,
  title text not null,
  doer_id uuid not null,
  due_on date not null,
  -- From this day on the effect is counted.
  started_on date,
  review_on date not null,
  expected_minor bigint check (expected_minor >= 0),
  -- What the effect is measured on: sales, won, created, call, meeting, next (entries into the next stage of those who entered).
  target text not null,
  task_id uuid,
  state text not null default 'planned' check (state in ('planned', 'done', 'cancelled')),
  created_at timestamptz not null,
  created_by uuid,
  -- The last check (src/modules/cases/contract.ts, `effect`), its verdict, and the effect as a share of what was to be expected.
  effect jsonb,
  verdict text check (verdict in ('helped', 'didNotHelp', 'cannotTell', 'planChanged')),
  effect_share double precision,
  checked_on date,
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references cases (workspace_id, id) on delete cascade
);
create index cases_actions_case on cases_actions (workspace_id, case_id);
create index cases_actions_review on cases_actions (workspace_id, review_on) where state <> 'cancelled' and checked_on is null;
call protect_by_owner('cases_actions');

-- What was said and done, in order. Append-only.
create table cases_log (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  case_id uuid not null,
  owner_id uuid not null,
  at timestamptz not null,
  author_id uuid,
  kind text not null check (kind in ('opened', 'comment', 'cause', 'action', 'actionDone', 'actionCancelled', 'checked', 'closed', 'reopened')),
  body text,
  primary key (workspace_id, id),
  foreign key (workspace_id, case_id) references cases (workspace_id, id) on delete cascade
);
create index cases_log_case on cases_log (workspace_id, case_id, id);
call protect_by_owner('cases_log');
revoke update, delete on cases_log from mostik_app;

-- When a deviation opens a case by itself; a rule without a row is as usual (src/modules/cases/calc/rules.ts).
create table cases_rules (
  workspace_id uuid not null references workspaces on delete cascade,
  code text not null check (code in ('pace', 'stage', 'norm', 'hygiene')),
  enabled boolean not null,
  -- Share by which it must be behind, and the least money at stake.
  threshold double precision not null check (threshold between 0 and 1),
  least_minor bigint not null check (least_minor >= 0),
  primary key (workspace_id, code)
);
call protect_by_workspace('cases_rules');

-- The company's own actions beside those that the product brings.
create table cases_library (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  title text not null check (length(title) between 1 and 200),
  target text not null,
  drivers text[] not null default '{}',
  archived_at timestamptz,
  primary key (workspace_id, id)
);
create unique index cases_library_title on cases_library (workspace_id, lower(title)) where archived_at is null;
call protect_by_workspace('cases_library');

create view facts.cases with (security_invoker = true) as select * from cases;
create view facts.cases_actions with (security_invoker = true) as select * from cases_actions;
grant select on facts.cases, facts.cases_actions to mostik_app;

-- What each action has done here, over the whole company: a head learns from other teams' measures without seeing their cases.
create function cases_effects() returns table (kind text, n bigint, helped bigint, judged bigint, median_share double precision)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.kind, count(*), count(*) filter (where a.verdict = 'helped'), count(*) filter (where a.verdict in ('helped', 'didNotHelp')),
         percentile_cont(0.5) within group (order by a.effect_share)
  from cases_actions a
  where a.workspace_id = (select app_workspace()) and a.verdict is not null and a.state <> 'cancelled'
  group by a.kind
$$;
revoke execute on function cases_effects from public;
grant execute on function cases_effects to mostik_app;
