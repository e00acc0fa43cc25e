-- Closed months. A closed month keeps the ledger of sales as it was known at its cut-off; what is learnt later about its days is a correction of the open
-- month, which is the one after the last closed month.

create table cycle_closed_periods (
  workspace_id uuid not null references workspaces on delete cascade,
  month date not null check (extract(day from month) = 1),
  state text not null check (state in ('closing', 'closed', 'failed', 'reopened')),
  -- What is being done, and how far it is, while it is closing.
  step text not null default 'waiting',
  done int not null default 0,
  total int not null default 0,
  -- What was known by this moment is in the month.
  cut_off timestamptz,
  started_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by uuid,
  -- The checklist as it was answered: [{code, state, words}].
  checklist jsonb not null default '[]',
  note text,
  reopened_at timestamptz,
  reopened_by uuid,
  reopen_reason text,
  version int not null default 1,
  primary key (workspace_id, month),
  check (state <> 'closed' or (cut_off is not null and closed_at is not null))
);
call protect('cycle_closed_periods');
create policy seen on cycle_closed_periods for select to mostik_app using (workspace_id = (select app_workspace()));
create policy closed on cycle_closed_periods for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director'));
create policy closing on cycle_closed_periods for update to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director'))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director'));
grant select, insert, update on cycle_closed_periods to mostik_app;

-- The ledger of a closed month: its own bookings, and as differences the corrections of earlier closed months that it took in (`day` before the month).
create table cycle_closed_bookings (
  workspace_id uuid not null,
  month date not null,
  deal_id uuid not null,
  seq int not null,
  day date not null,
  owner_id uuid not null,
  pipeline_id uuid not null,
  at timestamptz not null,
  kind text not null,
  n int not null,
  base_minor bigint not null,
  primary key (workspace_id, month, deal_id, seq, day, owner_id),
  foreign key (workspace_id, month) references cycle_closed_periods (workspace_id, month) on delete cascade
);
create index cycle_closed_bookings_day on cycle_closed_bookings (workspace_id, day) include (month, owner_id, n, base_minor);
call protect_by_owner('cycle_closed_bookings');
revoke insert, update, delete on cycle_closed_bookings from mostik_app;

-- The same by owner: `of_month` is the month of the day, earlier than `month` for corrections. Nobody's deals stand under the nil id.
create table cycle_closed_totals (
  workspace_id uuid not null,
  month date not null,
  of_month date not null,
  owner_id uuid not null,
  n int not null,
  money bigint not null,
  primary key (workspace_id, month, of_month, owner_id),
  foreign key (workspace_id, month) references cycle_closed_periods (workspace_id, month) on delete cascade
);
create index cycle_closed_totals_of on cycle_closed_totals (workspace_id, of_month) include (owner_id, n, money);
call protect_by_owner('cycle_closed_totals');
revoke insert, update, delete on cycle_closed_totals from mostik_app;

-- Other figures of the month as they were: plan by level, deals that came, were won and lost, contacts by kind.
create table cycle_closed_figures (
  workspace_id uuid not null,
  month date not null,
  -- plan | created | closed_won | closed_lost | activity:<kind>
  metric text not null,
  level text not null check (level in ('company', 'department', 'person')),
  subject_id uuid not null,
  owner_id uuid,
  department_id uuid,
  n bigint not null default 0,
  amount_minor bigint not null default 0,
  primary key (workspace_id, month, metric, level, subject_id),
  foreign key (workspace_id, month) references cycle_closed_periods (workspace_id, month) on delete cascade
);
call protect('cycle_closed_figures');
create policy in_scope on cycle_closed_figures for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or owner_id = any ((select app_people())::uuid[]) or department_id = any ((select app_departments())::uuid[])));
grant select on cycle_closed_figures to mostik_app;

-- What was open at the close and went on into the next month.
create table cycle_carried (
  workspace_id uuid not null,
  month date not null,
  kind text not null check (kind in ('task', 'case', 'ritual', 'absence')),
  record_id uuid not null,
  owner_id uuid,
  title text not null,
  due_on date,
  amount_minor bigint,
  primary key (workspace_id, month, kind, record_id),
  foreign key (workspace_id, month) references cycle_closed_periods (workspace_id, month) on delete cascade
);
call protect_by_owner('cycle_carried');
revoke insert, update, delete on cycle_carried from mostik_app;

