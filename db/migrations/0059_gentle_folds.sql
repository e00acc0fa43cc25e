-- Ways of deals are made anew in small portions, so a portion has to cost little whatever its size: plans are kept, the log is read once, a way that was
-- there is changed and not written anew, and of a way that has grown only the moves that came to it are counted.

/* How many moves in the beginning of two ways are the same: those that stand in the totals already. */
create function same_moves(stages uuid[], seconds int[], other_stages uuid[], other_seconds int[]) returns int
language sql immutable parallel safe as $$
  select case
    when stages[1:least(cardinality(stages), cardinality(other_stages))] = other_stages[1:least(cardinality(stages), cardinality(other_stages))]
      and seconds[1:least(cardinality(stages), cardinality(other_stages)) - 1] = other_seconds[1:least(cardinality(stages), cardinality(other_stages)) - 1]
    then least(cardinality(stages), cardinality(other_stages)) - 1
    else 0 end
$$;

/* The moves of a way that come after so many. */
create function path_moves(stages uuid[], seconds int[], outcome text, beyond int) returns table (from_stage_id uuid, to_stage_id uuid, bucket smallint)
language sql immutable parallel safe as $$
  select stages[i], coalesce(stages[i + 1], 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid), floor(ln(greatest(seconds[i]::float8, 60)) / ln(1.08))::smallint
  from generate_series(beyond + 1, cardinality(stages)) i
  where seconds[i] is not null and (i < cardinality(stages) or outcome = 'moved')
$$;

create or replace function add_way_totals(p_workspace uuid, gone funnel_paths[], made funnel_paths[]) returns void
language plpgsql set enable_nestloop = on as $$
begin
  insert into funnel_way_totals as t (workspace_id, pipeline_id, month, known, variant, outcome, last_stage_id, stages, n, money)
  select p_workspace, x.pipeline_id, date_trunc('month', x.created_day)::date, x.full_history, x.variant, x.outcome,
    coalesce(x.stages[cardinality(x.stages)], nil_uuid()), min(x.stages), sum(x.sign), sum(x.sign * x.base_minor)
  from (select -1 as sign, g.* from unnest(gone) g union all select 1, m.* from unnest(made) m) x
  group by 2, 3, 4, 5, 6, 7 having sum(x.sign) <> 0 or sum(x.sign * x.base_minor) <> 0
  on conflict (workspace_id, pipeline_id, month, known, variant, outcome, last_stage_id) do update set n = t.n + excluded.n, money = t.money + excluded.money;

  insert into funnel_move_totals as t (workspace_id, pipeline_id, month, from_stage_id, to_stage_id, bucket, n)
  select p_workspace, x.pipeline_id, date_trunc('month', x.created_day)::date, v.from_stage_id, v.to_stage_id, v.bucket, sum(x.sign)
  from (
    select -1 as sign, g.pipeline_id, g.created_day, g.stages, g.seconds, g.outcome, same_moves(g.stages, g.seconds, m.stages, m.seconds) as beyond
    from unnest(gone) g left join unnest(made) m
      on m.deal_id = g.deal_id and m.pipeline_id = g.pipeline_id and m.created_day = g.created_day and m.full_history = g.full_history
    where g.full_history
    union all
    select 1, m.pipeline_id, m.created_day, m.stages, m.seconds, m.outcome, same_moves(m.stages, m.seconds, g.stages, g.seconds)
    from unnest(made) m left join unnest(gone) g
      on g.deal_id = m.deal_id and g.pipeline_id = m.pipeline_id and g.created_day = m.created_day and g.full_history = m.full_history
    where m.full_history
  ) x
  cross join lateral path_moves(x.stages, x.seconds, x.outcome, x.beyond) v
  group by 2, 3, 4, 5, 6 having sum(x.sign) <> 0
  on conflict (workspace_id, pipeline_id, month, from_stage_id, to_stage_id, bucket) do update set n = t.n + excluded.n;

  insert into funnel_window_totals as t (workspace_id, pipeline_id, window_days, strict, month, outcome, stage_id, known, n, money)
  select p_workspace, y.pipeline_id, y.days, y.strict, y.month,
    case when y.strict and y.strict_n < y.reached then 'aside' else y.seen end,
    coalesce(y.reach_stages[case when y.strict then least(y.strict_n, y.reached) else y.reached end], nil_uuid()), y.full_history,
    sum(y.sign), sum(y.sign * y.base_minor)
  from (
    select x.sign, x.pipeline_id, date_trunc('month', x.created_day)::date as month, x.full_history, x.base_minor, x.strict_n, x.reach_stages, w.days, w.strict,
      case when x.outcome <> 'open' and (w.days = 0 or x.ended_s <= w.days * 86400) then x.outcome else 'open' end as seen,
      case when w.days = 0 or cardinality(x.reach_s) = 0 then cardinality(x.reach_s) else width_bucket(w.days * 86400, x.reach_s) end as reached
    from (select -1 as sign, g.* from unnest(gone) g union all select 1, m.* from unnest(made) m) x
    cross join (values (0, true), (30, false), (30, true), (60, false), (60, true), (90, false), (90, true), (180, false), (180, true)) w (days, strict)
  ) y
  group by 2, 3, 4, 5, 6, 7, 8 having sum(y.sign) <> 0 or sum(y.sign * y.base_minor) <> 0
  on conflict (workspace_id, pipeline_id, window_days, strict, month, outcome, stage_id, known) do update
    set n = t.n + excluded.n, money = t.money + excluded.money;
