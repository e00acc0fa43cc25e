-- The way of each deal through a pipeline, one row a deal and pipeline: for orders and windows of conversion, for the map of the process and its
-- variants. Commands only say that a deal has changed (funnel_queue); fold_paths makes the rows anew from the log, before each question that needs them
-- and every two seconds. What waits is told with the answer.

create table funnel_queue (
  workspace_id uuid not null,
  deal_id uuid not null
);
create index funnel_queue_workspace on funnel_queue (workspace_id);
call protect('funnel_queue');

create table funnel_paths (
  workspace_id uuid not null references workspaces on delete cascade,
  deal_id uuid not null,
  pipeline_id uuid not null,
  -- As in deal_reach: the owner at the last event of a closed deal, else the owner now.
  owner_id uuid,
  source_id uuid,
  created_at timestamptz not null,
  created_day date not null,
  outcome text not null,
  -- Seconds from creation to the closing, or to the step into another pipeline; null while the deal is open.
  ended_s int,
  base_minor bigint not null,
  full_history boolean not null,
  -- Open stages in order with the seconds from creation until each was first reached, a jump over it included.
  reach_stages uuid[] not null,
  reach_s int[] not null,
  -- How many of them were gone through one after the other before the first jump.
  strict_n smallint not null,
  -- Every visit in the order in which it happened (nil: the stage is not known) and how long it lasted; the last one has no length.
  stages uuid[] not null,
  seconds int[] not null,
  -- Deals that went the same way until their end have the same variant, however they ended.
  variant uuid not null,
  primary key (workspace_id, deal_id, pipeline_id)
);
create index funnel_paths_created on funnel_paths (workspace_id, pipeline_id, created_at);
create index funnel_paths_owner on funnel_paths (workspace_id, owner_id, pipeline_id, created_at);
create index funnel_paths_source on funnel_paths (workspace_id, source_id, pipeline_id, created_at);
call protect_by_owner('funnel_paths');
revoke insert, update, delete on funnel_paths from mostik_app;

create view facts.deal_paths with (security_invoker = true) as select * from funnel_paths;
grant select on facts.deal_paths to mostik_app;

-- Whose way may have changed: new deals, deals of which the log or the owner changed, deals whose facts were taken away to be made anew.
create function queue_paths() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_table_name = 'deals' then
    insert into funnel_queue (workspace_id, deal_id) select workspace_id, id from touched;
  else
    insert into funnel_queue (workspace_id, deal_id) select distinct workspace_id, deal_id from touched;
  end if;
  return null;
end $$;
create trigger paths_of_new after insert on deals referencing new table as touched for each statement execute function queue_paths();
create trigger paths_of_unmade after delete on deal_reach referencing old table as touched for each statement execute function queue_paths();
create function queue_path() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into funnel_queue (workspace_id, deal_id) values (new.workspace_id, new.id);
  return null;
end $$;
create trigger paths_of_changed after update on deals for each row
  when (old.log_seq is distinct from new.log_seq or old.owner_id is distinct from new.owner_id or old.source_id is distinct from new.source_id
    or old.base_minor is distinct from new.base_minor or old.created_at is distinct from new.created_at or old.deleted_at is distinct from new.deleted_at)
  execute function queue_path();

-- Makes the ways of the deals that wait, at most so many; gives how many. One folder a company at a time.
-- Nobody knows beforehand how many rows a portion has: with nested loops thousands of deals would be compared with thousands.
create function fold_paths(p_workspace uuid, most int) returns int language plpgsql set enable_nestloop = off as $$
declare
  ids uuid[];
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
  delete from funnel_paths where workspace_id = p_workspace and deal_id = any (ids);
  insert into funnel_paths (workspace_id, deal_id, pipeline_id, owner_id, source_id, created_at, created_day, outcome, ended_s, base_minor, full_history,
    reach_stages, reach_s, strict_n, stages, seconds, variant)
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
  )
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
  where r.workspace_id = p_workspace and r.deal_id = any (ids);
  return cardinality(ids);
end $$;
revoke execute on function fold_paths from public;

insert into funnel_queue (workspace_id, deal_id) select distinct workspace_id, deal_id from deal_reach;

