-- Derived facts: what screens ask for, kept up in the transaction that writes the log, and at any time equal to what the log gives.
-- Which rows a log gives is defined once, in src/modules/deals/calc/derive.ts.
--   stage_stays  a stay of a deal on a stage (and a row of no length for each stage that a forward move skipped at a known moment)
--   deal_reach   one row a deal and pipeline: how far it came and how it ended
--   bookings     the ledger of sales volume: a win, a return, a correction of the amount after the win
--   month_totals, day_totals, total_deltas: counts and sums over those three, so that a page costs periods × sellers and not deals

create table stage_stays (
  workspace_id uuid not null,
  deal_id uuid not null,
  seq int not null,
  stage_id uuid not null,
  pipeline_id uuid not null,
  owner_id uuid,
  source_id uuid,
  entered_at timestamptz not null,
  left_at timestamptz,
  -- First time on this stage, or the moment at which a forward move jumped over it.
  first boolean not null,
  skipped boolean not null,
  certain boolean not null,
  primary key (workspace_id, deal_id, seq, stage_id)
);
create index stage_stays_left on stage_stays (workspace_id, left_at) include (stage_id, owner_id, source_id, entered_at) where certain and not skipped;
create index stage_stays_open on stage_stays (workspace_id, stage_id) include (owner_id, entered_at) where left_at is null and certain;
create index stage_stays_entered on stage_stays (workspace_id, pipeline_id, entered_at) include (stage_id, owner_id, source_id) where first and certain;
call protect_by_owner('stage_stays');

create table deal_reach (
  workspace_id uuid not null,
  deal_id uuid not null,
  pipeline_id uuid not null,
  -- Owner at the last event for a closed deal, else the owner now; and the owner when it came.
  owner_id uuid,
  first_owner_id uuid,
  source_id uuid,
  created_at timestamptz not null,
  created_day date not null,
  stage_id uuid,
  furthest_stage_id uuid,
  -- 'moved': the deal went on in another pipeline.
  outcome text not null check (outcome in ('open', 'won', 'lost', 'moved')),
  closed_at timestamptz,
  closed_day date,
  first_won_at timestamptz,
  base_minor bigint not null,
  loss_reason_id uuid,
  full_history boolean not null,
  primary key (workspace_id, deal_id, pipeline_id)
);
create index deal_reach_created on deal_reach (workspace_id, pipeline_id, created_at) include (owner_id, source_id, furthest_stage_id, outcome, base_minor, full_history);
create index deal_reach_closed on deal_reach (workspace_id, closed_day) include (owner_id, pipeline_id, source_id, furthest_stage_id, outcome, created_at, closed_at, base_minor)
  where closed_day is not null;
call protect_by_owner('deal_reach');

create table bookings (
  workspace_id uuid not null,
  deal_id uuid not null,
  seq int not null,
  pipeline_id uuid not null,
  owner_id uuid,
  source_id uuid,
  at timestamptz not null,
  day date not null,
  kind text not null check (kind in ('win', 'return', 'correction')),
  n smallint not null,
  base_minor bigint not null,
  primary key (workspace_id, deal_id, seq)
);
create index bookings_day on bookings (workspace_id, day) include (owner_id, pipeline_id, source_id, n, base_minor);
create index bookings_owner_day on bookings (workspace_id, owner_id, day);
call protect_by_owner('bookings');

-- kind: created | reached | cohort_open | cohort_won | cohort_lost | cohort_moved | now | booked | closed_won | closed_lost | stay | activity:<kind>
-- bucket: for stay the log-spaced length, for cohort_* 1 where the history is not full; money: minor units, for stay Σ seconds.
create table total_deltas (
  workspace_id uuid not null,
  kind text not null,
  day date not null,
  owner_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  bucket smallint not null,
  n bigint not null,
  money bigint not null
);
create index total_deltas_kind on total_deltas (workspace_id, kind);
create table day_totals (
  workspace_id uuid not null,
  kind text not null,
  day date not null,
  owner_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  n bigint not null,
  money bigint not null,
  primary key (workspace_id, kind, day, owner_id, pipeline_id, stage_id)
) with (fillfactor = 80);
create table month_totals (
  workspace_id uuid not null,
  kind text not null,
  month date not null,
  owner_id uuid not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  bucket smallint not null,
  n bigint not null,
  money bigint not null,
  primary key (workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket)
) with (fillfactor = 80);
-- The same without owners, for those who see everybody: a year of 200 sellers is a thousand rows here and a hundred thousand there.
create table company_day_totals (
  workspace_id uuid not null,
  kind text not null,
  day date not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  n bigint not null,
  money bigint not null,
  primary key (workspace_id, kind, day, pipeline_id, stage_id)
) with (fillfactor = 80);
create table company_month_totals (
  workspace_id uuid not null,
  kind text not null,
  month date not null,
  pipeline_id uuid not null,
  stage_id uuid not null,
  bucket smallint not null,
  n bigint not null,
  money bigint not null,
  primary key (workspace_id, kind, month, pipeline_id, stage_id, bucket)
) with (fillfactor = 80);
call protect_by_owner('total_deltas');
call protect_by_owner('day_totals');
call protect_by_owner('month_totals');
call protect('company_day_totals');
call protect('company_month_totals');
create policy seen_by_all_seers on company_day_totals for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
create policy seen_by_all_seers on company_month_totals for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on company_day_totals, company_month_totals to mostik_app;
revoke insert, update, delete on stage_stays, deal_reach, bookings, total_deltas, day_totals, month_totals from mostik_app;

