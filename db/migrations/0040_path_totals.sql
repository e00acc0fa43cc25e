-- Totals of the ways that deals take, of the whole company: whoever sees everybody would read a year of the process from hundreds of thousands of rows.
-- Others read the ways of their own people, which an index finds. fold_paths keeps the totals in the statement that keeps the ways, away from the
-- commands; one folder a company at a time, so that no deltas are needed.

-- Deals by the month of creation and the way they took; stages: the way. known: whether the history is full.
create table funnel_way_totals (
  workspace_id uuid not null references workspaces on delete cascade,
  pipeline_id uuid not null,
  month date not null,
  known boolean not null,
  variant uuid not null,
  outcome text not null,
  last_stage_id uuid not null,
  stages uuid[] not null,
  n bigint not null,
  money bigint not null,
  primary key (workspace_id, pipeline_id, month, known, variant, outcome, last_stage_id)
) with (fillfactor = 80);
-- Moves by how long deals had been where they left, in buckets of 8 %; of the deals whose history is full.
create table funnel_move_totals (
  workspace_id uuid not null references workspaces on delete cascade,
  pipeline_id uuid not null,
  month date not null,
  from_stage_id uuid not null,
  -- The highest id: on into another pipeline. The nil id: not known.
  to_stage_id uuid not null,
  bucket smallint not null,
  n bigint not null,
  primary key (workspace_id, pipeline_id, month, from_stage_id, to_stage_id, bucket)
) with (fillfactor = 80);
-- How deals stood at the end of a window, in either order. window_days: 0 for no end.
create table funnel_window_totals (
  workspace_id uuid not null references workspaces on delete cascade,
  pipeline_id uuid not null,
  window_days smallint not null,
  strict boolean not null,
  month date not null,
  outcome text not null,
  stage_id uuid not null,
  known boolean not null,
  n bigint not null,
  money bigint not null,
  primary key (workspace_id, pipeline_id, window_days, strict, month, outcome, stage_id, known)
) with (fillfactor = 80);
call protect('funnel_way_totals');
call protect('funnel_move_totals');
call protect('funnel_window_totals');
create policy seen_by_all_seers on funnel_way_totals for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
create policy seen_by_all_seers on funnel_move_totals for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
create policy seen_by_all_seers on funnel_window_totals for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select on funnel_way_totals, funnel_move_totals, funnel_window_totals to mostik_app;
create view facts.company_ways with (security_invoker = true) as select * from funnel_way_totals;
create view facts.company_way_moves with (security_invoker = true) as select * from funnel_move_totals;
create view facts.company_windows with (security_invoker = true) as select * from funnel_window_totals;
grant select on facts.company_ways, facts.company_way_moves, facts.company_windows to mostik_app;

-- The moves of a way with the bucket of the time before each; the step into another pipeline is one.
create function path_moves(stages uuid[], seconds int[], outcome text) returns table (from_stage_id uuid, to_stage_id uuid, bucket smallint)
  language sql immutable parallel safe as $$
  select stages[i], coalesce(stages[i + 1], 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid), floor(ln(greatest(seconds[i]::float8, 60)) / ln(1.08))::smallint
  from generate_series(1, cardinality(stages)) i
  where seconds[i] is not null and (i < cardinality(stages) or outcome = 'moved')
$$;

-- What these ways add to the totals; with -1 what they take away.
create function add_path_totals(p_workspace uuid, gone funnel_paths[], made funnel_paths[]) returns void language plpgsql
  set plan_cache_mode = force_custom_plan set enable_nestloop = on as $$
begin
  insert into funnel_way_totals as t (workspace_id, pipeline_id, month, known, variant, outcome, last_stage_id, stages, n, money)
  select p_workspace, x.pipeline_id, date_trunc('month', x.created_day)::date, x.full_history, x.variant, x.outcome,
    coalesce(x.stages[cardinality(x.stages)], nil_uuid()), min(x.stages), sum(x.sign), sum(x.sign * x.base_minor)
  from (select -1 as sign, g.* from unnest(gone) g union all select 1, m.* from unnest(made) m) x
  group by 2, 3, 4, 5, 6, 7 having sum(x.sign) <> 0 or sum(x.sign * x.base_minor) <> 0
  on conflict (workspace_id, pipeline_id, month, known, variant, outcome, last_stage_id) do update set n = t.n + excluded.n, money = t.money + excluded.money;

  insert into funnel_move_totals as t (workspace_id, pipeline_id, month, from_stage_id, to_stage_id, bucket, n)
  select p_workspace, x.pipeline_id, date_trunc('month', x.created_day)::date, v.from_stage_id, v.to_stage_id, v.bucket, sum(x.sign)
  from (select -1 as sign, g.* from unnest(gone) g union all select 1, m.* from unnest(made) m) x
  cross join lateral path_moves(x.stages, x.seconds, x.outcome) v
  where x.full_history
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
revoke execute on function add_path_totals from public;

