-- What the people of a head ask of months that nobody changes any more: how long deals stood on stages, by the calendar and by working hours, and which ways
-- they took, of each person and month in one row. A row is read as long as nothing of its month has changed since; else the facts are read. Totals of this
-- kind in rows of their own would be as many as the facts.

-- Which months of which people have changed since: left (stays that ended in the month), ways (deals created in the month).
create table funnel_stale_months (
  workspace_id uuid not null references workspaces on delete cascade,
  facts text not null check (facts in ('left', 'ways')),
  owner_id uuid not null,
  month date not null,
  at timestamptz not null default now()
);
create index funnel_stale_months_month on funnel_stale_months (workspace_id, facts, owner_id, month);
call protect_by_owner('funnel_stale_months');
revoke insert, update, delete on funnel_stale_months from mostik_app;

-- Which months in the reader's sight are to be read from the facts; a change of stays that waits to be counted names the day that it changes.
create function changed_months(p_facts text) returns table (owner_id uuid, month date) language sql stable as $$
  select s.owner_id, s.month from funnel_stale_months s where s.workspace_id = (select app_workspace()) and s.facts = p_facts
  union all
  select t.owner_id, date_trunc('month', t.day)::date from total_deltas t
  where p_facts = 'left' and t.workspace_id = (select app_workspace()) and t.kind = 'stay'
$$;
revoke execute on function changed_months from public;
grant execute on function changed_months to mostik_app;

-- lasted, worked: how long stays took that ended in the month, by the calendar and by working hours; numbers in a row, most significant byte first:
-- stage (int2: from 0, in places), how many buckets (int2), those buckets (int2) with n (int4) and Σ seconds (float8). basis: the calendar of working hours.
create table funnel_person_stays (
  workspace_id uuid not null references workspaces on delete cascade,
  owner_id uuid not null,
  month date not null,
  basis text not null,
  places uuid[] not null,
  lasted bytea not null,
  worked bytea not null,
  primary key (workspace_id, owner_id, month)
);
-- ways, moves: as person_ways gives them. basis: the time zone, which says when the month begins.
create table funnel_person_ways (
  workspace_id uuid not null references workspaces on delete cascade,
  owner_id uuid not null,
  month date not null,
  basis text not null,
  places uuid[] not null,
  ways bytea not null,
  moves bytea not null,
  primary key (workspace_id, owner_id, month)
);
create index funnel_person_stays_basis on funnel_person_stays (workspace_id, basis);
create index funnel_person_ways_basis on funnel_person_ways (workspace_id, basis);
call protect_by_owner('funnel_person_stays');
call protect_by_owner('funnel_person_ways');
revoke insert, update, delete on funnel_person_stays, funnel_person_ways from mostik_app;

