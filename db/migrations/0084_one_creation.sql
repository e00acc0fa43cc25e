-- A deal is created once, whatever pipelines it goes through. A row of its reach says when the deal was created, and in every pipeline after the first one when it
-- came there: kind `created` of the first pipeline, `came` of the others. Of all pipelines together a deal stands in one row, where it is now: `moved` is none.
-- A pipeline by itself counts what was created in it and what came to it.
alter table deal_reach add column came_at timestamptz, add column came_day date;
alter table deal_reach add check ((came_at is null) = (came_day is null));
create index deal_reach_came on deal_reach (workspace_id, came_day) where came_day is not null;
create or replace view facts.deal_reach with (security_invoker=true) as
select workspace_id, deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id, furthest_stage_id, outcome, closed_at, closed_day,
  first_won_at, base_minor, loss_reason_id, full_history, profile, came_at, came_day
from deal_reach;

drop function put_facts_of_deal(uuid, uuid, text[], date[], uuid[], uuid[], uuid[], smallint[], bigint[], bigint[], integer[], uuid[], uuid[], uuid[], uuid[], timestamp with time zone[], timestamp with time zone[], boolean[], boolean[], boolean[], uuid, uuid, uuid, uuid, timestamp with time zone, date, uuid, uuid, text, timestamp with time zone, date, timestamp with time zone, bigint, uuid, boolean, integer[], uuid[], uuid[], uuid[], timestamp with time zone[], date[], text[], smallint[], bigint[]);

drop function put_fresh_reach(uuid, uuid[], uuid[], uuid[], uuid[], uuid[], timestamp with time zone[], date[], uuid[], uuid[], text[], timestamp with time zone[], date[], timestamp with time zone[], bigint[], uuid[], boolean[], uuid[]);

drop function put_reach(uuid, uuid[], uuid[], uuid[], uuid[], uuid[], timestamp with time zone[], date[], uuid[], uuid[], text[], timestamp with time zone[], date[], timestamp with time zone[], bigint[], uuid[], boolean[]);