end $$;

alter function add_path_totals(uuid, funnel_paths[], funnel_paths[]) reset plan_cache_mode;

/* A way that has changed takes note of the person and the month that it was in, and of those that it is in. */
create function note_ways_edit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into funnel_stale_months (workspace_id, facts, owner_id, month)
  select distinct c.workspace_id, 'ways', c.owner_id, date_trunc('month', c.created_at at time zone w.time_zone)::date
  from (select workspace_id, owner_id, created_at from before union all select workspace_id, owner_id, created_at from after) c
  join workspaces w on w.id = c.workspace_id where c.owner_id is not null;
  return null;
end $$;
create trigger note_ways_edit after update on funnel_paths referencing old table as before new table as after
  for each statement execute function note_ways_edit();

create or replace function fold_paths(p_workspace uuid, most int) returns int
language plpgsql set enable_nestloop = off set plan_cache_mode = force_generic_plan as $$
declare
  ids uuid[];
  -- A deal that has moved twice waits twice: whoever calls asks whether more waits.
  folded int;
  was funnel_paths[];
  made funnel_paths[];
begin
  -- Nobody else writes ways.
  if not pg_try_advisory_xact_lock(hashtext('fold_paths' || p_workspace::text)) then
    return 0;
  end if;
  with taken as (
    delete from funnel_queue where ctid = any (array(select ctid from funnel_queue where workspace_id = p_workspace limit most)) returning deal_id
  )
  select array_agg(distinct deal_id), count(*) into ids, folded from taken;
  if ids is null then
    return 0;
  end if;
  select array_agg(p) into was from funnel_paths p where p.workspace_id = p_workspace and p.deal_id = any (ids);
  with log as materialized (
    select c.deal_id, c.seq, c.pipeline_id, c.to_stage_id, c.occurred_at, c.voids_seq
    from stage_changes c where c.workspace_id = p_workspace and c.deal_id = any (ids)
  ), visits as (
    select c.deal_id, c.pipeline_id, coalesce(c.to_stage_id, nil_uuid()) as stage_id, c.occurred_at, c.seq,
           lead(c.occurred_at) over (partition by c.deal_id order by c.occurred_at, c.seq) as left_at
    from log c
    where c.voids_seq is null and not exists (select from log v where v.voids_seq is not null and v.deal_id = c.deal_id and v.voids_seq = c.seq)
  ), ways as (
    select deal_id, pipeline_id, array_agg(stage_id order by occurred_at, seq) as stages,
           array_agg(extract(epoch from left_at - occurred_at)::int order by occurred_at, seq) as seconds, max(left_at) as last_left_at
    from visits group by deal_id, pipeline_id
  ), reached as (
    select s.deal_id, s.pipeline_id, array_agg(s.stage_id order by st.position, s.entered_at) as stages,
           array_agg(s.entered_at order by st.position, s.entered_at) as moments,
           array_agg(s.skipped order by st.position, s.entered_at) as skips
    from stage_stays s join stages st on st.workspace_id = s.workspace_id and st.id = s.stage_id
    where s.workspace_id = p_workspace and s.deal_id = any (ids) and s.first
    group by s.deal_id, s.pipeline_id
  )
  select array_agg(row(p_workspace, r.deal_id, r.pipeline_id, r.owner_id, r.source_id, r.created_at, r.created_day, r.outcome,
           case r.outcome when 'open' then null when 'moved' then extract(epoch from w.last_left_at - r.created_at)::int
                else extract(epoch from r.closed_at - r.created_at)::int end,
           r.base_minor, r.full_history, coalesce(e.stages, '{}'),
           coalesce((select array_agg(extract(epoch from m - r.created_at)::int order by i) from unnest(e.moments) with ordinality as x (m, i)), '{}'),
           -- A log that begins in the middle of the pipeline has no rows for the stages before.
           case when e.stages[1] is distinct from first_stage.id and first_stage.id is not null then 0
                else coalesce(array_position(e.skips, true) - 1, cardinality(e.stages), 0) end, w.stages, w.seconds,
           md5(array_to_string(case when r.outcome in ('won', 'lost') then trim_array(w.stages, 1) else w.stages end, ','))::uuid)::funnel_paths)
    into made
  from deal_reach r
  join ways w on w.deal_id = r.deal_id and w.pipeline_id = r.pipeline_id
  left join reached e on e.deal_id = r.deal_id and e.pipeline_id = r.pipeline_id
  left join (
    select distinct on (pipeline_id) pipeline_id, id from stages
    where workspace_id = p_workspace and meaning = 'open' and archived_at is null order by pipeline_id, position, id
  ) first_stage on first_stage.pipeline_id = r.pipeline_id
  where r.workspace_id = p_workspace and r.deal_id = any (ids);

  -- From here on only what is not as it was.
  select array_agg(w) filter (where w.deal_id is not null), array_agg(m) filter (where m.deal_id is not null) into was, made
  from unnest(was) w full join unnest(made) m on m.deal_id = w.deal_id and m.pipeline_id = w.pipeline_id
  where w is distinct from m;
  update funnel_paths p
  set owner_id = m.owner_id, source_id = m.source_id, created_at = m.created_at, created_day = m.created_day, outcome = m.outcome, ended_s = m.ended_s,
    base_minor = m.base_minor, full_history = m.full_history, reach_stages = m.reach_stages, reach_s = m.reach_s, strict_n = m.strict_n, stages = m.stages,
    seconds = m.seconds, variant = m.variant
  from unnest(made) m
  where p.workspace_id = p_workspace and p.deal_id = any (ids) and p.deal_id = m.deal_id and p.pipeline_id = m.pipeline_id;
  if cardinality(was) > 0 and exists (
    select w.deal_id, w.pipeline_id from unnest(was) w except select m.deal_id, m.pipeline_id from unnest(made) m) then
    delete from funnel_paths p
    where p.workspace_id = p_workspace and p.deal_id = any (ids) and (p.deal_id, p.pipeline_id) in (
      select w.deal_id, w.pipeline_id from unnest(was) w except select m.deal_id, m.pipeline_id from unnest(made) m);
  end if;
  if cardinality(made) > 0 and exists (
    select m.deal_id, m.pipeline_id from unnest(made) m except select w.deal_id, w.pipeline_id from unnest(was) w) then
    insert into funnel_paths
    select m.* from unnest(made) m
    where (m.deal_id, m.pipeline_id) in (
      select n.deal_id, n.pipeline_id from unnest(made) n except select w.deal_id, w.pipeline_id from unnest(was) w);
  end if;
  perform add_path_totals(p_workspace, was, made);
  return folded;