-- The ways of somebody's deals created in a span, packed: pipelines and stages in places, numbers with the most significant byte first.
--   ways: pipeline (int2, from 0 in places), whether the way is known, outcome (0 open, 1 won, 2 lost, 3 moved; int2 each), variant (16 bytes), n (int4),
--     Σ money (float8), how many stages (int2) and how many ended (int4), the stages (int2 each), seconds from creation to the end (int4 each, ascending)
--   moves, of known ways: pipeline, from, to (-1: on into another pipeline), how many buckets of time before (int2 each), those buckets (int2) with their n (int4)
create function person_ways(p_workspace uuid, p_owner uuid, p_from timestamptz, p_to timestamptz)
  returns table (places uuid[], ways bytea, moves bytea) language sql stable as $$
  with own as materialized (
    select p.pipeline_id, p.full_history, p.variant, p.outcome, p.ended_s, p.base_minor, p.stages, p.seconds from funnel_paths p
    where p.workspace_id = p_workspace and p.owner_id = p_owner and p.created_at >= p_from and p.created_at < p_to
  ), found as materialized (
    select coalesce(array_agg(distinct x), '{}') as ids from (select pipeline_id as x from own union all select s from own cross join lateral unnest(stages) s) y
  ), taken as (
    select pipeline_id, 1::int2 as known, variant, outcome, any_value(stages) as stages, count(*)::int as n, sum(base_minor)::float8 as money,
      coalesce(array_agg(ended_s order by ended_s) filter (where ended_s is not null), '{}') as ended
    from own where full_history group by pipeline_id, variant, outcome, stages[cardinality(stages)]
    union all
    select pipeline_id, 0::int2, nil_uuid(), 'open', '{}', count(*)::int, sum(base_minor)::float8, '{}' from own where not full_history group by pipeline_id
  ), moved as (
    select pipeline_id, from_stage_id, to_stage_id, string_agg(int2send(bucket) || int4send(n), '' order by bucket) as buckets, count(*)::int2 as many
    from (
      select o.pipeline_id, m.from_stage_id, m.to_stage_id, m.bucket, count(*)::int as n
      from own o cross join lateral path_moves(o.stages, o.seconds, o.outcome) m where o.full_history
      group by o.pipeline_id, m.from_stage_id, m.to_stage_id, m.bucket
    ) b group by pipeline_id, from_stage_id, to_stage_id
  )
  select f.ids,
    coalesce((select string_agg(
        int2send((array_position(f.ids, t.pipeline_id) - 1)::int2) || int2send(t.known)
          || int2send(case t.outcome when 'open' then 0 when 'won' then 1 when 'lost' then 2 else 3 end::int2) || uuid_send(t.variant)
          || int4send(t.n) || float8send(t.money) || int2send(cardinality(t.stages)::int2) || int4send(cardinality(t.ended))
          || coalesce((select string_agg(int2send((array_position(f.ids, s.id) - 1)::int2), '' order by s.place) from unnest(t.stages) with ordinality s (id, place)), '')
          || coalesce((select string_agg(int4send(e.ended_s), '' order by e.place) from unnest(t.ended) with ordinality e (ended_s, place)), ''),
        '' order by t.pipeline_id, t.known, t.variant, t.outcome, t.stages) from taken t), ''),
    coalesce((select string_agg(
        int2send((array_position(f.ids, m.pipeline_id) - 1)::int2) || int2send((array_position(f.ids, m.from_stage_id) - 1)::int2)
          || int2send((coalesce(array_position(f.ids, m.to_stage_id), 0) - 1)::int2) || int2send(m.many) || m.buckets,
        '' order by m.pipeline_id, m.from_stage_id, m.to_stage_id) from moved m), '')
  from found f
$$;
revoke execute on function person_ways from public;
grant execute on function person_ways to mostik_app;

-- Whoever folds paths deletes and writes them: both say whose month has changed.
create function note_ways() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into funnel_stale_months (workspace_id, facts, owner_id, month)
  select distinct c.workspace_id, 'ways', c.owner_id, date_trunc('month', c.created_at at time zone w.time_zone)::date
  from changed c join workspaces w on w.id = c.workspace_id where c.owner_id is not null;
  return null;
end $$;
create trigger note_ways_made after insert on funnel_paths referencing new table as changed for each statement execute function note_ways();
create trigger note_ways_gone after delete on funnel_paths referencing old table as changed for each statement execute function note_ways();
revoke execute on function note_ways from public;

-- Deltas of stays say whose month has changed; they are deleted when they are folded.
create function note_folded_stays() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into funnel_stale_months (workspace_id, facts, owner_id, month)
  select distinct g.workspace_id, 'left', g.owner_id, date_trunc('month', g.day)::date from gone g where g.kind = 'stay' and g.owner_id <> nil_uuid();
  return null;
