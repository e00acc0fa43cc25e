-- Derived facts: what screens ask for, kept up in the transaction that writes the log, and at any time equal to what the log gives.
--   stage_stays  a stay of a deal on a stage (and a row of no length for each stage that a forward move skipped)
--   deal_reach   one row a deal and pipeline: how far it came and how it ended
--   bookings     the ledger of sales volume: a win, a return, a correction of the amount after the win
--   month_totals, day_totals, total_deltas: counts and sums over those three, so that a page costs periods × sellers and not deals

create table stage_stays (
  workspace_id uuid not null references workspaces on delete cascade,
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
  primary key (workspace_id, deal_id, seq, stage_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index stage_stays_left on stage_stays (workspace_id, left_at) include (stage_id, owner_id, entered_at) where certain and not skipped;
create index stage_stays_open on stage_stays (workspace_id, stage_id) include (owner_id, entered_at) where left_at is null and certain;
create index stage_stays_entered on stage_stays (workspace_id, pipeline_id, entered_at) include (stage_id, owner_id, source_id) where first and certain;
call protect_by_owner('stage_stays');

create table deal_reach (
  workspace_id uuid not null references workspaces on delete cascade,
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
  primary key (workspace_id, deal_id, pipeline_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index deal_reach_created on deal_reach (workspace_id, pipeline_id, created_at) include (owner_id, source_id, furthest_stage_id, outcome, base_minor, full_history);
create index deal_reach_closed on deal_reach (workspace_id, closed_day) include (owner_id, pipeline_id, source_id, outcome, created_at, closed_at, base_minor) where closed_day is not null;
call protect_by_owner('deal_reach');

create table bookings (
  workspace_id uuid not null references workspaces on delete cascade,
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
  primary key (workspace_id, deal_id, seq),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index bookings_day on bookings (workspace_id, day) include (owner_id, pipeline_id, source_id, n, base_minor);
create index bookings_owner_day on bookings (workspace_id, owner_id, day);
call protect_by_owner('bookings');

-- kind: created | reached | cohort_open | cohort_won | cohort_lost | cohort_moved | now | booked | closed_won | closed_lost | stay | activity:<kind>
-- bucket: for stay the log-spaced length, for cohort_* 1 where the history is not full; money: minor units, for stay Σ seconds.
create table total_deltas (
  workspace_id uuid not null references workspaces on delete cascade,
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
  workspace_id uuid not null references workspaces on delete cascade,
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
  workspace_id uuid not null references workspaces on delete cascade,
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
call protect_by_owner('total_deltas');
call protect_by_owner('day_totals');
call protect_by_owner('month_totals');
-- A command of a seller may move money that is credited to somebody else (a reopened win of a former owner): deltas are written for all, read in scope.
create policy written_by_commands on total_deltas for insert with check (workspace_id = (select app_workspace()));
create policy written_by_commands on stage_stays for all
  using (workspace_id = (select app_workspace()) and (select current_setting('app.deriving', true)) = 'on')
  with check (workspace_id = (select app_workspace()) and (select current_setting('app.deriving', true)) = 'on');
create policy written_by_commands on deal_reach for all
  using (workspace_id = (select app_workspace()) and (select current_setting('app.deriving', true)) = 'on')
  with check (workspace_id = (select app_workspace()) and (select current_setting('app.deriving', true)) = 'on');
create policy written_by_commands on bookings for all
  using (workspace_id = (select app_workspace()) and (select current_setting('app.deriving', true)) = 'on')
  with check (workspace_id = (select app_workspace()) and (select current_setting('app.deriving', true)) = 'on');

-- Lengths of stays are counted in buckets 8 % wide, so that a quantile read from them is within 4 % (core/statistics has the same formula).
create function length_bucket(seconds double precision) returns smallint language sql immutable parallel safe
  as $$ select floor(ln(greatest(seconds, 60)) / ln(1.08))::smallint $$;

-- What a set of deals adds to the totals. The only definition: keeping up, rebuilding and proving all read it.
create function deal_contributions(p_workspace uuid, p_deals uuid[])
  returns table (kind text, day date, owner_id uuid, pipeline_id uuid, stage_id uuid, bucket smallint, n bigint, money bigint)
  language sql stable as $$
  with zone as (select time_zone from workspaces where id = p_workspace)
  select c.kind, c.day, coalesce(c.owner_id, nil_uuid()), c.pipeline_id, coalesce(c.stage_id, nil_uuid()), c.bucket::smallint, c.n::bigint, c.money::bigint
  from deal_reach r
  cross join lateral (values
    ('created', r.created_day, r.first_owner_id, r.pipeline_id, null::uuid, 0, 1, r.base_minor),
    ('cohort_' || r.outcome, r.created_day, r.owner_id, r.pipeline_id, r.furthest_stage_id, (not r.full_history)::int, 1, r.base_minor),
    (case when r.outcome in ('won', 'lost') then 'closed_' || r.outcome end, r.closed_day, r.owner_id, r.pipeline_id, r.furthest_stage_id, (not r.full_history)::int, 1, r.base_minor),
    (case when r.outcome <> 'moved' then 'now' end, date '1970-01-01', r.owner_id, r.pipeline_id, r.stage_id, 0, 1, r.base_minor)
  ) as c (kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  where r.workspace_id = p_workspace and r.deal_id = any (p_deals) and c.kind is not null
  union all
  select c.kind, (c.at at time zone (select time_zone from zone))::date, coalesce(s.owner_id, nil_uuid()), s.pipeline_id, s.stage_id, c.bucket::smallint, 1, c.seconds
  from stage_stays s
  cross join lateral (values
    (case when s.first then 'reached' end, s.entered_at, 0, 0::bigint),
    (case when s.left_at is not null and not s.skipped then 'stay' end, s.left_at,
      length_bucket(extract(epoch from s.left_at - s.entered_at)::float8), extract(epoch from s.left_at - s.entered_at)::bigint)
  ) as c (kind, at, bucket, seconds)
  where s.workspace_id = p_workspace and s.deal_id = any (p_deals) and s.certain and c.kind is not null
  union all
  select 'booked', b.day, coalesce(b.owner_id, nil_uuid()), b.pipeline_id, nil_uuid(), 0::smallint, b.n, b.base_minor
  from bookings b
  where b.workspace_id = p_workspace and b.deal_id = any (p_deals)
$$;

-- Brings the derived rows of these deals in line with their log, and records what that changes in the totals.
-- Repeating it changes nothing. Every writer of stage_changes, deal_edits or of a deal's owner, amount, source or trash calls it in its transaction.
create function derive_deals(p_workspace uuid, p_deals uuid[]) returns void language plpgsql as $$
declare
  before total_deltas[];
  zone text;
begin
  perform set_config('app.deriving', 'on', true);
  select time_zone into zone from workspaces where id = p_workspace;
  before := array(select row(p_workspace, c.kind, c.day, c.owner_id, c.pipeline_id, c.stage_id, c.bucket, c.n, c.money)::total_deltas
                  from deal_contributions(p_workspace, p_deals) c);

  -- Stays: each visit to an open stage, and the stages that a forward move jumped over.
  with visits as (
    select c.deal_id, c.seq, c.pipeline_id, c.to_stage_id, c.occurred_at, c.certain, c.owner_id, d.source_id,
           s.meaning, s.position,
           lead(c.occurred_at) over by_time as left_at,
           lag(s.meaning) over by_time as previous_meaning,
           max(case when s.meaning = 'open' then s.position end) over (partition by c.deal_id, c.pipeline_id order by c.occurred_at, c.seq
             rows between unbounded preceding and 1 preceding) as furthest_before
    from stage_changes c
    join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id and d.deleted_at is null
    left join stages s on s.workspace_id = c.workspace_id and s.id = c.to_stage_id
    where c.workspace_id = p_workspace and c.deal_id = any (p_deals) and c.voids_seq is null
      and not exists (select from stage_changes v where v.workspace_id = c.workspace_id and v.deal_id = c.deal_id and v.voids_seq = c.seq)
    window by_time as (partition by c.deal_id order by c.occurred_at, c.seq)
  ), fresh as materialized (
    select deal_id, seq, to_stage_id as stage_id, pipeline_id, owner_id, source_id, occurred_at as entered_at, left_at,
           row_number() over (partition by deal_id, to_stage_id order by occurred_at, seq) = 1 and position > coalesce(furthest_before, -1) as first,
           false as skipped, certain
    from visits where meaning = 'open'
    union all
    select v.deal_id, v.seq, s.id, v.pipeline_id, v.owner_id, v.source_id, v.occurred_at, v.occurred_at, true, true,
           v.certain and v.furthest_before is not null
    from visits v
    join stages s on s.workspace_id = p_workspace and s.pipeline_id = v.pipeline_id and s.meaning = 'open' and s.archived_at is null
      and s.position > coalesce(v.furthest_before, -1) and (v.meaning = 'won' or s.position < v.position)
    where v.meaning in ('open', 'won')
  ), gone as (
    delete from stage_stays t
    where t.workspace_id = p_workspace and t.deal_id = any (p_deals)
      and not exists (select from fresh f where f.deal_id = t.deal_id and f.seq = t.seq and f.stage_id = t.stage_id)
  )
  insert into stage_stays as t (workspace_id, deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain)
  select p_workspace, deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain from fresh
  on conflict (workspace_id, deal_id, seq, stage_id) do update
    set pipeline_id = excluded.pipeline_id, owner_id = excluded.owner_id, source_id = excluded.source_id, entered_at = excluded.entered_at,
        left_at = excluded.left_at, first = excluded.first, skipped = excluded.skipped, certain = excluded.certain
    where (t.pipeline_id, t.owner_id, t.source_id, t.entered_at, t.left_at, t.first, t.skipped, t.certain)
      is distinct from (excluded.pipeline_id, excluded.owner_id, excluded.source_id, excluded.entered_at, excluded.left_at, excluded.first, excluded.skipped, excluded.certain);

  -- Reach: how far in each pipeline, and how it ended there.
  with moves as (
    select c.*, s.meaning, s.position,
           row_number() over (partition by c.deal_id order by c.occurred_at desc, c.seq desc) = 1 as is_last
    from stage_changes c
    left join stages s on s.workspace_id = c.workspace_id and s.id = c.to_stage_id
    where c.workspace_id = p_workspace and c.deal_id = any (p_deals) and c.voids_seq is null
      and not exists (select from stage_changes v where v.workspace_id = c.workspace_id and v.deal_id = c.deal_id and v.voids_seq = c.seq)
  ), per_pipeline as (
    select deal_id, pipeline_id,
           min(occurred_at) as first_at,
           bool_or(is_last) as is_current,
           (array_agg(to_stage_id order by occurred_at desc, seq desc))[1] as stage_id,
           (array_agg(meaning order by occurred_at desc, seq desc))[1] as meaning,
           (array_agg(owner_id order by occurred_at, seq))[1] as first_owner_id,
           (array_agg(owner_id order by occurred_at desc, seq desc))[1] as last_owner_id,
           (array_agg(base_minor order by occurred_at desc, seq desc))[1] as last_base_minor,
           max(occurred_at) as last_at,
           min(occurred_at) filter (where meaning = 'won') as first_won_at,
           (array_agg(to_stage_id order by position desc) filter (where meaning = 'open'))[1] as furthest_open,
           bool_or(meaning = 'won') as was_won,
           bool_and(certain and to_stage_id is not null) as full_history
    from moves group by deal_id, pipeline_id
  ), fresh as materialized (
    select p.deal_id, p.pipeline_id,
           case when p.is_current and p.meaning in ('won', 'lost') then p.last_owner_id when p.is_current then d.owner_id else p.last_owner_id end as owner_id,
           p.first_owner_id, d.source_id,
           case when p.first_at = first_of_deal.at then d.created_at else p.first_at end as created_at,
           p.stage_id,
           case when p.was_won then coalesce(last_open.id, p.furthest_open) else p.furthest_open end as furthest_stage_id,
           case when not p.is_current then 'moved' when p.meaning in ('won', 'lost') then p.meaning else 'open' end as outcome,
           case when p.is_current and p.meaning in ('won', 'lost') then p.last_at end as closed_at,
           p.first_won_at,
           d.base_minor, d.loss_reason_id, p.full_history
    from per_pipeline p
    join deals d on d.workspace_id = p_workspace and d.id = p.deal_id and d.deleted_at is null
    cross join lateral (select min(m.occurred_at) as at from moves m where m.deal_id = p.deal_id) first_of_deal
    left join lateral (select s.id from stages s where s.workspace_id = p_workspace and s.pipeline_id = p.pipeline_id
      and s.meaning = 'open' and s.archived_at is null order by s.position desc limit 1) last_open on p.was_won
  ), gone as (
    delete from deal_reach t
    where t.workspace_id = p_workspace and t.deal_id = any (p_deals)
      and not exists (select from fresh f where f.deal_id = t.deal_id and f.pipeline_id = t.pipeline_id)
  )
  insert into deal_reach as t (workspace_id, deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id,
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history)
  select p_workspace, deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, (created_at at time zone zone)::date, stage_id,
    furthest_stage_id, outcome, closed_at, (closed_at at time zone zone)::date, first_won_at, base_minor, loss_reason_id, full_history from fresh
  on conflict (workspace_id, deal_id, pipeline_id) do update
    set owner_id = excluded.owner_id, first_owner_id = excluded.first_owner_id, source_id = excluded.source_id, created_at = excluded.created_at,
        created_day = excluded.created_day, stage_id = excluded.stage_id, furthest_stage_id = excluded.furthest_stage_id, outcome = excluded.outcome,
        closed_at = excluded.closed_at, closed_day = excluded.closed_day, first_won_at = excluded.first_won_at, base_minor = excluded.base_minor,
        loss_reason_id = excluded.loss_reason_id, full_history = excluded.full_history
    where t is distinct from excluded;

  -- Bookings: the money and the count of wins are a state; each row is by how much an event changed it.
  with events as (
    select c.deal_id, c.occurred_at as at, c.seq * 2 as ord, c.pipeline_id, c.owner_id, s.meaning = 'won' as won, c.base_minor, true as is_move
    from stage_changes c
    join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id and d.deleted_at is null
    left join stages s on s.workspace_id = c.workspace_id and s.id = c.to_stage_id
    where c.workspace_id = p_workspace and c.deal_id = any (p_deals) and c.voids_seq is null
      and not exists (select from stage_changes v where v.workspace_id = c.workspace_id and v.deal_id = c.deal_id and v.voids_seq = c.seq)
    union all
    select e.deal_id, e.at, e.version * 2 + 1, null, null, null, e.base_minor_after, false
    from deal_edits e
    join deals d on d.workspace_id = e.workspace_id and d.id = e.deal_id and d.deleted_at is null
    where e.workspace_id = p_workspace and e.deal_id = any (p_deals) and e.base_minor_after is not null
  ), runs as (
    select *, count(*) filter (where is_move) over (partition by deal_id order by at, is_move desc, ord rows unbounded preceding) as run from events
  ), states as (
    select deal_id, at, ord, is_move, base_minor, run,
           first_value(won) over in_run as won, first_value(owner_id) over in_run as owner_id, first_value(pipeline_id) over in_run as pipeline_id
    from runs window in_run as (partition by deal_id, run order by at, is_move desc, ord)
  ), steps as (
    select deal_id, at, is_move, ord,
           coalesce(won, false)::int - lag(coalesce(won, false)::int, 1, 0) over by_time as n,
           case when won then base_minor else 0 end - lag(case when won then base_minor else 0 end, 1, 0::bigint) over by_time as money,
           case when won then owner_id else lag(owner_id) over by_time end as owner_id,
           case when won then pipeline_id else lag(pipeline_id) over by_time end as pipeline_id,
           row_number() over by_time as step
    from states window by_time as (partition by deal_id order by at, is_move desc, ord)
  ), fresh as materialized (
    select s.deal_id, s.step as seq, s.pipeline_id, s.owner_id, d.source_id, s.at, s.n, s.money,
           case when s.n > 0 then 'win' when s.n < 0 then 'return' else 'correction' end as kind
    from steps s join deals d on d.workspace_id = p_workspace and d.id = s.deal_id
    where s.n <> 0 or s.money <> 0
  ), gone as (
    delete from bookings t
    where t.workspace_id = p_workspace and t.deal_id = any (p_deals)
      and not exists (select from fresh f where f.deal_id = t.deal_id and f.seq = t.seq)
  )
  insert into bookings as t (workspace_id, deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor)
  select p_workspace, deal_id, seq, pipeline_id, owner_id, source_id, at, (at at time zone zone)::date, kind, n, money from fresh
  on conflict (workspace_id, deal_id, seq) do update
    set pipeline_id = excluded.pipeline_id, owner_id = excluded.owner_id, source_id = excluded.source_id, at = excluded.at, day = excluded.day,
        kind = excluded.kind, n = excluded.n, base_minor = excluded.base_minor
    where t is distinct from excluded;

  insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  select p_workspace, kind, day, owner_id, pipeline_id, stage_id, bucket, sum(n), sum(money)
  from (
    select kind, day, owner_id, pipeline_id, stage_id, bucket, -n as n, -money as money from unnest(before)
    union all
    select kind, day, owner_id, pipeline_id, stage_id, bucket, n, money from deal_contributions(p_workspace, p_deals)
  ) difference
  group by kind, day, owner_id, pipeline_id, stage_id, bucket
  having sum(n) <> 0 or sum(money) <> 0;
  perform set_config('app.deriving', '', true);
end $$;

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
  )
  select count(*) into folded from taken;
  return folded;
end $$;
grant execute on function derive_deals, deal_contributions, fold_totals, length_bucket to mostik_app;

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
grant select on facts.stage_stays, facts.deal_reach, facts.bookings, facts.day_totals, facts.month_totals to mostik_app;