end $$;

/* As before, with plans that are kept; what comes to nothing, such as a move there and back, touches no total. */
create or replace function fold_totals(p_workspace uuid, most int) returns int
language plpgsql set plan_cache_mode = force_generic_plan as $$
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
    group by kind, day, owner_id, pipeline_id, stage_id having sum(n) <> 0 or sum(money) <> 0
    on conflict (workspace_id, kind, day, owner_id, pipeline_id, stage_id) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), per_month as (
    insert into month_totals as t (workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket, n, money)
    select p_workspace, kind, date_trunc('month', day)::date, owner_id, pipeline_id, stage_id, bucket, sum(n), sum(money) from taken
    group by kind, date_trunc('month', day), owner_id, pipeline_id, stage_id, bucket having sum(n) <> 0 or sum(money) <> 0
    on conflict (workspace_id, kind, month, owner_id, pipeline_id, stage_id, bucket) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), company_per_day as (
    insert into company_day_totals as t (workspace_id, kind, day, pipeline_id, stage_id, n, money)
    select p_workspace, kind, day, pipeline_id, stage_id, sum(n), sum(money) from taken
    where kind in ('created', 'booked', 'closed_won', 'closed_lost', 'now') or kind like 'activity:%'
    group by kind, day, pipeline_id, stage_id having sum(n) <> 0 or sum(money) <> 0
    on conflict (workspace_id, kind, day, pipeline_id, stage_id) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), company_per_month as (
    insert into company_month_totals as t (workspace_id, kind, month, pipeline_id, stage_id, bucket, n, money)
    select p_workspace, kind, date_trunc('month', day)::date, pipeline_id, stage_id, bucket, sum(n), sum(money) from taken
    group by kind, date_trunc('month', day), pipeline_id, stage_id, bucket having sum(n) <> 0 or sum(money) <> 0
    on conflict (workspace_id, kind, month, pipeline_id, stage_id, bucket) do update set n = t.n + excluded.n, money = t.money + excluded.money
  ), owner_per_month as (
    insert into owner_month_totals as t (workspace_id, month, owner_id, booked_n, booked_minor, created_n, won_n, won_minor, lost_n, lost_minor,
      cohort_n, cohort_won_n, cohort_open_n)
    select p_workspace, date_trunc('month', day)::date, owner_id,
      coalesce(sum(n) filter (where kind = 'booked'), 0), coalesce(sum(money) filter (where kind = 'booked'), 0),
      coalesce(sum(n) filter (where kind = 'created'), 0),
      coalesce(sum(n) filter (where kind = 'closed_won'), 0), coalesce(sum(money) filter (where kind = 'closed_won'), 0),
      coalesce(sum(n) filter (where kind = 'closed_lost'), 0), coalesce(sum(money) filter (where kind = 'closed_lost'), 0),
      coalesce(sum(n) filter (where kind like 'cohort_%'), 0), coalesce(sum(n) filter (where kind = 'cohort_won'), 0),
      coalesce(sum(n) filter (where kind = 'cohort_open'), 0)
    from taken
    where kind in ('booked', 'created', 'closed_won', 'closed_lost', 'cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved')
    group by date_trunc('month', day), owner_id
    on conflict (workspace_id, month, owner_id) do update set
      booked_n = t.booked_n + excluded.booked_n, booked_minor = t.booked_minor + excluded.booked_minor, created_n = t.created_n + excluded.created_n,
      won_n = t.won_n + excluded.won_n, won_minor = t.won_minor + excluded.won_minor, lost_n = t.lost_n + excluded.lost_n,
      lost_minor = t.lost_minor + excluded.lost_minor, cohort_n = t.cohort_n + excluded.cohort_n,
      cohort_won_n = t.cohort_won_n + excluded.cohort_won_n, cohort_open_n = t.cohort_open_n + excluded.cohort_open_n
  )
  select count(*) into folded from taken;
  return folded;
end $$;

alter function cohorts_fold(uuid, int) set plan_cache_mode = force_generic_plan;

/* What follows from other rows stands without a key of its company, as totals always did: each row would lock the company's. */
alter table funnel_paths drop constraint funnel_paths_workspace_id_fkey;
alter table funnel_way_totals drop constraint funnel_way_totals_workspace_id_fkey;
alter table funnel_move_totals drop constraint funnel_move_totals_workspace_id_fkey;
alter table funnel_window_totals drop constraint funnel_window_totals_workspace_id_fkey;
alter table funnel_length_totals drop constraint funnel_length_totals_workspace_id_fkey;
alter table funnel_stale_days drop constraint funnel_stale_days_workspace_id_fkey;
alter table funnel_stale_months drop constraint funnel_stale_months_workspace_id_fkey;
alter table owner_month_totals drop constraint owner_month_totals_workspace_id_fkey;
