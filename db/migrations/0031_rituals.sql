-- Meetings that come back: a template says when, with whom and about what; a ritual is one meeting with its notes and decisions.

create table rituals_templates (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  kind text not null check (kind in ('daily', 'pipeline', 'oneToOne', 'listening', 'month', 'quarter')),
  name text not null check (length(name) between 1 and 120),
  leader_id uuid not null,
  -- Of one-to-one and listening: with each of the team in turn.
  each_person boolean not null default false,
  -- Empty: the team of the leader as it is on the day.
  participant_ids uuid[] not null default '{}',
  -- day: working days among `week_days`; week: the first working day from that weekday on; month, quarter: the nth working day (negative: from the end).
  every text not null check (every in ('day', 'week', 'month', 'quarter')),
  week_days smallint[] not null default '{1,2,3,4,5}',
  nth smallint not null default 1 check (nth between -10 and 10 and nth <> 0),
  starts_at time not null default '09:30',
  -- [{kind, minutes}] in their order.
  blocks jsonb not null,
  starts_on date not null,
  archived_at timestamptz,
  created_by uuid,
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, leader_id) references people (workspace_id, id) on delete cascade
);
create index rituals_templates_leader on rituals_templates (workspace_id, leader_id) where archived_at is null;
call protect('rituals_templates');
create policy seen on rituals_templates for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or leader_id = any ((select app_people())::uuid[])
    or leader_id = (select app_person()) or (select app_person()) = any (participant_ids)
    -- The team of the leader: who reports to him.
    or exists (select from people p left join departments d on d.workspace_id = p.workspace_id and d.id = p.department_id
      where p.workspace_id = (select app_workspace()) and p.id = (select app_person()) and coalesce(p.manager_id, d.head_id) = leader_id)));
create policy kept on rituals_templates for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or leader_id = any ((select app_people())::uuid[])));
create policy changed on rituals_templates for update to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or leader_id = any ((select app_people())::uuid[])))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or leader_id = any ((select app_people())::uuid[])));
grant select, insert, update on rituals_templates to mostik_app;

-- One meeting. It gets a row when it is opened, moved or called off; until then its template says that it is due.
create table rituals (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  template_id uuid,
  kind text not null check (kind in ('daily', 'pipeline', 'oneToOne', 'listening', 'month', 'quarter')),
  name text not null check (length(name) between 1 and 120),
  leader_id uuid not null,
  -- With whom a one-to-one is.
  person_id uuid,
  -- The day for which it was planned, and when it begins.
  day date not null,
  starts_at timestamptz not null,
  state text not null default 'planned' check (state in ('planned', 'running', 'held', 'cancelled')),
  started_at timestamptz,
  ended_at timestamptz,
  participant_ids uuid[] not null default '{}',
  absent_ids uuid[] not null default '{}',
  -- [{kind, minutes}] in their order.
  blocks jsonb not null,
  -- Block → what was written there, and its figures as they were when the meeting ended.
  notes jsonb not null default '{}',
  figures jsonb not null default '{}',
  cancel_reason text,
  created_by uuid,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, template_id) references rituals_templates (workspace_id, id) on delete set null (template_id),
  foreign key (workspace_id, leader_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  check ((state = 'held') = (ended_at is not null))
);
-- A meeting of a template on a day (of a one-to-one: with that person) exists once, however many open it at the same moment.
create unique index rituals_once on rituals (workspace_id, template_id, day, coalesce(person_id, '00000000-0000-0000-0000-000000000000'))
  where template_id is not null;
create index rituals_day on rituals (workspace_id, day);
create index rituals_leader on rituals (workspace_id, leader_id, day);
call protect('rituals');
-- Seen by those who take part, by who leads it and by those above him.
create policy seen on rituals for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or leader_id = any ((select app_people())::uuid[])
    or leader_id = (select app_person()) or person_id = (select app_person()) or (select app_person()) = any (participant_ids)));
create policy opened on rituals for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or leader_id = any ((select app_people())::uuid[])));
create policy led on rituals for update to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or leader_id = any ((select app_people())::uuid[])))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head')
    and ((select app_scope()) = 'all' or leader_id = any ((select app_people())::uuid[])));
grant select, insert, update on rituals to mostik_app;

-- What was decided; with an owner and a date it is a task as well.
create table rituals_decisions (
  workspace_id uuid not null,
  ritual_id uuid not null,
  id uuid not null default uuid7(),
  text text not null check (length(text) between 1 and 500),
  owner_id uuid,
  due_on date,
  task_id uuid,
  created_at timestamptz not null default now(),
  created_by uuid,
  primary key (workspace_id, ritual_id, id),
  foreign key (workspace_id, ritual_id) references rituals (workspace_id, id) on delete cascade
);
create index rituals_decisions_task on rituals_decisions (workspace_id, task_id) where task_id is not null;
call protect('rituals_decisions');
create policy follows_ritual on rituals_decisions to mostik_app
  using (workspace_id = (select app_workspace()) and exists (select from rituals r
    where r.workspace_id = rituals_decisions.workspace_id and r.id = rituals_decisions.ritual_id))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head') and exists (select from rituals r
    where r.workspace_id = rituals_decisions.workspace_id and r.id = rituals_decisions.ritual_id));
grant select, insert, delete on rituals_decisions to mostik_app;

create view facts.rituals with (security_invoker = true) as
  select workspace_id, id, template_id, kind, name, leader_id, person_id, day, starts_at, state, started_at, ended_at, participant_ids, absent_ids
  from rituals;
create view facts.ritual_templates with (security_invoker = true) as
  select workspace_id, id, kind, name, leader_id, each_person, every, week_days, nth, starts_at, starts_on from rituals_templates where archived_at is null;
create view facts.ritual_decisions with (security_invoker = true) as select * from rituals_decisions;
grant select on facts.rituals, facts.ritual_templates, facts.ritual_decisions to mostik_app;