-- Puts into the derived tables what the deals module computed from the log (src/modules/deals/calc), one array a column. These functions run as the owner,
-- because an event may touch rows credited to somebody whom the actor does not see: the reopened win of a former owner. They write nothing but derived
-- rows of the actor's workspace.
create function refuse_other_workspace(p_workspace uuid) returns void language plpgsql stable as $$
begin
  if p_workspace is distinct from app_workspace() and app_workspace() is not null then
    raise exception 'facts of another workspace';
  end if;
end $$;
create function put_stays(p_workspace uuid, deal_id uuid[], seq int[], stage_id uuid[], pipeline_id uuid[], owner_id uuid[], source_id uuid[],
  entered_at timestamptz[], left_at timestamptz[], first boolean[], skipped boolean[], certain boolean[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into stage_stays (workspace_id, deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain)
  select p_workspace, x.* from unnest(deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain) as x
  on conflict on constraint stage_stays_pkey do update
    set pipeline_id = excluded.pipeline_id, owner_id = excluded.owner_id, source_id = excluded.source_id, entered_at = excluded.entered_at,
      left_at = excluded.left_at, first = excluded.first, skipped = excluded.skipped, certain = excluded.certain;
end $$;
create function drop_stays(p_workspace uuid, deals uuid[], seqs int[], stages uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  delete from stage_stays t using unnest(deals, seqs, stages) as x (deal_id, seq,
    stage_id) where t.workspace_id = p_workspace and t.deal_id = x.deal_id and t.seq = x.seq and t.stage_id = x.stage_id;
end $$;
create function put_reach(p_workspace uuid, deal_id uuid[], pipeline_id uuid[], owner_id uuid[], first_owner_id uuid[], source_id uuid[],
  created_at timestamptz[], created_day date[], stage_id uuid[], furthest_stage_id uuid[], outcome text[], closed_at timestamptz[],
  closed_day date[], first_won_at timestamptz[], base_minor bigint[], loss_reason_id uuid[], full_history boolean[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into deal_reach (workspace_id, deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id,
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history)
  select p_workspace, x.* from unnest(deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id,
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history) as x
  on conflict on constraint deal_reach_pkey do update
    set owner_id = excluded.owner_id, first_owner_id = excluded.first_owner_id, source_id = excluded.source_id, created_at = excluded.created_at,
      created_day = excluded.created_day, stage_id = excluded.stage_id, furthest_stage_id = excluded.furthest_stage_id, outcome = excluded.outcome,
      closed_at = excluded.closed_at, closed_day = excluded.closed_day, first_won_at = excluded.first_won_at, base_minor = excluded.base_minor,
      loss_reason_id = excluded.loss_reason_id, full_history = excluded.full_history;
end $$;
create function drop_reach(p_workspace uuid, deals uuid[], pipelines uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  delete from deal_reach t using unnest(deals, pipelines) as x (deal_id,
    pipeline_id) where t.workspace_id = p_workspace and t.deal_id = x.deal_id and t.pipeline_id = x.pipeline_id;
end $$;
create function put_bookings(p_workspace uuid, deal_id uuid[], seq int[], pipeline_id uuid[], owner_id uuid[], source_id uuid[], at timestamptz[],
  day date[], kind text[], n smallint[], base_minor bigint[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into bookings (workspace_id, deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor)
  select p_workspace, x.* from unnest(deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor) as x
  on conflict on constraint bookings_pkey do update
    set pipeline_id = excluded.pipeline_id, owner_id = excluded.owner_id, source_id = excluded.source_id, at = excluded.at, day = excluded.day,
      kind = excluded.kind, n = excluded.n, base_minor = excluded.base_minor;
end $$;
create function drop_bookings(p_workspace uuid, deals uuid[], seqs int[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  delete from bookings t using unnest(deals, seqs) as x (deal_id,
    seq) where t.workspace_id = p_workspace and t.deal_id = x.deal_id and t.seq = x.seq;
end $$;
create function add_to_totals(p_workspace uuid, kind text[], day date[], owner_id uuid[], pipeline_id uuid[], stage_id uuid[], bucket smallint[],
  n bigint[], money bigint[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  select p_workspace, x.* from unnest(kind, day, owner_id, pipeline_id, stage_id, bucket, n, money) as x;
end $$;
revoke execute on function put_stays, drop_stays, put_reach, drop_reach, put_bookings, drop_bookings, add_to_totals from public;
grant execute on function put_stays, drop_stays, put_reach, drop_reach, put_bookings, drop_bookings, add_to_totals to mostik_app;

-- Folds deltas into the totals. Writers only ever insert deltas, so no row is hot; one folder at a time, readers see the same sum before and after.
create function fold_totals(p_workspace uuid, most int) returns int language plpgsql as $$
declare
  folded int;
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_totals' || p_workspace::text)) then
    return 0;
  end if;
  with taken as (
    delete from total_deltas where ctid = any (array(select ctid from total_deltas where workspace_id = p_workspace limit most))
    returning kind, day, owner_id, pipeline_id, stage_id, bucket, n, money
  ), per_day as (
    insert into day_totals as t (workspace_id, kind, day, owner_id, pipeline_id, stage_id, n, money)
    select p_workspace, kind, day, owner_id, pipeline_id, stage_id, sum(n), sum(money) from taken
    where kind in ('created', 'booked', 'closed_won', 'closed_lost', 'now') or kind like 'activity:%'
    group by kind, day, owner_id, pipeline_id, stage_id
    on conflict (workspace_id, kind, day, owner_id, pipeline_id, stage_id) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), per_month as (
    insert into month_totals as t (workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket, n, money)
    select p_workspace, kind, date_trunc('month', day)::date, owner_id, pipeline_id, stage_id, bucket, sum(n), sum(money) from taken
    group by kind, date_trunc('month', day), owner_id, pipeline_id, stage_id, bucket
    on conflict (workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), company_per_day as (
    insert into company_day_totals as t (workspace_id, kind, day, pipeline_id, stage_id, n, money)
    select p_workspace, kind, day, pipeline_id, stage_id, sum(n), sum(money) from taken
    where kind in ('created', 'booked', 'closed_won', 'closed_lost', 'now') or kind like 'activity:%'
    group by kind, day, pipeline_id, stage_id
    on conflict (workspace_id, kind, day, pipeline_id, stage_id) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), company_per_month as (
    insert into company_month_totals as t (workspace_id, kind, month, pipeline_id, stage_id, bucket, n, money)
    select p_workspace, kind, date_trunc('month', day)::date, pipeline_id, stage_id, bucket, sum(n), sum(money) from taken
    group by kind, date_trunc('month', day), pipeline_id, stage_id, bucket
    on conflict (workspace_id, kind, month, pipeline_id, stage_id, bucket) do update set n = t.n + excluded.n, money = t.money + excluded.money
  )
  select count(*) into folded from taken;
  return folded;
end $$;
revoke execute on function fold_totals from public;

create view facts.stage_stays with (security_invoker = true) as select * from stage_stays;
create view facts.deal_reach with (security_invoker = true) as select * from deal_reach;
create view facts.bookings with (security_invoker = true) as select * from bookings;
create view facts.day_totals with (security_invoker = true) as
  select workspace_id, kind, day, owner_id, pipeline_id, stage_id, n, money from day_totals
  union all
  select workspace_id, kind, day, owner_id, pipeline_id, stage_id, n, money from total_deltas;
create view facts.month_totals with (security_invoker = true) as
  select workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket, n, money from month_totals
  union all
  select workspace_id, kind, date_trunc('month', day)::date, owner_id, pipeline_id, stage_id, bucket, n, money from total_deltas;
-- For those who see everybody; others find here only what has not been folded yet of their own.
create view facts.company_day_totals with (security_invoker = true) as
  select workspace_id, kind, day, pipeline_id, stage_id, n, money from company_day_totals
  union all
  select workspace_id, kind, day, pipeline_id, stage_id, n, money from total_deltas;
create view facts.company_month_totals with (security_invoker = true) as
  select workspace_id, kind, month, pipeline_id, stage_id, bucket, n, money from company_month_totals
  union all
  select workspace_id, kind, date_trunc('month', day)::date, pipeline_id, stage_id, bucket, n, money from total_deltas;
grant select on facts.stage_stays, facts.deal_reach, facts.bookings, facts.day_totals, facts.month_totals, facts.company_day_totals,
  facts.company_month_totals to mostik_app;