-- As before, and the totals with it.
create or replace function fold_paths(p_workspace uuid, most int) returns int language plpgsql set enable_nestloop = off as $$
declare
  ids uuid[];
  gone funnel_paths[];
  made funnel_paths[];
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_paths' || p_workspace::text)) then
    return 0;
  end if;
  with taken as (
    delete from funnel_queue where ctid = any (array(select ctid from funnel_queue where workspace_id = p_workspace limit most)) returning deal_id
  )
  select array_agg(distinct deal_id) into ids from taken;
  if ids is null then
    return 0;
  end if;
  with taken as (delete from funnel_paths p where p.workspace_id = p_workspace and p.deal_id = any (ids) returning p)
  select array_agg(p) into gone from taken;
  with visits as (
    select c.deal_id, c.pipeline_id, coalesce(c.to_stage_id, nil_uuid()) as stage_id, c.occurred_at, c.seq,
           lead(c.occurred_at) over (partition by c.deal_id order by c.occurred_at, c.seq) as left_at
    from stage_changes c
    where c.workspace_id = p_workspace and c.deal_id = any (ids) and c.voids_seq is null
      and not exists (select from stage_changes v where v.workspace_id = p_workspace and v.deal_id = any (ids) and v.voids_seq is not null
        and v.deal_id = c.deal_id and v.voids_seq = c.seq)
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
  ), written as (
    insert into funnel_paths (workspace_id, deal_id, pipeline_id, owner_id, source_id, created_at, created_day, outcome, ended_s, base_minor, full_history,
      reach_stages, reach_s, strict_n, stages, seconds, variant)
    select p_workspace, r.deal_id, r.pipeline_id, r.owner_id, r.source_id, r.created_at, r.created_day, r.outcome,
           case r.outcome when 'open' then null when 'moved' then extract(epoch from w.last_left_at - r.created_at)::int
                else extract(epoch from r.closed_at - r.created_at)::int end,
           r.base_minor, r.full_history, coalesce(e.stages, '{}'),
           coalesce((select array_agg(extract(epoch from m - r.created_at)::int order by i) from unnest(e.moments) with ordinality as x (m, i)), '{}'),
           -- A log that begins in the middle of the pipeline has no rows for the stages before.
           case when e.stages[1] is distinct from first_stage.id and first_stage.id is not null then 0
                else coalesce(array_position(e.skips, true) - 1, cardinality(e.stages), 0) end, w.stages, w.seconds,
           md5(array_to_string(case when r.outcome in ('won', 'lost') then trim_array(w.stages, 1) else w.stages end, ','))::uuid
    from deal_reach r
    join ways w on w.deal_id = r.deal_id and w.pipeline_id = r.pipeline_id
    left join reached e on e.deal_id = r.deal_id and e.pipeline_id = r.pipeline_id
    left join (
      select distinct on (pipeline_id) pipeline_id, id from stages
      where workspace_id = p_workspace and meaning = 'open' and archived_at is null order by pipeline_id, position, id
    ) first_stage on first_stage.pipeline_id = r.pipeline_id
    where r.workspace_id = p_workspace and r.deal_id = any (ids)
    returning funnel_paths as p
  )
  select array_agg(p) into made from written;
  perform add_path_totals(p_workspace, gone, made);
  return cardinality(ids);
end $$;
revoke execute on function fold_paths from public;

-- Medians of whole variants and counts of young deals, from the index alone.
drop index funnel_paths_created;
create index funnel_paths_created on funnel_paths (workspace_id, pipeline_id, created_at) include (owner_id, variant, ended_s, full_history);

-- The totals anew from the ways: what is here already, and to heal. Gives of how many ways.
create function count_path_totals(p_workspace uuid) returns int language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  portion funnel_paths[];
  last_deal uuid := nil_uuid();
  last_pipeline uuid := nil_uuid();
  counted int := 0;
begin
  perform pg_advisory_xact_lock(hashtext('fold_paths' || p_workspace::text));
  delete from funnel_way_totals where workspace_id = p_workspace;
  delete from funnel_move_totals where workspace_id = p_workspace;
  delete from funnel_window_totals where workspace_id = p_workspace;
  loop
    select array_agg(p) into portion from (
      select p from funnel_paths p where p.workspace_id = p_workspace and (p.deal_id, p.pipeline_id) > (last_deal, last_pipeline)
      order by p.deal_id, p.pipeline_id limit 20000) x;
    exit when portion is null;
    perform add_path_totals(p_workspace, null, portion);
    counted := counted + cardinality(portion);
    last_deal := portion[cardinality(portion)].deal_id;
    last_pipeline := portion[cardinality(portion)].pipeline_id;
  end loop;
  return counted;
end $$;
revoke execute on function count_path_totals from public;
select count_path_totals(id) from workspaces;

-- What clients buy together, of the last computation of their classes: { product, group }; lines of a year of deals are too many for a page.
alter table segments_company add column together jsonb;

-- Against whom deals were lost, from the index alone: of a million deals the table would be read at a hundred thousand places.
create index deals_rivals on deals (workspace_id, loss_competitor_id) include (id, owner_id) where loss_competitor_id is not null and deleted_at is null;
-- With the deal itself: what is asked of a deal's rivals needs no look at its row.
drop index deal_reach_closed;
create index deal_reach_closed on deal_reach (workspace_id, closed_day)
  include (owner_id, pipeline_id, source_id, furthest_stage_id, outcome, created_at, closed_at, base_minor, loss_reason_id, profile, deal_id)
  where closed_day is not null;