-- Bookings of one closed month as they are now less as the closed months have them: what is to be corrected, by deal. In the scope of whoever asks.
create function closed_differences(p_workspace uuid, p_month date)
  returns table (deal_id uuid, seq int, day date, owner_id uuid, pipeline_id uuid, at timestamptz, kind text, n int, base_minor bigint)
  language sql stable as $$
  select deal_id, seq, day, owner_id, (array_agg(pipeline_id))[1], max(at), max(kind), sum(n)::int, sum(base_minor)::bigint
  from (
    select b.deal_id, b.seq, b.day, coalesce(b.owner_id, '00000000-0000-0000-0000-000000000000') as owner_id, b.pipeline_id, b.at, b.kind,
           b.n::int as n, b.base_minor
    from bookings b where b.workspace_id = p_workspace and b.day >= p_month and b.day < (p_month + interval '1 month')::date
    union all
    select c.deal_id, c.seq, c.day, c.owner_id, c.pipeline_id, c.at, c.kind, -c.n, -c.base_minor
    from cycle_closed_bookings c where c.workspace_id = p_workspace and c.day >= p_month and c.day < (p_month + interval '1 month')::date
  ) both_sides
  group by deal_id, seq, day, owner_id
  having sum(n) <> 0 or sum(base_minor) <> 0
$$;

create function cycle_state(p_company uuid, p_month date) returns text language sql stable as
  $$ select state from cycle_closed_periods where workspace_id = p_company and month = p_month $$;

-- Freezes one month; the caller holds its row in cycle_closed_periods. As the owner of the tables, because a month is closed for everybody at once.
create function cycle_freeze(p_workspace uuid, p_month date) returns int language plpgsql security definer set search_path = public, pg_temp as $$
declare
  rows_kept int;
begin
  perform refuse_other_workspace(p_workspace);
  -- Only a month that somebody has taken for closing, which the policies of its row allow to the owner and the director.
  delete from cycle_closed_bookings b where b.workspace_id = p_workspace and b.month = p_month and cycle_state(p_workspace, p_month) = 'closing';
  delete from cycle_closed_totals t where t.workspace_id = p_workspace and t.month = p_month and cycle_state(p_workspace, p_month) = 'closing';
  delete from cycle_closed_figures f where f.workspace_id = p_workspace and f.month = p_month and cycle_state(p_workspace, p_month) = 'closing';
  delete from cycle_carried c where c.workspace_id = p_workspace and c.month = p_month and cycle_state(p_workspace, p_month) = 'closing';
  if cycle_state(p_workspace, p_month) is distinct from 'closing' then
    return 0;
  end if;

  insert into cycle_closed_bookings (workspace_id, month, deal_id, seq, day, owner_id, pipeline_id, at, kind, n, base_minor)
  select p_workspace, p_month, d.deal_id, d.seq, d.day, d.owner_id, d.pipeline_id, d.at, d.kind, d.n, d.base_minor
  from cycle_closed_periods p, closed_differences(p.workspace_id, p.month) d
  where p.workspace_id = p_workspace and p.state = 'closed';
  insert into cycle_closed_bookings (workspace_id, month, deal_id, seq, day, owner_id, pipeline_id, at, kind, n, base_minor)
  select workspace_id, p_month, deal_id, seq, day, coalesce(owner_id, '00000000-0000-0000-0000-000000000000'), pipeline_id, at, kind, n, base_minor
  from bookings where workspace_id = p_workspace and day >= p_month and day < (p_month + interval '1 month')::date;
  get diagnostics rows_kept = row_count;

  insert into cycle_closed_totals (workspace_id, month, of_month, owner_id, n, money)
  select workspace_id, month, date_trunc('month', day)::date, owner_id, sum(n), sum(base_minor)
  from cycle_closed_bookings where workspace_id = p_workspace and month = p_month
  group by workspace_id, month, date_trunc('month', day), owner_id;

  insert into cycle_closed_figures (workspace_id, month, metric, level, subject_id, owner_id, department_id, amount_minor)
  select workspace_id, month, 'plan', level, subject_id, owner_id, department_id, amount_minor
  from facts.plan_cells where workspace_id = p_workspace and month = p_month and metric = 'revenue';
  insert into cycle_closed_figures (workspace_id, month, metric, level, subject_id, owner_id, n, amount_minor)
  select workspace_id, month, kind, 'person', owner_id, owner_id, sum(n), sum(money)
  from facts.month_totals where workspace_id = p_workspace and month = p_month and (kind in ('created', 'closed_won', 'closed_lost') or kind like 'activity:%')
  group by workspace_id, month, kind, owner_id;
  return rows_kept;