end $$;
create trigger note_folded_stays after delete on total_deltas referencing old table as gone for each statement execute function note_folded_stays();
revoke execute on function note_folded_stays from public;
-- As before, and whose stay it was: a stay that is moved as a whole keeps its length by the calendar, and no delta tells of it.
create or replace function note_stay_edit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.left_at is null or old.entered_at = new.entered_at and old.left_at is not distinct from new.left_at then
    return null;
  end if;
  insert into funnel_stale_days (workspace_id, facts, day)
  select new.workspace_id, 'left', (m at time zone w.time_zone)::date from workspaces w cross join unnest(array[old.left_at, new.left_at]) m
  where w.id = new.workspace_id and m is not null;
  insert into funnel_stale_months (workspace_id, facts, owner_id, month)
  select distinct new.workspace_id, 'left', x.owner_id, date_trunc('month', x.moment at time zone w.time_zone)::date
  from workspaces w cross join (values (old.owner_id, old.left_at), (new.owner_id, new.left_at)) x (owner_id, moment)
  where w.id = new.workspace_id and x.owner_id is not null and x.moment is not null;
  return null;
end $$;

-- Stays that have ended, by whose they were: a head reads those of his people and no others. Whoever sees everybody goes on by the day.
create index stage_stays_left_of on stage_stays (workspace_id, owner_id, left_at) include (stage_id, entered_at) where certain and not skipped;

-- As before; where facts begin the totals know at once, and an index that begins with people does not (deals that have ended).
create or replace function days_to_keep(p_workspace uuid, p_facts text, p_basis text) returns date[] language sql stable set plan_cache_mode = force_custom_plan as $$
  with changed as materialized (
    select day, max(at) as at from funnel_stale_days where workspace_id = p_workspace and facts = p_facts group by day
    union all
    select distinct day, now() from total_deltas where workspace_id = p_workspace
      and kind = any (case p_facts when 'left' then '{stay}' when 'booked' then '{booked}' else '{closed_won,closed_lost}' end::text[])
  ), bounds as materialized (
    select case p_facts
        when 'closed' then (select min(t.month) from company_month_totals t where t.workspace_id = p_workspace and t.kind in ('closed_won', 'closed_lost'))
        when 'booked' then (select min(b.day) from bookings b where b.workspace_id = p_workspace)
        else (select min(t.month) from company_month_totals t where t.workspace_id = p_workspace and t.kind = 'stay') end as first,
      (now() at time zone w.time_zone)::date - 1 as last
    from workspaces w where w.id = p_workspace
  ), waiting as (
    select d::date as day from bounds cross join generate_series(first, last, interval '1 day') d
    left join funnel_kept_days k on k.workspace_id = p_workspace and k.facts = p_facts and k.day = d::date
    left join cycle_closed_periods p on p.workspace_id = p_workspace and p.month = date_trunc('month', d)::date and p.state = 'closed' and p_facts <> 'left'
    where (k.basis is distinct from case when p_facts = 'left' then p_basis else coalesce(p.closed_at::text, '') end
        or exists (select from changed c where c.day = d::date))
      and not exists (select from changed c where c.day = d::date and c.at > now() - interval '2 minutes')
  )
  select array_agg(day order by day) from waiting where date_trunc('month', day) = (select date_trunc('month', max(day)) from waiting)
$$;

-- Stays that go on, by whose they are: whoever sees everybody reads all of them anyway.
drop index stage_stays_open;
create index stage_stays_open on stage_stays (workspace_id, owner_id, stage_id) include (entered_at, deal_id) where left_at is null and certain;

-- The plan of this search is the same whatever is looked for: made anew for each, it cost a third of the search.
alter function newest_deals_named(text, int, int) set plan_cache_mode = force_generic_plan;

-- What is here already is summed up behind the first answers.
insert into funnel_stale_months (workspace_id, facts, owner_id, month)
select distinct workspace_id, 'left', owner_id, month from month_totals where kind = 'stay' and owner_id <> nil_uuid()
union all
select distinct p.workspace_id, 'ways', p.owner_id, date_trunc('month', p.created_at at time zone w.time_zone)::date
from funnel_paths p join workspaces w on w.id = p.workspace_id where p.owner_id is not null;