-- How well sellers of the company pass on what left a stage: of the deals created in these months and spans. Figures of colleagues whom the reader does
-- not see go in, so nothing comes out but sums and a quartile of at least five sellers with at least five deals each.
create function funnel_peers(p_pipeline uuid, p_months date[], p_from timestamptz[], p_to timestamptz[])
  returns table (stage_id uuid, peers int, best float8, passed bigint, gone bigint, check_minor float8)
  language sql stable security definer set search_path = public, pg_temp as $$
  with cohort as (
    select t.owner_id, substr(t.kind, 8) as outcome, t.stage_id, t.n, t.money
    from facts.month_totals t
    where t.workspace_id = (select app_workspace()) and t.kind in ('cohort_won', 'cohort_lost', 'cohort_moved', 'cohort_open') and t.bucket = 0
      and t.month = any (p_months) and t.pipeline_id = p_pipeline
    union all
    select coalesce(r.owner_id, nil_uuid()), r.outcome, r.furthest_stage_id, 1, r.base_minor
    from unnest(p_from, p_to) as span (start, finish) join deal_reach r on r.created_at >= start and r.created_at < finish
    where r.workspace_id = (select app_workspace()) and r.pipeline_id = p_pipeline and r.full_history
  ), placed as (
    select c.owner_id, c.outcome, st.position, sum(c.n) as n, sum(c.money) as money
    from cohort c left join stages st on st.workspace_id = (select app_workspace()) and st.id = c.stage_id
    where c.owner_id <> nil_uuid()
    group by c.owner_id, c.outcome, st.position
  ), by_seller as (
    select s.id as stage_id, p.owner_id,
           coalesce(sum(p.n) filter (where p.outcome = 'won' or p.position > s.position), 0)::bigint as passed,
           coalesce(sum(p.n) filter (where p.outcome = 'won' or p.position > s.position
             or p.position = s.position and p.outcome in ('lost', 'moved')), 0)::bigint as gone
    from stages s cross join placed p
    where s.workspace_id = (select app_workspace()) and s.pipeline_id = p_pipeline and s.meaning = 'open'
    group by s.id, p.owner_id
  )
  select b.stage_id, count(*) filter (where b.gone >= 5)::int,
         percentile_cont(0.75) within group (order by b.passed::float8 / nullif(b.gone, 0)) filter (where b.gone >= 5),
         sum(b.passed)::bigint, sum(b.gone)::bigint,
         (select sum(money)::float8 / nullif(sum(n), 0) from placed where outcome = 'won')
  from by_seller b group by b.stage_id
  having count(*) filter (where b.gone >= 5) >= 5
$$;
revoke execute on function funnel_peers from public;
grant execute on function funnel_peers to mostik_app;

-- Lost deals of a cohort by their reasons; those by the day of the loss are in deal_reach_closed.
create index deal_reach_lost_created on deal_reach (workspace_id, pipeline_id, created_at)
  include (owner_id, source_id, furthest_stage_id, loss_reason_id, base_minor) where outcome = 'lost';
-- A filter by source reads the deals of the source and no others.
create index deal_reach_source on deal_reach (workspace_id, source_id, pipeline_id, created_at)
  include (owner_id, first_owner_id, stage_id, furthest_stage_id, outcome, base_minor, full_history);
create index stage_stays_source on stage_stays (workspace_id, source_id, pipeline_id, entered_at) include (stage_id, owner_id) where first and certain;

-- With whom a deal competes, besides to whom it was lost: without it nobody knows against whom a deal was won.
create table losses_rivals (
  workspace_id uuid not null references workspaces on delete cascade,
  deal_id uuid not null,
  competitor_id uuid not null,
  primary key (workspace_id, deal_id, competitor_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, competitor_id) references competitors (workspace_id, id) on delete cascade
);
create index losses_rivals_competitor on losses_rivals (workspace_id, competitor_id, deal_id);
call protect('losses_rivals');
create policy follows_deal on losses_rivals to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = losses_rivals.workspace_id and d.id = losses_rivals.deal_id)))
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = losses_rivals.workspace_id and d.id = losses_rivals.deal_id)));
grant select, insert, update, delete on losses_rivals to mostik_app;
create view facts.deal_rivals with (security_invoker = true) as
  select workspace_id, deal_id, competitor_id from losses_rivals
  union
  select workspace_id, id, loss_competitor_id from deals where loss_competitor_id is not null and deleted_at is null;
grant select on facts.deal_rivals to mostik_app;
create index deals_loss_competitor on deals (workspace_id, loss_competitor_id) where loss_competitor_id is not null;