end $$;

-- Keeps what is open; called by the program, which knows what is open in each module. One array a column.
create function cycle_carry(p_workspace uuid, p_month date, kinds text[], records uuid[], owners uuid[], titles text[], dues date[], amounts bigint[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into cycle_carried (workspace_id, month, kind, record_id, owner_id, title, due_on, amount_minor)
  select p_workspace, p_month, x.* from unnest(kinds, records, owners, titles, dues, amounts) as x
  where cycle_state(p_workspace, p_month) = 'closing'
  on conflict do nothing;
end $$;

-- A month that the owner opens again loses what it has kept; the reason is in the audit.
create function cycle_thaw(p_workspace uuid, p_month date) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  delete from cycle_closed_bookings x where x.workspace_id = p_workspace and x.month = p_month and cycle_state(p_workspace, p_month) = 'reopened';
  delete from cycle_closed_totals x where x.workspace_id = p_workspace and x.month = p_month and cycle_state(p_workspace, p_month) = 'reopened';
  delete from cycle_closed_figures x where x.workspace_id = p_workspace and x.month = p_month and cycle_state(p_workspace, p_month) = 'reopened';
  delete from cycle_carried x where x.workspace_id = p_workspace and x.month = p_month and cycle_state(p_workspace, p_month) = 'reopened';
end $$;
revoke execute on function cycle_freeze, cycle_carry, cycle_thaw from public;
grant execute on function cycle_freeze, cycle_carry, cycle_thaw to mostik_app;

create view facts.closed_periods with (security_invoker = true) as
  select workspace_id, month, closed_at, cut_off, closed_by from cycle_closed_periods where state = 'closed';
create view facts.closed_figures with (security_invoker = true) as
  select f.workspace_id, f.month, f.metric, f.level, f.subject_id, f.owner_id, f.department_id, f.n, f.amount_minor
  from cycle_closed_figures f join cycle_closed_periods p on p.workspace_id = f.workspace_id and p.month = f.month and p.state = 'closed';
create view facts.closed_bookings with (security_invoker = true) as
  select b.* from cycle_closed_bookings b
  join cycle_closed_periods p on p.workspace_id = b.workspace_id and p.month = b.month and p.state = 'closed';
create view facts.carried with (security_invoker = true) as select * from cycle_carried;

-- Where the sum of a closed month's days is corrected: the month after the last closed one.
create view facts.open_months with (security_invoker = true) as
  select workspace_id, (max(month) + interval '1 month')::date as month from cycle_closed_periods where state = 'closed' group by workspace_id;

-- What closed months have to be corrected by, by month and owner.
create view facts.closed_corrections with (security_invoker = true) as
  select workspace_id, of_month, owner_id, sum(n)::int as n, sum(money)::bigint as money
  from (
    select t.workspace_id, t.month as of_month, t.owner_id, t.n, t.money
    from cycle_closed_periods p join facts.month_totals t on t.workspace_id = p.workspace_id and t.kind = 'booked' and t.month = p.month
    where p.state = 'closed'
    union all
    select c.workspace_id, c.of_month, c.owner_id, -c.n, -c.money from cycle_closed_totals c
  ) both_sides
  group by workspace_id, of_month, owner_id
  having sum(n) <> 0 or sum(money) <> 0;

-- The totals as they count: sales volume of closed months as they were closed, of the open month with the corrections of those; all else as it is.
-- Whoever shows sales volume reads these instead of facts.month_totals and facts.day_totals.
create view facts.counted_months with (security_invoker = true) as
  select t.workspace_id, 'booked' as kind, t.month, t.owner_id, t.n::bigint as n, t.money from cycle_closed_totals t
  union all
  select t.workspace_id, t.kind, t.month, t.owner_id, t.n, t.money from facts.month_totals t
  where t.kind <> 'booked'
    or not exists (select from cycle_closed_periods p where p.workspace_id = t.workspace_id and p.month = t.month and p.state = 'closed')
  union all
  select c.workspace_id, 'booked', o.month, c.owner_id, c.n::bigint, c.money
  from facts.open_months o join facts.closed_corrections c on c.workspace_id = o.workspace_id;
-- The same by day; corrections stand on the first day of the month that took them in.
create view facts.counted_days with (security_invoker = true) as
  select b.workspace_id, 'booked' as kind, greatest(b.day, b.month) as day, b.owner_id, b.n::bigint as n, b.base_minor as money
  from facts.closed_bookings b
  union all
  select t.workspace_id, t.kind, t.day, t.owner_id, t.n, t.money from facts.day_totals t
  where t.kind <> 'booked'
    or not exists (select from cycle_closed_periods p
      where p.workspace_id = t.workspace_id and p.month = date_trunc('month', t.day)::date and p.state = 'closed')
  union all
  select c.workspace_id, 'booked', o.month, c.owner_id, c.n::bigint, c.money
  from facts.open_months o join facts.closed_corrections c on c.workspace_id = o.workspace_id;
-- The ledger behind it: `of_day` is the day to which a correction belongs. Only months whose sums differ are compared deal by deal.
create view facts.booked_ledger with (security_invoker = true) as
  select b.workspace_id, b.deal_id, b.seq, nullif(b.owner_id, '00000000-0000-0000-0000-000000000000') as owner_id, b.at,
         greatest(b.day, b.month) as day, b.day as of_day,
         case when b.day < b.month then 'late' else b.kind end as kind, b.base_minor
  from facts.closed_bookings b
  union all
  select b.workspace_id, b.deal_id, b.seq, b.owner_id, b.at, b.day, b.day, b.kind, b.base_minor from bookings b
  where not exists (select from cycle_closed_periods p
    where p.workspace_id = b.workspace_id and p.month = date_trunc('month', b.day)::date and p.state = 'closed')
  union all
  select o.workspace_id, d.deal_id, d.seq, nullif(d.owner_id, '00000000-0000-0000-0000-000000000000'), d.at, o.month, d.day, 'late', d.base_minor
  from facts.open_months o
  cross join lateral (select distinct c.of_month from facts.closed_corrections c where c.workspace_id = o.workspace_id) differing
  cross join lateral closed_differences(o.workspace_id, differing.of_month) d;
grant select on facts.booked_ledger, facts.closed_periods, facts.closed_figures, facts.closed_bookings, facts.carried, facts.open_months,
  facts.closed_corrections, facts.counted_months, facts.counted_days to mostik_app;

-- How a leader himself says his month went, where he does not agree with what the system saw. Shares in thousandths, 1000 together.
create table cycle_time_shares (
  workspace_id uuid not null references workspaces on delete cascade,
  person_id uuid not null,
  month date not null check (extract(day from month) = 1),
  managing smallint not null check (managing between 0 and 1000),
  selling smallint not null check (selling between 0 and 1000),
  motivating smallint not null check (motivating between 0 and 1000),
  note text,
  updated_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, person_id, month),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  check (managing + selling + motivating = 1000)
);
call protect('cycle_time_shares');
-- He sees it himself, and those above him.
create policy own_or_above on cycle_time_shares for select to mostik_app
  using (workspace_id = (select app_workspace())
    and ((select app_scope()) = 'all' or person_id = (select app_person()) or person_id = any ((select app_people())::uuid[])));
create policy own on cycle_time_shares for insert to mostik_app with check (workspace_id = (select app_workspace()) and person_id = (select app_person()));
create policy own_changed on cycle_time_shares for update to mostik_app
  using (workspace_id = (select app_workspace()) and person_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and person_id = (select app_person()));
grant select, insert, update on cycle_time_shares to mostik_app;
create view facts.time_shares with (security_invoker = true) as select * from cycle_time_shares;
grant select on facts.time_shares to mostik_app;
