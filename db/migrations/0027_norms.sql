-- Norms of contacts: how many calls and meetings a person is to have in a working day, from when, and what excuses a day.

-- A contact counts for a norm with a client and a result. Those that were done without one are counted beside the totals of all done ones, as
-- 'activity:bare:<kind>', so that what counts is a difference of two small sums (src/modules/activities/data/write-activities.ts).
create function is_bare_contact(deal_id uuid, company_id uuid, contact_id uuid, result text, result_id uuid) returns boolean
  language sql immutable parallel safe
  as $$ select coalesce(deal_id, company_id, contact_id) is null or (result_id is null and coalesce(btrim(result), '') = '') $$;

insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
select a.workspace_id, 'activity:bare:' || a.kind, (a.occurred_at at time zone w.time_zone)::date, coalesce(a.owner_id, nil_uuid()),
       nil_uuid(), nil_uuid(), 0, count(*), 0
from activities a join workspaces w on w.id = a.workspace_id
where a.done and is_bare_contact(a.deal_id, a.company_id, a.contact_id, a.result, a.result_id)
group by 1, 2, 3, 4;

create or replace function uncount_activities() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  select gone.workspace_id, counted.kind, (gone.occurred_at at time zone w.time_zone)::date, coalesce(gone.owner_id, nil_uuid()),
         nil_uuid(), nil_uuid(), 0, -count(*), 0
  from gone join workspaces w on w.id = gone.workspace_id
  cross join lateral (
    select 'activity:' || gone.kind as kind
    union all
    select 'activity:bare:' || gone.kind
    where is_bare_contact(gone.deal_id, gone.company_id, gone.contact_id, gone.result, gone.result_id)
  ) counted
  where gone.done
  group by 1, 2, 3, 4;
  return null;
end $$;

create table norms (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  -- Of all with this role (in one department or in the whole company), or of one person.
  level text not null check (level in ('role', 'person')),
  role text check (role in ('head', 'seller')),
  department_id uuid,
  owner_id uuid,
  kind text not null check (kind in ('call', 'meeting', 'demo', 'email', 'message')),
  valid_from date not null,
  -- As it was said: so many a day or a week. Null: from this day on nothing is said here and the wider norm counts. 0: no contacts are asked for.
  amount numeric(6, 2) check (amount between 0 and 500),
  per text not null default 'day' check (per in ('day', 'week')),
  -- The same for one working day.
  per_day numeric(9, 4),
  origin text not null default 'hand' check (origin in ('hand', 'decomposition')),
  note text,
  version int not null default 1,
  updated_at timestamptz not null default now(),
  updated_by uuid,
  primary key (workspace_id, id),
  unique nulls not distinct (workspace_id, level, role, department_id, owner_id, kind, valid_from),
  foreign key (workspace_id, owner_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, department_id) references departments (workspace_id, id) on delete cascade,
  check ((level = 'person') = (owner_id is not null)),
  check ((level = 'role') = (role is not null)),
  check (department_id is null or level = 'role'),
  check ((amount is null) = (per_day is null))
);
create index norms_owner on norms (workspace_id, owner_id, kind, valid_from desc) where owner_id is not null;
create index norms_role on norms (workspace_id, role, kind, valid_from desc) where role is not null;
call protect('norms');
create policy in_scope on norms for select to mostik_app
  using (workspace_id = (select app_workspace()) and (owner_id is null or (select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or owner_id = (select app_person())));
-- Who issues norms stands in src/modules/norms/policy.ts; the database repeats it.
create function app_issues_norms() returns boolean language sql stable parallel safe
  as $$ select app_role() in ('owner', 'director', 'head') $$;
create policy issued on norms for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_issues_norms())
    and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy reissued on norms for update to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_issues_norms())
    and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
create policy withdrawn on norms for delete to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_issues_norms())
    and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
grant select, insert, update, delete on norms to mostik_app;

-- In his first weeks a newcomer is asked for a part of his role's norm. A personal norm is meant as it stands.
create table norms_ramp (
  workspace_id uuid not null references workspaces on delete cascade,
  week smallint not null check (week between 1 and 26),
  share numeric(4, 3) not null check (share between 0 and 1),
  primary key (workspace_id, week)
);
call protect_by_workspace('norms_ramp');

-- A day that does not count for a person, by his head's word.
create table norms_excuses (
  workspace_id uuid not null references workspaces on delete cascade,
  owner_id uuid not null,
  day date not null,
  reason text not null check (length(reason) between 1 and 500),
  excused_by uuid,
  excused_at timestamptz not null default now(),
  primary key (workspace_id, owner_id, day),
  foreign key (workspace_id, owner_id) references people (workspace_id, id) on delete cascade
);
call protect_by_owner('norms_excuses');

-- When people are told of a norm that is not met, minutes since midnight of the company's clock; null: not at all.
create table norms_settings (
  workspace_id uuid not null references workspaces on delete cascade,
  tell_seller_at smallint default 960 check (tell_seller_at between 0 and 1439),
  tell_head_at smallint default 570 check (tell_head_at between 0 and 1439),
  -- Below this share of the norm a day is told of.
  tell_below numeric(4, 3) not null default 0.8 check (tell_below between 0.1 and 1),
  version int not null default 1,
  primary key (workspace_id)
);
call protect_by_workspace('norms_settings');