create or replace function put_facts_of_deal(p_workspace uuid, p_deal uuid, t_kind text[], t_day date[], t_owner uuid[], t_pipeline uuid[], t_stage uuid[], t_bucket smallint[], t_n bigint[], t_money bigint[], s_seq integer[], s_stage uuid[], s_pipeline uuid[], s_owner uuid[], s_source uuid[], s_entered timestamp with time zone[], s_left timestamp with time zone[], s_first boolean[], s_skipped boolean[], s_certain boolean[], p_pipeline uuid, p_owner uuid, p_first_owner uuid, p_source uuid, p_created_at timestamp with time zone, p_created_day date, p_stage uuid, p_furthest uuid, p_outcome text, p_closed_at timestamp with time zone, p_closed_day date, p_first_won_at timestamp with time zone, p_base_minor bigint, p_loss_reason uuid, p_full_history boolean, p_came_at timestamp with time zone, p_came_day date, b_seq integer[], b_pipeline uuid[], b_owner uuid[], b_source uuid[], b_at timestamp with time zone[], b_day date[], b_kind text[], b_n smallint[], b_base_minor bigint[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  won_before timestamptz;
  profile_before uuid;
  profile_after uuid;
  written int;
begin
  perform refuse_other_workspace(p_workspace);
  -- First of all, as everywhere: whoever rebuilds the facts holds this table.
  insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  select p_workspace, x.* from unnest(t_kind, t_day, t_owner, t_pipeline, t_stage, t_bucket, t_n, t_money) as x;
  if cardinality(b_seq) > 0 then
    -- By the name of cohorts_make_buyers; before a row is touched that another sale to this client may change.
    perform pg_advisory_xact_lock(hashtextextended(d.company_id::text, 35)) from deals d
    where d.workspace_id = p_workspace and d.id = p_deal and d.company_id is not null;
  end if;
  if cardinality(s_seq) > 0 then
    insert into stage_stays (workspace_id, deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain)
    select p_workspace, p_deal, x.* from unnest(s_seq, s_stage, s_pipeline, s_owner, s_source, s_entered, s_left, s_first, s_skipped, s_certain) as x
    on conflict on constraint stage_stays_pkey do update
      set pipeline_id = excluded.pipeline_id, owner_id = excluded.owner_id, source_id = excluded.source_id, entered_at = excluded.entered_at,
        left_at = excluded.left_at, first = excluded.first, skipped = excluded.skipped, certain = excluded.certain;
  end if;
  if p_pipeline is not null then
    update deal_reach r
      set owner_id = p_owner, first_owner_id = p_first_owner, source_id = p_source, created_at = p_created_at, created_day = p_created_day,
        stage_id = p_stage, furthest_stage_id = p_furthest, outcome = p_outcome, closed_at = p_closed_at, closed_day = p_closed_day,
        base_minor = p_base_minor, loss_reason_id = p_loss_reason, full_history = p_full_history, came_at = p_came_at,
        came_day = p_came_day
      where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline and r.first_won_at is not distinct from p_first_won_at;
    if not found then
      select r.first_won_at, r.profile into won_before, profile_before from deal_reach r
        where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline;
      if found then
        if won_before is null and p_outcome = 'won' then
          profile_after := metrics_profile_of_won(p_workspace, p_deal, p_first_won_at, profile_before);
        end if;
        update deal_reach r
          set owner_id = p_owner, first_owner_id = p_first_owner, source_id = p_source, created_at = p_created_at, created_day = p_created_day,
            stage_id = p_stage, furthest_stage_id = p_furthest, outcome = p_outcome, closed_at = p_closed_at, closed_day = p_closed_day,
            first_won_at = p_first_won_at, base_minor = p_base_minor, loss_reason_id = p_loss_reason, full_history = p_full_history,
            came_at = p_came_at, came_day = p_came_day, profile = coalesce(profile_after, r.profile)
          where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline;
        if profile_after is null then
          -- Without a client nothing of a profile depends on purchases.
          if exists (select from deals d where d.workspace_id = p_workspace and d.id = p_deal and d.company_id is not null) then
            perform metrics_refresh(p_workspace, array[p_deal] || metrics_deals_moved(p_workspace, array[p_deal],
              case when won_before is not null then array[p_deal] end, case when won_before is not null then array[won_before] end));
          end if;
        elsif profile_after <> profile_before then
          -- Its months as a deal that has ended are noted by the update, as the outcome has changed.
          if exists (select from cycle_closed_periods p where p.workspace_id = p_workspace and p.month > p_created_at - interval '2 months') then
            perform metrics_note_deals(p_workspace, array[p_deal]);
          else
            insert into metrics_stale_months (workspace_id, facts, owner_id, month)
            values (p_workspace, 'created', coalesce(p_first_owner, nil_uuid()), date_trunc('month', coalesce(p_came_day, p_created_day)::timestamp)::date);
          end if;
        end if;
      else
        perform put_reach(p_workspace, array[p_deal], array[p_pipeline], array[p_owner], array[p_first_owner], array[p_source], array[p_created_at],
          array[p_created_day], array[p_stage], array[p_furthest], array[p_outcome], array[p_closed_at], array[p_closed_day], array[p_first_won_at],
          array[p_base_minor], array[p_loss_reason], array[p_full_history], array[p_came_at], array[p_came_day]);
      end if;
    end if;
  end if;
  if cardinality(b_seq) > 0 then
    -- Apart, because an insert that may become an update has the triggers of both look after the clients.
    insert into bookings (workspace_id, deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor, profile)
    select p_workspace, p_deal, x.*, (select r.profile from deal_reach r where r.workspace_id = p_workspace and r.deal_id = p_deal limit 1)
    from unnest(b_seq, b_pipeline, b_owner, b_source, b_at, b_day, b_kind, b_n, b_base_minor) as x
    on conflict on constraint bookings_pkey do nothing;
    get diagnostics written = row_count;
    if written < cardinality(b_seq) then
      perform put_bookings(p_workspace, array_fill(p_deal, array[cardinality(b_seq)]), b_seq, b_pipeline, b_owner, b_source, b_at, b_day, b_kind, b_n,
        b_base_minor);
    end if;
  end if;
end $function$;

create or replace function put_fresh_reach(p_workspace uuid, deal_id uuid[], pipeline_id uuid[], owner_id uuid[], first_owner_id uuid[], source_id uuid[], created_at timestamp with time zone[], created_day date[], stage_id uuid[], furthest_stage_id uuid[], outcome text[], closed_at timestamp with time zone[], closed_day date[], first_won_at timestamp with time zone[], base_minor bigint[], loss_reason_id uuid[], full_history boolean[], came_at timestamp with time zone[], came_day date[], profile uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform refuse_other_workspace(p_workspace);
  perform set_config('app.settled_later', 'on', true);
  insert into deal_reach (workspace_id, deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id,
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history, came_at, came_day, profile)
  select p_workspace, unnest(deal_id), unnest(pipeline_id), unnest(owner_id), unnest(first_owner_id), unnest(source_id), unnest(created_at),
    unnest(created_day), unnest(stage_id), unnest(furthest_stage_id), unnest(outcome), unnest(closed_at), unnest(closed_day), unnest(first_won_at),
    unnest(base_minor), unnest(loss_reason_id), unnest(full_history), unnest(came_at), unnest(came_day), unnest(profile);
  perform set_config('app.settled_later', '', true);
end $function$;

create or replace function put_reach(p_workspace uuid, deal_id uuid[], pipeline_id uuid[], owner_id uuid[], first_owner_id uuid[], source_id uuid[], created_at timestamp with time zone[], created_day date[], stage_id uuid[], furthest_stage_id uuid[], outcome text[], closed_at timestamp with time zone[], closed_day date[], first_won_at timestamp with time zone[], base_minor bigint[], loss_reason_id uuid[], full_history boolean[], came_at timestamp with time zone[], came_day date[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
AS $function$
declare
  fresh uuid[];
  touched uuid[];
  undone uuid[];
  undone_at timestamptz[];
begin
  perform refuse_other_workspace(p_workspace);
  select array_agg(distinct x.id) filter (where r.deal_id is null),
         array_agg(distinct x.id) filter (where r.first_won_at is distinct from x.won_at),
         array_agg(x.id) filter (where r.first_won_at <> x.won_at or r.first_won_at is not null and x.won_at is null),
         array_agg(r.first_won_at) filter (where r.first_won_at <> x.won_at or r.first_won_at is not null and x.won_at is null)
    into fresh, touched, undone, undone_at
  from unnest(put_reach.deal_id, put_reach.pipeline_id, put_reach.first_won_at) x (id, pipe, won_at)
  left join deal_reach r on r.workspace_id = p_workspace and r.deal_id = x.id and r.pipeline_id = x.pipe;
  insert into deal_reach (workspace_id, deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id,
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history, came_at, came_day, profile)
  select p_workspace, x.*, k.profile from unnest(deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id,
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history, came_at, came_day) as x (deal_id)
  left join metrics_profiles_kept(p_workspace, fresh) k on k.deal_id = x.deal_id
  on conflict on constraint deal_reach_pkey do update
    set owner_id = excluded.owner_id, first_owner_id = excluded.first_owner_id, source_id = excluded.source_id, created_at = excluded.created_at,
      created_day = excluded.created_day, stage_id = excluded.stage_id, furthest_stage_id = excluded.furthest_stage_id, outcome = excluded.outcome,
      closed_at = excluded.closed_at, closed_day = excluded.closed_day, first_won_at = excluded.first_won_at, base_minor = excluded.base_minor,
      loss_reason_id = excluded.loss_reason_id, full_history = excluded.full_history, came_at = excluded.came_at,
      came_day = excluded.came_day;
  if touched is not null then
    perform metrics_refresh(p_workspace, touched || metrics_deals_moved(p_workspace, touched, undone, undone_at));
  end if;
end $function$;

create or replace function fold_totals(p_workspace uuid, most integer)
 RETURNS integer
 LANGUAGE plpgsql
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
    where kind in ('created', 'came', 'booked', 'closed_won', 'closed_lost', 'now') or kind like 'activity:%'
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
    where kind in ('created', 'came', 'booked', 'closed_won', 'closed_lost', 'now') or kind like 'activity:%'
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
      coalesce(sum(n) filter (where kind in ('cohort_open', 'cohort_won', 'cohort_lost')), 0), coalesce(sum(n) filter (where kind = 'cohort_won'), 0),
      coalesce(sum(n) filter (where kind = 'cohort_open'), 0)
    from taken
    where kind in ('booked', 'created', 'closed_won', 'closed_lost', 'cohort_open', 'cohort_won', 'cohort_lost')
    group by date_trunc('month', day), owner_id
    on conflict (workspace_id, month, owner_id) do update set
      booked_n = t.booked_n + excluded.booked_n, booked_minor = t.booked_minor + excluded.booked_minor, created_n = t.created_n + excluded.created_n,
      won_n = t.won_n + excluded.won_n, won_minor = t.won_minor + excluded.won_minor, lost_n = t.lost_n + excluded.lost_n,
      lost_minor = t.lost_minor + excluded.lost_minor, cohort_n = t.cohort_n + excluded.cohort_n,
      cohort_won_n = t.cohort_won_n + excluded.cohort_won_n, cohort_open_n = t.cohort_open_n + excluded.cohort_open_n
  )
  select count(*) into folded from taken;
  return folded;
end $function$;

create or replace view facts.owner_month_totals with (security_invoker=true) as
 SELECT owner_month_totals.workspace_id,
    owner_month_totals.month,
    owner_month_totals.owner_id,
    owner_month_totals.booked_n,
    owner_month_totals.booked_minor,
    owner_month_totals.created_n,
    owner_month_totals.won_n,
    owner_month_totals.won_minor,
    owner_month_totals.lost_n,
    owner_month_totals.lost_minor,
    owner_month_totals.cohort_n,
    owner_month_totals.cohort_won_n,
    owner_month_totals.cohort_open_n
   FROM owner_month_totals
UNION ALL
 SELECT total_deltas.workspace_id,
    date_trunc('month'::text, total_deltas.day::timestamp with time zone)::date AS month,
    total_deltas.owner_id,
        CASE total_deltas.kind
            WHEN 'booked'::text THEN total_deltas.n
            ELSE 0::bigint
        END AS booked_n,
        CASE total_deltas.kind
            WHEN 'booked'::text THEN total_deltas.money
            ELSE 0::bigint
        END AS booked_minor,
        CASE total_deltas.kind
            WHEN 'created'::text THEN total_deltas.n
            ELSE 0::bigint
        END AS created_n,
        CASE total_deltas.kind
            WHEN 'closed_won'::text THEN total_deltas.n
            ELSE 0::bigint
        END AS won_n,
        CASE total_deltas.kind
            WHEN 'closed_won'::text THEN total_deltas.money
            ELSE 0::bigint
        END AS won_minor,
        CASE total_deltas.kind
            WHEN 'closed_lost'::text THEN total_deltas.n
            ELSE 0::bigint
        END AS lost_n,
        CASE total_deltas.kind
            WHEN 'closed_lost'::text THEN total_deltas.money
            ELSE 0::bigint
        END AS lost_minor,
        CASE
            WHEN total_deltas.kind IN ('cohort_open', 'cohort_won', 'cohort_lost') THEN total_deltas.n
            ELSE 0::bigint
        END AS cohort_n,
        CASE total_deltas.kind
            WHEN 'cohort_won'::text THEN total_deltas.n
            ELSE 0::bigint
        END AS cohort_won_n,
        CASE total_deltas.kind
            WHEN 'cohort_open'::text THEN total_deltas.n
            ELSE 0::bigint
        END AS cohort_open_n
   FROM total_deltas
  WHERE total_deltas.kind = ANY (ARRAY['booked'::text, 'created'::text, 'closed_won'::text, 'closed_lost'::text, 'cohort_open'::text, 'cohort_won'::text, 'cohort_lost'::text]);

alter table cycle_closed_deals drop constraint cycle_closed_deals_kind_check,
  add constraint cycle_closed_deals_kind_check check (kind in ('created', 'came', 'closed_won', 'closed_lost'));
create or replace function closed_deal_changes(p_workspace uuid, p_months date[])
 RETURNS TABLE(kind text, deal_id uuid, pipeline_id uuid, day date, owner_id uuid, source_id uuid, stage_id uuid, loss_reason_id uuid, profile uuid, created_at timestamp with time zone, at timestamp with time zone, n integer, base_minor bigint)
 LANGUAGE sql
 STABLE
AS $function$
  with cells as materialized (
    select c.kind, c.day, c.owner_id from unnest(p_months) as m (month)
    join cycle_changed_cells c on c.workspace_id = p_workspace and c.day >= m.month and c.day < (m.month + interval '1 month')::date
    union
    select t.kind, t.day, t.owner_id from unnest(p_months) as m (month)
    join total_deltas t on t.workspace_id = p_workspace and t.kind in ('created', 'came', 'closed_won', 'closed_lost')
      and t.day >= m.month and t.day < (m.month + interval '1 month')::date
  ), days as materialized (
    select day, bool_or(kind = 'created') as begun, bool_or(kind = 'came') as came, bool_or(kind like 'closed_%') as ended from cells group by day
  )
  select b.kind, b.deal_id, b.pipeline_id, b.day, b.owner_id, (array_agg(b.source_id order by b.live desc))[1], (array_agg(b.stage_id order by b.live desc))[1],
         (array_agg(b.loss_reason_id order by b.live desc))[1], (array_agg(b.profile order by b.live desc))[1], max(b.created_at), max(b.at), sum(b.n)::int,
         sum(b.base_minor)::bigint
  from (
    select 'created' as kind, r.deal_id, r.pipeline_id, r.created_day as day, coalesce(r.first_owner_id, nil_uuid()) as owner_id, r.source_id,
           r.furthest_stage_id as stage_id, null::uuid as loss_reason_id, r.profile, r.created_at, r.created_at as at, 1 as n, r.base_minor, true as live
    from workspaces w join pipelines p on p.workspace_id = w.id cross join (select day from days where begun offset 0) y
    cross join lateral (
      select * from deal_reach x
      where x.workspace_id = w.id and x.pipeline_id = p.id and x.created_at >= y.day::timestamp at time zone w.time_zone
        and x.created_at < (y.day + 1)::timestamp at time zone w.time_zone and x.came_at is null offset 0) r
    where w.id = p_workspace
    union all
    select 'came', r.deal_id, r.pipeline_id, r.came_day, coalesce(r.first_owner_id, nil_uuid()), r.source_id, r.furthest_stage_id, null, r.profile, r.created_at,
           r.came_at, 1, r.base_minor, true
    from (select day from days where came offset 0) y
    cross join lateral (select * from deal_reach x where x.workspace_id = p_workspace and x.came_day = y.day offset 0) r
    union all
    select 'closed_' || r.outcome, r.deal_id, r.pipeline_id, r.closed_day, coalesce(r.owner_id, nil_uuid()), r.source_id, r.furthest_stage_id,
           r.loss_reason_id, r.profile, r.created_at, r.closed_at, 1, r.base_minor, true
    from (select day from days where ended offset 0) y
    cross join lateral (select * from deal_reach x where x.workspace_id = p_workspace and x.closed_day = y.day offset 0) r
    where r.outcome in ('won', 'lost')
    union all
    select c.kind, c.deal_id, c.pipeline_id, c.day, c.owner_id, c.source_id, c.stage_id, c.loss_reason_id, c.profile, c.created_at, c.at, -c.n,
           -c.base_minor, false
    from (select day from days offset 0) y
    cross join lateral (select * from cycle_closed_deals x where x.workspace_id = p_workspace and x.day = y.day offset 0) c
  ) b join cells on cells.kind = b.kind and cells.day = b.day and cells.owner_id = b.owner_id
  group by b.kind, b.deal_id, b.pipeline_id, b.day, b.owner_id
  having sum(b.n) <> 0 or b.kind like 'closed_%' and sum(b.base_minor) <> 0
$function$;

create or replace function closed_deal_differences(p_workspace uuid, p_months date[])
 RETURNS TABLE(kind text, deal_id uuid, pipeline_id uuid, day date, owner_id uuid, source_id uuid, stage_id uuid, loss_reason_id uuid, profile uuid, created_at timestamp with time zone, at timestamp with time zone, n integer, base_minor bigint)
 LANGUAGE sql
 STABLE
AS $function$
  select kind, deal_id, pipeline_id, day, owner_id, (array_agg(source_id order by live desc))[1], (array_agg(stage_id order by live desc))[1],
         (array_agg(loss_reason_id order by live desc))[1], (array_agg(profile order by live desc))[1], max(created_at), max(at), sum(n)::int,
         sum(base_minor)::bigint
  from (
    select 'created' as kind, r.deal_id, r.pipeline_id, r.created_day as day, coalesce(r.first_owner_id, nil_uuid()) as owner_id, r.source_id,
           r.furthest_stage_id as stage_id, null::uuid as loss_reason_id, r.profile, r.created_at, r.created_at as at, 1 as n, r.base_minor, true as live
    from workspaces w cross join unnest(p_months) as m (month) join pipelines p on p.workspace_id = w.id
    cross join lateral (
      select * from deal_reach x
      where x.workspace_id = w.id and x.pipeline_id = p.id and x.created_at >= m.month::timestamp at time zone w.time_zone
        and x.created_at < (m.month + interval '1 month')::timestamp at time zone w.time_zone and x.came_at is null offset 0) r
    where w.id = p_workspace
    union all
    select 'came', r.deal_id, r.pipeline_id, r.came_day, coalesce(r.first_owner_id, nil_uuid()), r.source_id, r.furthest_stage_id, null, r.profile, r.created_at,
           r.came_at, 1, r.base_minor, true
    from unnest(p_months) as m (month)
    cross join lateral (select * from deal_reach x where x.workspace_id = p_workspace and x.came_day >= m.month and x.came_day < (m.month + interval '1 month')::date offset 0) r
    union all
    select 'closed_' || r.outcome, r.deal_id, r.pipeline_id, r.closed_day, coalesce(r.owner_id, nil_uuid()), r.source_id, r.furthest_stage_id,
           r.loss_reason_id, r.profile, r.created_at, r.closed_at, 1, r.base_minor, true
    from unnest(p_months) as m (month)
    cross join lateral (
      select * from deal_reach x
      where x.workspace_id = p_workspace and x.closed_day >= m.month and x.closed_day < (m.month + interval '1 month')::date offset 0) r
    where r.outcome in ('won', 'lost')
    union all
    select c.kind, c.deal_id, c.pipeline_id, c.day, c.owner_id, c.source_id, c.stage_id, c.loss_reason_id, c.profile, c.created_at, c.at, -c.n,
           -c.base_minor, false
    from unnest(p_months) as m (month)
    cross join lateral (
      select * from cycle_closed_deals x
      where x.workspace_id = p_workspace and x.day >= m.month and x.day < (m.month + interval '1 month')::date offset 0) c
  ) both_sides
  group by kind, deal_id, pipeline_id, day, owner_id
  having sum(n) <> 0 or kind like 'closed_%' and sum(base_minor) <> 0
$function$;

create or replace function closed_months_differing(of_workspace uuid)
 RETURNS date[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
  select coalesce(array_agg(distinct of_month), '{}') from (
    select of_month from (
      select w.of_month, w.kind, w.pipeline_id, w.stage_id, -w.n as n, -w.money as money from cycle_closed_whole w
      where w.workspace_id = of_workspace and w.kind <> 'booked'
      union all
      select p.month, t.kind, t.pipeline_id, t.stage_id, t.n, t.money
      from cycle_closed_periods p join company_month_totals t on t.workspace_id = p.workspace_id and t.month = p.month
        and t.kind in ('created', 'came', 'closed_won', 'closed_lost')
      where p.workspace_id = of_workspace and p.state = 'closed'
      union all
      select p.month, t.kind, t.pipeline_id, t.stage_id, t.n, t.money
      from total_deltas t join cycle_closed_periods p on p.workspace_id = t.workspace_id and p.month = date_trunc('month', t.day)::date and p.state = 'closed'
      where t.workspace_id = of_workspace and t.kind in ('created', 'came', 'closed_won', 'closed_lost')
    ) both_sides
    where of_workspace = app_workspace() or app_workspace() is null
    group by of_month, kind, pipeline_id, stage_id
    -- The amount of a deal that came in a closed month may go on changing: arrivals are counted, not summed.
    having sum(n) <> 0 or kind like 'closed_%' and sum(money) <> 0
  ) differing
$function$;

create or replace function closed_sums_made(p_workspace uuid, p_month date)
 RETURNS void
 LANGUAGE sql
AS $function$
  insert into cycle_closed_sums (workspace_id, month, of_month, kind, owner_id, pipeline_id, stage_id, n, money)
  select p_workspace, p_month, date_trunc('month', day)::date, kind, owner_id, pipeline_id, stage_id, sum(n), sum(base_minor)
  from (
    select day, 'booked' as kind, owner_id, pipeline_id, nil_uuid() as stage_id, n, base_minor from cycle_closed_bookings
    where workspace_id = p_workspace and month = p_month
    union all
    select day, kind, owner_id, pipeline_id, case when kind in ('created', 'came') then nil_uuid() else coalesce(stage_id, nil_uuid()) end, n, base_minor
    from cycle_closed_deals where workspace_id = p_workspace and month = p_month
  ) kept
  group by date_trunc('month', day), kind, owner_id, pipeline_id, stage_id;
  insert into cycle_closed_whole (workspace_id, month, of_month, kind, pipeline_id, stage_id, n, money)
  select workspace_id, month, of_month, kind, pipeline_id, stage_id, sum(n), sum(money)
  from cycle_closed_sums where workspace_id = p_workspace and month = p_month
  group by workspace_id, month, of_month, kind, pipeline_id, stage_id;
$function$;

create or replace function handed_over_rivals(p_from date, p_to date)
 RETURNS TABLE(deal_id uuid, competitor_id uuid)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  workspace uuid := app_workspace();
  seen uuid[] := app_people();
begin
  -- Whoever sees everybody finds them among all the others.
  if app_scope() = 'people' then
    return query
      with ended as (
        select r.deal_id from deal_reach r
        where r.workspace_id = workspace and r.owner_id = any (seen) and r.closed_day >= p_from and r.closed_day < p_to
        union
        select c.deal_id from cycle_closed_deals c
        where c.workspace_id = workspace and c.owner_id = any (seen) and c.month >= date_trunc('month', p_from::timestamp)::date and c.month < p_to
          and c.kind like 'closed_%'
      )
      select d.id, v.competitor_id from ended e
      join deals d on d.workspace_id = workspace and d.id = e.deal_id and (d.owner_id = any (seen)) is not true
      cross join lateral (
        select l.competitor_id from losses_rivals l where l.workspace_id = workspace and l.deal_id = d.id
        union
        select d.loss_competitor_id where d.loss_competitor_id is not null and d.deleted_at is null
      ) v;
  end if;
end $function$;

create or replace function note_folded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into cycle_changed_cells (workspace_id, kind, day, owner_id)
  select distinct g.workspace_id, g.kind, g.day, g.owner_id
  from gone g join cycle_closed_periods p on p.workspace_id = g.workspace_id and p.month = date_trunc('month', g.day)::date and p.state in ('closing', 'closed')
  -- The amount of a deal that came in a closed month may go on changing: arrivals are counted, not summed.
  where g.kind in ('closed_won', 'closed_lost') or g.kind in ('created', 'came') and g.n <> 0
  on conflict do nothing;
  insert into funnel_stale_days (workspace_id, facts, day)
  select distinct g.workspace_id, case g.kind when 'booked' then 'booked' when 'stay' then 'left' else 'closed' end, g.day
  from gone g where g.kind in ('booked', 'stay', 'closed_won', 'closed_lost');
  return null;
end $function$;

drop function handed_over_arrivals(timestamptz, timestamptz);
-- Deals that were created or came to a pipeline between the two moments for somebody in sight and are of somebody out of sight now.
create function handed_over_arrivals(p_from timestamptz, p_to timestamptz, with_came boolean)
returns table (deal_id uuid, pipeline_id uuid, first_owner_id uuid, at timestamptz, day date, came boolean, base_minor bigint)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  workspace uuid := app_workspace();
  people uuid[] := app_people();
begin
  -- Whoever sees everybody finds them among all the others.
  if app_scope() = 'people' then
    return query
      select r.deal_id, r.pipeline_id, r.first_owner_id, r.created_at, r.created_day, false, r.base_minor from deal_reach r
      where r.workspace_id = workspace and r.first_owner_id = any (people) and r.first_owner_id is distinct from r.owner_id
        and r.created_at >= p_from and r.created_at < p_to and r.came_at is null and (r.owner_id = any (people)) is not true;
    if with_came then
      return query
        select r.deal_id, r.pipeline_id, r.first_owner_id, r.came_at, r.came_day, true, r.base_minor from deal_reach r
        where r.workspace_id = workspace and r.first_owner_id = any (people) and r.first_owner_id is distinct from r.owner_id
          and r.came_day >= (p_from at time zone 'UTC')::date - 1 and r.came_day <= (p_to at time zone 'UTC')::date + 1
          and r.came_at >= p_from and r.came_at < p_to and (r.owner_id = any (people)) is not true;
    end if;
  end if;
end $$;
revoke execute on function handed_over_arrivals from public;
grant execute on function handed_over_arrivals to mostik_app;

create or replace function metrics_note_deals(p_workspace uuid, p_deals uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  facts text[];
  owners uuid[];
  months date[];
begin
  perform refuse_other_workspace(p_workspace);
  with reached as materialized (
    select r.first_owner_id, r.owner_id, r.created_day, r.came_day, r.closed_day from deal_reach r where r.workspace_id = p_workspace and r.deal_id = any (p_deals)
  ), found as (
    select x.facts, x.owner_id, date_trunc('month', x.day::timestamp)::date as month
    from reached r cross join lateral (values ('created', r.first_owner_id, coalesce(r.came_day, r.created_day)), ('cohort', r.owner_id, r.created_day), ('closed', r.owner_id, r.closed_day))
      x (facts, owner_id, day) where x.day is not null
    union
    select 'booked', b.owner_id, date_trunc('month', b.day::timestamp)::date from bookings b where b.workspace_id = p_workspace and b.deal_id = any (p_deals)
    union
    -- A deal stands in no closed month before it came.
    select case when c.kind in ('created', 'came') then 'created' else 'closed' end, c.owner_id, c.month
    from cycle_closed_periods p join cycle_closed_deals c on c.workspace_id = p.workspace_id and c.month = p.month and c.deal_id = any (p_deals)
    where p.workspace_id = p_workspace and p.month > coalesce((select min(d.created_at) from deals d where d.workspace_id = p_workspace and d.id = any (p_deals)), '-infinity') - interval '2 months'
    union
    select 'booked', c.owner_id, c.month
    from cycle_closed_periods p join cycle_closed_bookings c on c.workspace_id = p.workspace_id and c.month = p.month and c.deal_id = any (p_deals)
    where p.workspace_id = p_workspace and p.month > coalesce((select min(d.created_at) from deals d where d.workspace_id = p_workspace and d.id = any (p_deals)), '-infinity') - interval '2 months'
  )
  select array_agg(f.facts), array_agg(f.owner_id), array_agg(f.month) into facts, owners, months from found f;
  if facts is not null then
    perform metrics_note(p_workspace, facts, owners, months);
  end if;
end $function$;

create or replace function metrics_note_reaches()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform metrics_note(f.workspace_id, array_agg(f.facts), array_agg(f.owner_id), array_agg(f.month))
  from (
    select distinct t.workspace_id, x.facts, x.owner_id, date_trunc('month', x.day::timestamp)::date as month
    from touched t cross join lateral (values ('created', t.first_owner_id, coalesce(t.came_day, t.created_day)), ('cohort', t.owner_id, t.created_day), ('closed', t.owner_id, t.closed_day))
      x (facts, owner_id, day) where x.day is not null
  ) f group by f.workspace_id;
  return null;
end $function$;

create or replace function metrics_note_reached()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  if (old.owner_id, old.source_id, old.created_day, old.furthest_stage_id, old.outcome, old.base_minor)
    is distinct from (new.owner_id, new.source_id, new.created_day, new.furthest_stage_id, new.outcome, new.base_minor) then
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    values (new.workspace_id, 'cohort', coalesce(new.owner_id, nil_uuid()), date_trunc('month', new.created_day::timestamp)::date);
    if (old.owner_id, old.created_day) is distinct from (new.owner_id, new.created_day) then
      insert into metrics_stale_months (workspace_id, facts, owner_id, month)
      values (new.workspace_id, 'cohort', coalesce(old.owner_id, nil_uuid()), date_trunc('month', old.created_day::timestamp)::date);
    end if;
  end if;
  if (old.first_owner_id, old.source_id, old.created_day, old.came_day, old.base_minor)
    is distinct from (new.first_owner_id, new.source_id, new.created_day, new.came_day, new.base_minor) then
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    select new.workspace_id, 'created', coalesce(x.owner_id, nil_uuid()), date_trunc('month', x.day::timestamp)::date
    from (values (old.first_owner_id, coalesce(old.came_day, old.created_day)), (new.first_owner_id, coalesce(new.came_day, new.created_day))) x (owner_id, day);
  end if;
  if (old.closed_day is not null or new.closed_day is not null)
    and (old.owner_id, old.source_id, old.created_at, old.furthest_stage_id, old.outcome, old.closed_at, old.closed_day, old.base_minor, old.loss_reason_id)
    is distinct from (new.owner_id, new.source_id, new.created_at, new.furthest_stage_id, new.outcome, new.closed_at, new.closed_day, new.base_minor, new.loss_reason_id) then
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    select new.workspace_id, 'closed', coalesce(x.owner_id, nil_uuid()), date_trunc('month', x.day::timestamp)::date
    from (values (old.owner_id, old.closed_day), (new.owner_id, new.closed_day)) x (owner_id, day) where x.day is not null;
  end if;
  return null;
end $function$;

create or replace function metrics_peers(p_metrics text[], p_months date[], p_from date[], p_to date[])
 RETURNS TABLE(metric text, n integer, median double precision)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  with sellers as (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' and left_on is null
  ), spans as materialized (
    select m as a, (m + interval '1 month')::date as b from unnest(p_months) m
    union all
    select f, t from unnest(p_from, p_to) x (f, t)
  ), closed as materialized (
    select month from cycle_closed_periods where workspace_id = (select app_workspace()) and state = 'closed'
  ), kept as materialized (
    -- Months that stand in cells, and how far. A median of checks is not made of them.
    select 'closed' as facts, k.month, k.through from kept_people('closed', p_months) k
    where p_metrics && array['cycleMedian'] and not p_metrics && array['medianCheck', 'cycleMean']
    union all
    select 'booked', k.month, k.through from kept_people('booked', p_months) k
    where p_metrics && array['newClients', 'newClientsSales', 'newClientsShare']
  ), rest as materialized (
    -- What stands in no cells, month by month: held apart once, and not by each deal.
    select s.facts, s.a, s.b, date_trunc('month', s.a::timestamp)::date in (select month from closed) as closed
    from (
      select f.facts, coalesce(k.through, m) as a, (m + interval '1 month')::date as b
      from unnest(p_months) m cross join (values ('closed'), ('booked')) f (facts) left join kept k on k.facts = f.facts and k.month = m
      union all
      select f.facts, greatest(x.a, m::date), least(x.b, (m + interval '1 month')::date)
      from unnest(p_from, p_to) x (a, b)
      cross join lateral generate_series(date_trunc('month', x.a::timestamp), x.b::timestamp - interval '1 day', interval '1 month') m
      cross join (values ('closed'), ('booked')) f (facts)
    ) s where s.a < s.b
  ), corrected as materialized (
    -- What was learnt late stands in the open month; a period without it has nothing to compare.
    select o.month from facts.open_months o
    where o.workspace_id = (select app_workspace()) and exists (select from spans s where o.month >= s.a and o.month < s.b)
  ), deal_corrections as materialized (
    select c.month, c.kind, c.owner_id, c.n, c.base_minor, c.created_at, c.at
    from corrected o cross join lateral (
      select * from facts.closed_deal_corrections d where d.workspace_id = (select app_workspace()) and d.month = o.month offset 0) c
  ), totals as (
    select 'booked' as kind, t.owner_id, t.n::bigint as n, t.money from cycle_closed_totals t
    where t.workspace_id = (select app_workspace()) and t.month = any (p_months)
    union all
    select t.kind, t.owner_id, t.n, t.money from cycle_closed_sums t
    where t.workspace_id = (select app_workspace()) and t.month = any (p_months) and t.kind in ('created', 'closed_won', 'closed_lost')
    union all
    select 'booked', c.owner_id, c.n, c.money
    from corrected o cross join lateral (select * from facts.closed_corrections x where x.workspace_id = (select app_workspace()) offset 0) c
    where o.month = any (p_months)
    union all
    select c.kind, c.owner_id, c.n, c.base_minor from deal_corrections c
    where c.month = any (p_months) and c.kind in ('created', 'closed_won', 'closed_lost')
    union all
    -- Days apart: the view has parts of its own, and would be read in full before it is held against the spans.
    select t.kind, t.owner_id, t.n, t.money from unnest(p_from, p_to) s (a, b)
    cross join lateral (
      select d.kind, d.owner_id, d.n, d.money from facts.counted_days d
      where d.workspace_id = (select app_workspace()) and d.day >= s.a and d.day < s.b and d.kind in ('booked', 'created', 'closed_won', 'closed_lost')
      offset 0) t
    union all
    select t.kind, t.owner_id, t.n, t.money from facts.month_totals t
    where t.workspace_id = (select app_workspace()) and t.month = any (p_months)
      and t.kind in ('activity:call', 'activity:meeting', 'activity:demo', 'activity:email', 'activity:message')
      and p_metrics && array['calls', 'meetings', 'activities']
    union all
    select t.kind, t.owner_id, t.n, t.money from unnest(p_from, p_to) s (a, b)
    join facts.day_totals t on t.workspace_id = (select app_workspace()) and t.day >= s.a and t.day < s.b
      and t.kind in ('activity:call', 'activity:meeting', 'activity:demo', 'activity:email', 'activity:message')
    union all
    -- A cohort is counted by months; of single days its deals are read.
    select 'cohort_' || r.outcome, coalesce(r.owner_id, nil_uuid()), 1, r.base_minor
    from workspaces w cross join unnest(p_from, p_to) s (a, b) join pipelines p on p.workspace_id = w.id
    join deal_reach r on r.workspace_id = w.id and r.pipeline_id = p.id and r.created_at >= s.a::timestamp at time zone w.time_zone
      and r.created_at < s.b::timestamp at time zone w.time_zone
    where w.id = (select app_workspace()) and r.outcome <> 'moved' and p_metrics && array['cohortConversion', 'cohortOpen']
    union all
    select case when s.meaning = 'won' then 'all_won' when s.meaning = 'open' then 'open' else 'all_else' end, t.owner_id, t.n, t.money
    from facts.day_totals t join stages s on s.workspace_id = t.workspace_id and s.id = t.stage_id
    where t.workspace_id = (select app_workspace()) and t.kind = 'now' and t.day = '1970-01-01'
      and p_metrics && array['openDeals', 'openPipeline', 'overallConversion']
    union all
    select 'payment', coalesce(y.owner_id, nil_uuid()), 1, y.base_minor
    from spans s join facts.payments y on y.workspace_id = (select app_workspace()) and y.paid_on >= s.a and y.paid_on < s.b
    where 'payments' = any (p_metrics)
  ), summed as (
    -- Stages and months add up before kinds are told apart: a year of totals is ten times its kinds.
    select owner_id, kind, sum(n) as n, sum(money) as money from totals group by owner_id, kind
  ), months as (
    select t.owner_id, sum(t.booked_n) filter (where not x.closed) as booked_n, sum(t.booked_minor) filter (where not x.closed) as booked_minor,
      sum(t.created_n) filter (where not x.closed) as created_n, sum(t.won_n) filter (where not x.closed) as won_n,
      sum(t.won_minor) filter (where not x.closed) as won_minor, sum(t.lost_n) filter (where not x.closed) as lost_n,
      sum(t.lost_minor) filter (where not x.closed) as lost_minor,
      -- A cohort is what has become of its deals since: closed months do not hold it.
      sum(t.cohort_n) as cohort_n, sum(t.cohort_won_n) as cohort_won_n, sum(t.cohort_open_n) as cohort_open_n
    from (select m as month, m in (select month from closed) as closed from unnest(p_months) m) x
    join facts.owner_month_totals t on t.workspace_id = (select app_workspace()) and t.month = x.month
    group by t.owner_id
  ), each as (
    select s.id,
      (coalesce(sum(t.money) filter (where t.kind = 'booked'), 0) + coalesce(max(w.booked_minor), 0))::float8 as sales, (coalesce(sum(t.n) filter (where t.kind = 'booked'), 0) + coalesce(max(w.booked_n), 0))::float8 as won,
      (coalesce(sum(t.n) filter (where t.kind = 'created'), 0) + coalesce(max(w.created_n), 0))::float8 as created,
      (coalesce(sum(t.n) filter (where t.kind = 'closed_won'), 0) + coalesce(max(w.won_n), 0))::float8 as closed_won,
      (coalesce(sum(t.money) filter (where t.kind = 'closed_won'), 0) + coalesce(max(w.won_minor), 0))::float8 as won_money,
      (coalesce(sum(t.n) filter (where t.kind = 'closed_lost'), 0) + coalesce(max(w.lost_n), 0))::float8 as lost,
      (coalesce(sum(t.money) filter (where t.kind = 'closed_lost'), 0) + coalesce(max(w.lost_minor), 0))::float8 as lost_money,
      coalesce(sum(t.n) filter (where t.kind = 'activity:call'), 0)::float8 as calls,
      coalesce(sum(t.n) filter (where t.kind = 'activity:meeting'), 0)::float8 as meetings,
      coalesce(sum(t.n) filter (where t.kind like 'activity:%'), 0)::float8 as activities,
      (coalesce(sum(t.n) filter (where t.kind like 'cohort_%'), 0) + coalesce(max(w.cohort_n), 0))::float8 as cohort,
      (coalesce(sum(t.n) filter (where t.kind = 'cohort_won'), 0) + coalesce(max(w.cohort_won_n), 0))::float8 as cohort_won,
      (coalesce(sum(t.n) filter (where t.kind = 'cohort_open'), 0) + coalesce(max(w.cohort_open_n), 0))::float8 as cohort_open,
      coalesce(sum(t.n) filter (where t.kind = 'open'), 0)::float8 as open_n, coalesce(sum(t.money) filter (where t.kind = 'open'), 0)::float8 as open_money,
      coalesce(sum(t.n) filter (where t.kind in ('open', 'all_won', 'all_else')), 0)::float8 as all_n,
      coalesce(sum(t.n) filter (where t.kind = 'all_won'), 0)::float8 as all_won,
      coalesce(sum(t.money) filter (where t.kind = 'payment'), 0)::float8 as payments
    from sellers s left join summed t on t.owner_id = s.id left join months w on w.owner_id = s.id group by s.id
  ), won_rows as materialized (
    select r.owner_id, r.base_minor, date_part('epoch', r.closed_at - r.created_at) as seconds
    from rest s join deal_reach r on r.workspace_id = (select app_workspace()) and r.closed_day >= s.a and r.closed_day < s.b and r.outcome = 'won'
    where s.facts = 'closed' and not s.closed
    union all
    select c.owner_id, c.base_minor, date_part('epoch', c.at - c.created_at)
    from rest s join cycle_closed_deals c on c.workspace_id = (select app_workspace()) and c.kind = 'closed_won' and c.n > 0
      and c.month = date_trunc('month', s.a::timestamp)::date and greatest(c.day, c.month) >= s.a and greatest(c.day, c.month) < s.b
    where s.facts = 'closed' and s.closed
    union all
    select c.owner_id, c.base_minor, date_part('epoch', c.at - c.created_at) from deal_corrections c where c.kind = 'closed_won' and c.n > 0
  ), parts as materialized (
    -- Lengths in order: of whole months from their cells, and of the other deals.
    select c.owner_id, c.n::int as n, c.lengths
    from kept k join funnel_people_cells c on c.workspace_id = (select app_workspace()) and c.cut = 'cycle' and c.grain = 'person'
      and c.day = k.month and c.through = k.through
    where k.facts = 'closed'
    union all
    select owner_id, count(*)::int, array_agg(seconds order by seconds) from won_rows where owner_id is not null group by owner_id
  ), bounds as materialized (
    -- The middle of the whole lies between the least and the greatest middle of its parts: the rest need not be put in order.
    select owner_id, sum(n)::int as n, min(lengths[(n + 1) / 2]) as low, max(lengths[(n + 2) / 2]) as high
    from parts where 'cycleMedian' = any (p_metrics) group by owner_id
  ), middles as (
    select b.owner_id, b.n - 2 * sum(width_bucket(b.low - 1, p.lengths))::int as n,
      arrays_joined(p.lengths[width_bucket(b.low - 1, p.lengths) + 1 : width_bucket(b.high, p.lengths)]) as lengths
    from bounds b join parts p on p.owner_id = b.owner_id group by b.owner_id, b.n
  ), cycles as (
    select m.owner_id, (l.lengths[(m.n + 1) / 2] + 0.5 * (l.lengths[(m.n + 2) / 2] - l.lengths[(m.n + 1) / 2])) / 86400 as cycle
    from middles m cross join lateral (select array_agg(x order by x) as lengths from unnest(m.lengths) x) l
  ), won_deals as (
    -- A figure that is not asked for has nothing to sort.
    select w.owner_id, percentile_cont(0.5) within group (order by case when 'medianCheck' = any (p_metrics) then w.base_minor end) as check_minor,
      avg(w.seconds) / 86400 as cycle_mean
    from won_rows w where p_metrics && array['medianCheck', 'cycleMean']
    group by w.owner_id
  ), of_new_clients as (
    select owner_id, sum(clients)::float8 as clients, sum(money)::float8 as money
    from (
      select c.owner_id, c.n as clients, c.money
      from kept k join funnel_people_cells c on c.workspace_id = (select app_workspace()) and c.cut = 'new' and c.grain = 'person'
      and c.day = k.month and c.through = k.through
      where k.facts = 'booked'
      union all
      select b.owner_id, case when f.first_sale then b.n else 0 end, case when f.client_kind = 'new' then b.base_minor else 0 end
      from (
        select b.owner_id, b.profile, b.n::bigint as n, b.base_minor
        from rest s join bookings b on b.workspace_id = (select app_workspace()) and b.day >= s.a and b.day < s.b
        where s.facts = 'booked' and not s.closed
        union all
        select c.owner_id, c.profile, c.n, c.base_minor
        from rest s join facts.closed_bookings c on c.workspace_id = (select app_workspace())
          and c.month = date_trunc('month', s.a::timestamp)::date and greatest(c.day, c.month) >= s.a and greatest(c.day, c.month) < s.b
        where s.facts = 'booked' and s.closed
        union all
        select c.owner_id, c.profile, c.n, c.base_minor
        from corrected o cross join lateral (
          select * from facts.closed_booking_corrections x where x.workspace_id = (select app_workspace()) and x.month = o.month offset 0) c
      ) b
      -- Most profiles tell of no new client: their deals need not be looked at.
      join metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = b.profile and (f.first_sale or f.client_kind = 'new')
    ) x
    where p_metrics && array['newClients', 'newClientsSales', 'newClientsShare']
    group by owner_id
  ), of_leads as (
    select l.owner_id, count(*)::float8 as leads, (count(*) filter (where l.state = 'converted'))::float8 as converted,
      (count(*) filter (where l.state in ('converted', 'rejected')))::float8 as decided,
      percentile_cont(0.5) within group (order by l.response_minutes) as response
    from workspaces w cross join spans s
    join leads l on l.workspace_id = w.id and l.received_at >= s.a::timestamp at time zone w.time_zone
      and l.received_at < s.b::timestamp at time zone w.time_zone and l.state <> 'spam'
    where w.id = (select app_workspace()) and p_metrics && array['leads', 'leadToDeal', 'firstResponse']
    group by l.owner_id
  ), figures as (
    select e.sales, e.won, e.created, e.lost, e.lost_money, e.calls, e.meetings, e.activities, e.open_n, e.open_money, e.payments,
      case when e.won > 0 then e.sales / e.won end as average_check, d.check_minor, y.cycle, d.cycle_mean,
      case when e.closed_won + e.lost > 0 then e.closed_won / (e.closed_won + e.lost) end as win_rate,
      case when e.won_money + e.lost_money > 0 then e.won_money / (e.won_money + e.lost_money) end as win_rate_money,
      case when e.cohort > 0 then e.cohort_won / e.cohort end as cohort_conversion, case when e.cohort > 0 then e.cohort_open / e.cohort end as cohort_open,
      case when e.created > 0 then e.closed_won / e.created end as period_conversion, case when e.all_n > 0 then e.all_won / e.all_n end as overall_conversion,
      coalesce(c.clients, 0) as new_clients, coalesce(c.money, 0) as new_clients_sales,
      case when e.sales > 0 then coalesce(c.money, 0) / e.sales end as new_clients_share,
      coalesce(l.leads, 0) as leads, case when l.decided > 0 then l.converted / l.decided end as lead_to_deal, l.response
    from each e
    left join won_deals d on d.owner_id = e.id
    left join cycles y on y.owner_id = e.id
    left join of_new_clients c on c.owner_id = e.id
    left join of_leads l on l.owner_id = e.id
  ), middles_of_all as (
    -- A column for each metric, and not a row for each number.
    select
      count(sales) as sales_n, percentile_cont(0.5) within group (order by sales) as sales,
      count(won) as won_n, percentile_cont(0.5) within group (order by won) as won,
      count(created) as created_n, percentile_cont(0.5) within group (order by created) as created,
      count(lost) as lost_n, percentile_cont(0.5) within group (order by lost) as lost,
      count(lost_money) as lost_money_n, percentile_cont(0.5) within group (order by lost_money) as lost_money,
      count(calls) as calls_n, percentile_cont(0.5) within group (order by calls) as calls,
      count(meetings) as meetings_n, percentile_cont(0.5) within group (order by meetings) as meetings,
      count(activities) as activities_n, percentile_cont(0.5) within group (order by activities) as activities,
      count(open_n) as open_n_n, percentile_cont(0.5) within group (order by open_n) as open_n,
      count(open_money) as open_money_n, percentile_cont(0.5) within group (order by open_money) as open_money,
      count(payments) as payments_n, percentile_cont(0.5) within group (order by payments) as payments,
      count(average_check) as average_check_n, percentile_cont(0.5) within group (order by average_check) as average_check,
      count(check_minor) as check_minor_n, percentile_cont(0.5) within group (order by check_minor) as check_minor,
      count(cycle) as cycle_n, percentile_cont(0.5) within group (order by cycle) as cycle,
      count(cycle_mean) as cycle_mean_n, percentile_cont(0.5) within group (order by cycle_mean) as cycle_mean,
      count(win_rate) as win_rate_n, percentile_cont(0.5) within group (order by win_rate) as win_rate,
      count(win_rate_money) as win_rate_money_n, percentile_cont(0.5) within group (order by win_rate_money) as win_rate_money,
      count(cohort_conversion) as cohort_conversion_n, percentile_cont(0.5) within group (order by cohort_conversion) as cohort_conversion,
      count(cohort_open) as cohort_open_n, percentile_cont(0.5) within group (order by cohort_open) as cohort_open,
      count(period_conversion) as period_conversion_n, percentile_cont(0.5) within group (order by period_conversion) as period_conversion,
      count(overall_conversion) as overall_conversion_n, percentile_cont(0.5) within group (order by overall_conversion) as overall_conversion,
      count(new_clients) as new_clients_n, percentile_cont(0.5) within group (order by new_clients) as new_clients,
      count(new_clients_sales) as new_clients_sales_n, percentile_cont(0.5) within group (order by new_clients_sales) as new_clients_sales,
      count(new_clients_share) as new_clients_share_n, percentile_cont(0.5) within group (order by new_clients_share) as new_clients_share,
      count(leads) as leads_n, percentile_cont(0.5) within group (order by leads) as leads,
      count(lead_to_deal) as lead_to_deal_n, percentile_cont(0.5) within group (order by lead_to_deal) as lead_to_deal,
      count(response) as response_n, percentile_cont(0.5) within group (order by response) as response
    from figures
  )
  select v.metric, v.n::int, v.median from middles_of_all m
  cross join lateral (values
    ('sales', m.sales_n, m.sales),
    ('won', m.won_n, m.won),
    ('created', m.created_n, m.created),
    ('lost', m.lost_n, m.lost),
    ('lostMoney', m.lost_money_n, m.lost_money),
    ('calls', m.calls_n, m.calls),
    ('meetings', m.meetings_n, m.meetings),
    ('activities', m.activities_n, m.activities),
    ('openDeals', m.open_n_n, m.open_n),
    ('openPipeline', m.open_money_n, m.open_money),
    ('payments', m.payments_n, m.payments),
    ('averageCheck', m.average_check_n, m.average_check),
    ('medianCheck', m.check_minor_n, m.check_minor),
    ('cycleMedian', m.cycle_n, m.cycle),
    ('cycleMean', m.cycle_mean_n, m.cycle_mean),
    ('winRate', m.win_rate_n, m.win_rate),
    ('winRateMoney', m.win_rate_money_n, m.win_rate_money),
    ('cohortConversion', m.cohort_conversion_n, m.cohort_conversion),
    ('cohortOpen', m.cohort_open_n, m.cohort_open),
    ('periodConversion', m.period_conversion_n, m.period_conversion),
    ('overallConversion', m.overall_conversion_n, m.overall_conversion),
    ('newClients', m.new_clients_n, m.new_clients),
    ('newClientsSales', m.new_clients_sales_n, m.new_clients_sales),
    ('newClientsShare', m.new_clients_share_n, m.new_clients_share),
    ('leads', m.leads_n, m.leads),
    ('leadToDeal', m.lead_to_deal_n, m.lead_to_deal),
    ('firstResponse', m.response_n, m.response)
  ) v (metric, n, median)
  where v.metric = any (p_metrics) and v.n >= 5
$function$;

create or replace function settle_big_import(p_workspace uuid, p_import uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_custom_plan'
 SET enable_nestloop TO 'off'
 SET work_mem TO '24MB'
AS $function$
begin
  perform refuse_other_workspace(p_workspace);
  perform gather_statistics_of_grown();
  perform metrics_settle(p_workspace, p_import);
  perform cohorts_settle(p_workspace, p_import);
  -- Clients of the import may have other deals, of any month that totals know.
  insert into metrics_stale_months (workspace_id, facts, owner_id, month)
  select p_workspace, f, everybody_uuid(), m.month
  from (
    select distinct date_trunc('month', x.day::timestamp)::date as month
    from deals d join deal_reach r on r.workspace_id = d.workspace_id and r.deal_id = d.id cross join lateral (values (r.created_day), (r.came_day), (r.closed_day)) x (day)
    where d.workspace_id = p_workspace and d.import_id = p_import and x.day is not null
    union
    select date_trunc('month', b.day::timestamp)::date from deals d join bookings b on b.workspace_id = d.workspace_id and b.deal_id = d.id
    where d.workspace_id = p_workspace and d.import_id = p_import
    union
    select date_trunc('month', day::timestamp)::date from total_deltas
    where workspace_id = p_workspace and kind in ('created', 'came', 'booked', 'closed_won', 'closed_lost', 'closed_moved')
    union
    select month from company_month_totals where workspace_id = p_workspace and kind in ('created', 'came', 'booked', 'closed_won', 'closed_lost', 'closed_moved')
  ) m cross join unnest('{booked,created,closed,cohort}'::text[]) f;
end $function$;

revoke execute on function put_facts_of_deal, put_fresh_reach, put_reach from public;
grant execute on function put_facts_of_deal, put_fresh_reach, put_reach to mostik_app;

-- Arrivals are counted from their indexes alone.
drop index deal_reach_created, deal_reach_source;
create index deal_reach_created on deal_reach (workspace_id, pipeline_id, created_at)
  include (owner_id, first_owner_id, source_id, furthest_stage_id, outcome, base_minor, full_history, profile, created_day, came_day);
create index deal_reach_source on deal_reach (workspace_id, source_id, pipeline_id, created_at)
  include (owner_id, first_owner_id, stage_id, furthest_stage_id, outcome, base_minor, full_history, came_day);

-- Deals that went on in other pipelines: where they were created, and what of their facts is written anew.
create temporary table begun as
select distinct on (c.workspace_id, c.deal_id) c.workspace_id, c.deal_id, c.pipeline_id
from stage_changes c
where (c.workspace_id, c.deal_id) in (select workspace_id, deal_id from stage_changes group by workspace_id, deal_id having count(distinct pipeline_id) > 1)
  and c.voids_seq is null
  and not exists (select from stage_changes v where v.workspace_id = c.workspace_id and v.deal_id = c.deal_id and v.voids_seq = c.seq)
order by c.workspace_id, c.deal_id, c.occurred_at, c.seq;
create temporary table came as
select r.workspace_id, r.deal_id, r.pipeline_id, r.created_at as came_at, r.created_day as came_day, d.created_at,
  (d.created_at at time zone w.time_zone)::date as created_day, coalesce(r.first_owner_id, nil_uuid()) as first_owner_id, coalesce(r.owner_id, nil_uuid()) as owner_id,
  coalesce(r.furthest_stage_id, nil_uuid()) as stage_id, r.outcome, r.full_history, r.base_minor
from begun b
join deal_reach r on r.workspace_id = b.workspace_id and r.deal_id = b.deal_id and r.pipeline_id <> b.pipeline_id
join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
join workspaces w on w.id = b.workspace_id;

insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
select c.workspace_id, x.kind, x.day, x.owner_id, c.pipeline_id, x.stage_id, x.bucket, sum(x.sign), sum(x.sign * c.base_minor)
from came c cross join lateral (values
  ('created', c.came_day, c.first_owner_id, nil_uuid(), 0, -1),
  ('came', c.came_day, c.first_owner_id, nil_uuid(), 0, 1),
  ('cohort_' || c.outcome, date_trunc('month', c.came_day::timestamp)::date, c.owner_id, c.stage_id, case when c.full_history then 0 else 1 end, -1),
  ('cohort_' || c.outcome, date_trunc('month', c.created_day::timestamp)::date, c.owner_id, c.stage_id, case when c.full_history then 0 else 1 end, 1)
) x (kind, day, owner_id, stage_id, bucket, sign)
group by c.workspace_id, x.kind, x.day, x.owner_id, c.pipeline_id, x.stage_id, x.bucket
having sum(x.sign) <> 0 or sum(x.sign * c.base_minor) <> 0;
update deal_reach r set came_at = c.came_at, came_day = c.came_day, created_at = c.created_at, created_day = c.created_day
from came c where r.workspace_id = c.workspace_id and r.deal_id = c.deal_id and r.pipeline_id = c.pipeline_id;
update owner_month_totals t set cohort_n = t.cohort_n - x.n
from (
  select workspace_id, month, owner_id, sum(n) as n from month_totals where kind = 'cohort_moved' group by workspace_id, month, owner_id
) x
where t.workspace_id = x.workspace_id and t.month = x.month and t.owner_id = x.owner_id;
insert into funnel_queue (workspace_id, deal_id) select distinct workspace_id, deal_id from came;

-- Months that are closed already say so too, or their deals would stand in the open month as corrections.
update cycle_closed_deals c set kind = 'came'
from begun b where c.kind = 'created' and c.workspace_id = b.workspace_id and c.deal_id = b.deal_id and c.pipeline_id <> b.pipeline_id;
create temporary table told_anew as
select distinct workspace_id, month from cycle_closed_deals where kind = 'came';
delete from cycle_closed_sums s using told_anew t where s.workspace_id = t.workspace_id and s.month = t.month;
delete from cycle_closed_whole s using told_anew t where s.workspace_id = t.workspace_id and s.month = t.month;
select closed_sums_made(workspace_id, month) from told_anew;
update cycle_closed_figures f set n = f.n - x.n, amount_minor = f.amount_minor - x.money
from (
  select workspace_id, month, owner_id, sum(n) as n, sum(base_minor) as money from cycle_closed_deals
  where kind = 'came' and date_trunc('month', day::timestamp)::date = month group by workspace_id, month, owner_id
) x
where f.metric = 'created' and f.workspace_id = x.workspace_id and f.month = x.month and f.owner_id = x.owner_id;
insert into funnel_stale_days (workspace_id, facts, day)
select distinct workspace_id, 'closed', greatest(day, month) from cycle_closed_deals where kind = 'came';
drop table begun, came, told_anew;