-- How long contacts take, and how much of a day there is for them: for the question whether a plan fits into the hours.
create table decomposition_settings (
  workspace_id uuid not null references workspaces on delete cascade,
  -- { "call": 10, "meeting": 90, … }
  minutes jsonb not null,
  hours_per_day numeric(4, 2) not null default 6 check (hours_per_day between 0.5 and 16),
  version int not null default 1,
  primary key (workspace_id)
);
call protect_by_workspace('decomposition_settings');

-- How each seller has sold in the last months, counted by a job (src/modules/decomposition/service/count-profiles.ts): a plan is taken apart by it.
create table decomposition_profiles (
  workspace_id uuid not null references workspaces on delete cascade,
  owner_id uuid not null,
  -- How many months before the running one it looks at.
  months smallint not null check (months in (3, 6, 12)),
  profile jsonb not null,
  counted_at timestamptz not null,
  primary key (workspace_id, months, owner_id)
);
call protect_by_owner('decomposition_profiles');
-- When the company was last counted; a row without a moment waits for the next round.
create table decomposition_counts (
  workspace_id uuid not null references workspaces on delete cascade,
  counted_at timestamptz,
  primary key (workspace_id)
);
call protect_by_workspace('decomposition_counts');

-- The norm that counts for each person, kind and day: spans without gaps and overlaps, both days included, valid_to null is open.
-- A person's own comes first, then his department's for his role, then his role's; a newcomer's part of a role's norm by his week.
create view facts.norms with (security_invoker = true) as
with person as (
  select p.workspace_id, p.id as owner_id, p.role, p.department_id, p.hired_on, p.left_on from people p
  -- Without a workspace in the transaction it is the server itself that asks.
  where (select app_workspace()) is null or (select app_scope()) = 'all' or p.id = any ((select app_people())::uuid[]) or p.id = (select app_person())
), rule as (
  select p.workspace_id, p.owner_id, n.kind, 1 as place, n.valid_from, n.per_day
  from person p join norms n on n.workspace_id = p.workspace_id and n.owner_id = p.owner_id
  union all
  select p.workspace_id, p.owner_id, n.kind, case when n.department_id is null then 3 else 2 end, n.valid_from, n.per_day
  from person p join norms n on n.workspace_id = p.workspace_id and n.role = p.role and (n.department_id is null or n.department_id = p.department_id)
), point as (
  -- Every day on which somebody's norm may change.
  select r.workspace_id, r.owner_id, r.kind, greatest(r.valid_from, p.hired_on) as from_on
  from rule r join person p using (workspace_id, owner_id)
  union
  select p.workspace_id, p.owner_id, k.kind, p.hired_on + 7 * w.week
  from person p
  join norms_ramp w on w.workspace_id = p.workspace_id
  join (select workspace_id, role, kind, min(valid_from) as begins_on from norms where level = 'role' group by 1, 2, 3) k
    on k.workspace_id = p.workspace_id and k.role = p.role and p.hired_on + 7 * w.week > k.begins_on
  where p.hired_on is not null
), span as (
  select workspace_id, owner_id, kind, from_on,
         lead(from_on) over (partition by workspace_id, owner_id, kind order by from_on) - 1 as until_on
  from point
), best as (
  select distinct on (s.workspace_id, s.owner_id, s.kind, s.from_on)
         s.workspace_id, s.owner_id, s.kind, s.from_on, s.until_on, said.place, said.per_day
  from span s
  join (
    select workspace_id, owner_id, kind, place, per_day, valid_from,
           lead(valid_from) over (partition by workspace_id, owner_id, kind, place order by valid_from) as next_from
    from rule
  ) said on said.workspace_id = s.workspace_id and said.owner_id = s.owner_id and said.kind = s.kind
    and said.valid_from <= s.from_on and (said.next_from is null or said.next_from > s.from_on) and said.per_day is not null
  order by s.workspace_id, s.owner_id, s.kind, s.from_on, said.place
)
select b.workspace_id, b.owner_id, b.kind, b.from_on as valid_from,
       case when p.left_on is null then b.until_on else least(b.until_on, p.left_on) end as valid_to,
       round(b.per_day * case when b.place = 1 then 1 else coalesce(w.share, 1) end, 4) as per_day,
       case b.place when 1 then 'person' when 2 then 'department' else 'role' end as level,
       w.week as newcomer_week
from best b
join person p using (workspace_id, owner_id)
left join norms_ramp w on b.place > 1 and w.workspace_id = b.workspace_id and w.week = (b.from_on - p.hired_on) / 7 + 1
where p.left_on is null or b.from_on <= p.left_on;

create view facts.norm_excuses with (security_invoker = true) as select * from norms_excuses;
-- What was issued, as it was said.
create view facts.norm_rules with (security_invoker = true) as select * from norms;
grant select on facts.norms, facts.norm_excuses, facts.norm_rules to mostik_app;
