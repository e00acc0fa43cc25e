-- Cuts by properties of the client without a join of a million deals: what a deal is cut by besides its owner, pipeline, source and stage stands as one
-- profile beside the facts, and in their indexes. Profiles are few: one for each combination that occurs.

create table metrics_profiles (
  workspace_id uuid not null references workspaces on delete cascade,
  -- Made of the contents: two that are alike are one, and nobody has to look it up before writing it down.
  id uuid not null,
  industry text,
  region text,
  campaign text,
  -- 'new': the client had bought nothing before the deal was made; 'existing': he had; null: a deal without a client.
  client_kind text check (client_kind in ('new', 'existing')),
  -- The first purchase of its client.
  first_sale boolean not null,
  primary key (workspace_id, id)
);
call protect_by_workspace('metrics_profiles');
revoke insert, update, delete on metrics_profiles from mostik_app;

alter table deal_reach add column profile uuid;
alter table bookings add column profile uuid;

-- What a cut reads, it finds in the index alone.
drop index deal_reach_created;
create index deal_reach_created on deal_reach (workspace_id, pipeline_id, created_at)
  include (owner_id, first_owner_id, source_id, furthest_stage_id, outcome, base_minor, full_history, profile, created_day);
drop index deal_reach_closed;
create index deal_reach_closed on deal_reach (workspace_id, closed_day)
  include (owner_id, pipeline_id, source_id, furthest_stage_id, outcome, created_at, closed_at, base_minor, loss_reason_id, profile)
  where closed_day is not null;
create index deal_reach_open on deal_reach (workspace_id, owner_id)
  include (pipeline_id, source_id, stage_id, base_minor, profile, deal_id) where outcome = 'open';
drop index bookings_day;
create index bookings_day on bookings (workspace_id, day) include (owner_id, pipeline_id, source_id, n, base_minor, profile, deal_id);

-- An import fills the tables in one transaction: a plan that was made when they were empty would read all of them for every batch. Hence custom plans.

-- The first two purchases of each of these clients, by different deals. Two, because each deal is held against the purchases of the others.
create function metrics_first_sales(p_workspace uuid, p_clients uuid[]) returns table (company_id uuid, place int, deal_id uuid, at timestamptz)
  language sql stable set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
  select c.id, f.place::int, f.deal_id, f.at
  from (select distinct id from unnest(p_clients) x (id) where id is not null) c
  cross join lateral (
    select row_number() over (order by w.at, w.deal_id) as place, w.deal_id, w.at
    from (
      select e.id as deal_id, min(r.first_won_at) as at
      from deals e join deal_reach r on r.workspace_id = e.workspace_id and r.deal_id = e.id
      where e.workspace_id = p_workspace and e.company_id = c.id and r.first_won_at is not null
      group by e.id order by 2, 1 limit 2
    ) w
  ) f
$$;

-- Properties of these deals as their records give them now.
create function metrics_profiles_of(p_workspace uuid, p_deals uuid[])
  returns table (deal_id uuid, industry text, region text, campaign text, client_kind text, first_sale boolean)
  language sql stable set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with asked as materialized (
    select d.id, d.company_id, d.created_at,
           (select min(r.first_won_at) from deal_reach r where r.workspace_id = d.workspace_id and r.deal_id = d.id) as won_at
    from unnest(p_deals) x (id) join deals d on d.workspace_id = p_workspace and d.id = x.id
  ), firsts as materialized (
    select * from metrics_first_sales(p_workspace, array(select distinct a.company_id from asked a))
  ), compared as (
    -- The first purchase of the client by another deal.
    select a.*, case when one.deal_id <> a.id then one.at else two.at end as earlier_at,
           case when one.deal_id <> a.id then one.deal_id else two.deal_id end as earlier_id
    from asked a
    left join firsts one on one.company_id = a.company_id and one.place = 1
    left join firsts two on two.company_id = a.company_id and two.place = 2
  )
  select d.id, nullif(c.industry, ''), nullif(c.region, ''),
         (select nullif(l.campaign, '') from leads l where l.workspace_id = p_workspace and l.deal_id = d.id order by l.received_at, l.id limit 1),
         case when d.company_id is null then null when (d.earlier_at, d.earlier_id) < (d.created_at, d.id) then 'existing' else 'new' end,
         d.won_at is not null and d.company_id is not null and (d.earlier_at is null or (d.won_at, d.id) < (d.earlier_at, d.earlier_id))
  from compared d
  left join companies c on c.workspace_id = p_workspace and c.id = d.company_id
$$;

-- The profile of each of these deals, written down if it is a new one.
create function metrics_profiles_kept(p_workspace uuid, p_deals uuid[]) returns table (deal_id uuid, profile uuid)
  language plpgsql set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  if p_deals is null then
    return;
  end if;
  return query
    with found as materialized (
      select f.*, md5(jsonb_build_array(f.industry, f.region, f.campaign, f.client_kind, f.first_sale)::text)::uuid as profile
      from metrics_profiles_of(p_workspace, p_deals) f
    ), kept as (
      insert into metrics_profiles as p (workspace_id, id, industry, region, campaign, client_kind, first_sale)
      select distinct p_workspace, f.profile, f.industry, f.region, f.campaign, f.client_kind, f.first_sale from found f
      where not exists (select from metrics_profiles m where m.workspace_id = p_workspace and m.id = f.profile)
      on conflict do nothing
    )
    select f.deal_id, f.profile from found f;
end $$;

-- Brings the profiles of these deals up to date; gives how many rows were not. Only triggers and the functions below call it.
create function metrics_refresh(of_workspace uuid, p_deals uuid[]) returns int language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  changed int;
begin
  perform refuse_other_workspace(of_workspace);
  with kept as materialized (select * from metrics_profiles_kept(of_workspace, p_deals)), reached as (
    update deal_reach r set profile = k.profile from kept k
    where r.workspace_id = of_workspace and r.deal_id = k.deal_id and r.profile is distinct from k.profile
    returning 1
  ), booked as (
    update bookings b set profile = k.profile from kept k
    where b.workspace_id = of_workspace and b.deal_id = k.deal_id and b.profile is distinct from k.profile
    returning 1
  )
  select (select count(*) from reached) + (select count(*) from booked) into changed;
  return changed;
end $$;

-- All deals of those clients whose first two purchases are not what they were: a first purchase says of the others whether they are of a new client.
-- `p_won`: deals that have been won since; `p_undone` with `p_at`: deals that were won at that moment and are not any more.
create function metrics_deals_moved(p_workspace uuid, p_won uuid[], p_undone uuid[], p_at timestamptz[]) returns uuid[]
  language sql stable set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
  with won as materialized (
    select d.id, d.company_id from unnest(p_won) x (id) join deals d on d.workspace_id = p_workspace and d.id = x.id where d.company_id is not null
  ), undone as materialized (
    select d.id, d.company_id, x.at from unnest(p_undone, p_at) x (id, at) join deals d on d.workspace_id = p_workspace and d.id = x.id
    where d.company_id is not null
  ), firsts as materialized (
    select * from metrics_first_sales(p_workspace, array(select company_id from won union select company_id from undone))
  ), moved as (
    select f.company_id from firsts f join won w on w.id = f.deal_id
    union
    select u.company_id from undone u left join firsts second on second.company_id = u.company_id and second.place = 2
    where second.deal_id is null or (u.at, u.id) < (second.at, second.deal_id)
  )
  select coalesce(array_agg(e.id), '{}') from moved m join deals e on e.workspace_id = p_workspace and e.company_id = m.company_id
$$;
revoke execute on function metrics_first_sales, metrics_profiles_of, metrics_profiles_kept, metrics_refresh, metrics_deals_moved from public;

-- A move costs nothing more: a profile is looked up for rows that are new, and anew when a first purchase comes or goes.
create or replace function put_reach(p_workspace uuid, deal_id uuid[], pipeline_id uuid[], owner_id uuid[], first_owner_id uuid[], source_id uuid[],
  created_at timestamptz[], created_day date[], stage_id uuid[], furthest_stage_id uuid[], outcome text[], closed_at timestamptz[],
  closed_day date[], first_won_at timestamptz[], base_minor bigint[], loss_reason_id uuid[], full_history boolean[])
  returns void language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
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
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history, profile)
  select p_workspace, x.*, k.profile from unnest(deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id,
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history) as x (deal_id)
  left join metrics_profiles_kept(p_workspace, fresh) k on k.deal_id = x.deal_id
  on conflict on constraint deal_reach_pkey do update
    set owner_id = excluded.owner_id, first_owner_id = excluded.first_owner_id, source_id = excluded.source_id, created_at = excluded.created_at,
      created_day = excluded.created_day, stage_id = excluded.stage_id, furthest_stage_id = excluded.furthest_stage_id, outcome = excluded.outcome,
      closed_at = excluded.closed_at, closed_day = excluded.closed_day, first_won_at = excluded.first_won_at, base_minor = excluded.base_minor,
      loss_reason_id = excluded.loss_reason_id, full_history = excluded.full_history;
  if touched is not null then
    perform metrics_refresh(p_workspace, touched || metrics_deals_moved(p_workspace, touched, undone, undone_at));
  end if;
end $$;

create or replace function drop_reach(p_workspace uuid, deals uuid[], pipelines uuid[]) returns void
  language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  undone uuid[];
  undone_at timestamptz[];
begin
  perform refuse_other_workspace(p_workspace);
  with gone as (
    delete from deal_reach t using unnest(deals, pipelines) as x (deal_id, pipeline_id)
    where t.workspace_id = p_workspace and t.deal_id = x.deal_id and t.pipeline_id = x.pipeline_id
    returning t.deal_id, t.first_won_at
  )
  select array_agg(deal_id), array_agg(first_won_at) into undone, undone_at from gone where first_won_at is not null;
  if undone is not null then
    perform metrics_refresh(p_workspace, metrics_deals_moved(p_workspace, null, undone, undone_at));
  end if;
end $$;

create or replace function put_bookings(p_workspace uuid, deal_id uuid[], seq int[], pipeline_id uuid[], owner_id uuid[], source_id uuid[], at timestamptz[],
  day date[], kind text[], n smallint[], base_minor bigint[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into bookings (workspace_id, deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor, profile)
  select p_workspace, x.*, (select r.profile from deal_reach r where r.workspace_id = p_workspace and r.deal_id = x.deal_id limit 1)
  from unnest(deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor) as x (deal_id)
  on conflict on constraint bookings_pkey do update
    set pipeline_id = excluded.pipeline_id, owner_id = excluded.owner_id, source_id = excluded.source_id, at = excluded.at, day = excluded.day,
      kind = excluded.kind, n = excluded.n, base_minor = excluded.base_minor, profile = excluded.profile;
end $$;

-- What a profile is made of may change by itself: the client of a deal, a property of the client, the lead that the deal came from.
create function metrics_client_of_deal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform metrics_refresh(new.workspace_id, array[new.id] || array(
    select e.id from deals e where e.workspace_id = new.workspace_id and e.company_id in (old.company_id, new.company_id)));
  return null;
end $$;
create trigger metrics_client_of_deal after update of company_id on deals
  for each row when (old.company_id is distinct from new.company_id) execute function metrics_client_of_deal();

create function metrics_properties_of_client() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform metrics_refresh(new.workspace_id, array(
    select e.id from deals e where e.workspace_id = new.workspace_id and e.company_id = new.id));
  return null;
end $$;
create trigger metrics_properties_of_client after update of industry, region on companies
  for each row when ((old.industry, old.region) is distinct from (new.industry, new.region)) execute function metrics_properties_of_client();

create function metrics_lead_of_deal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform metrics_refresh(new.workspace_id, array[new.deal_id]);
  return null;
end $$;
create trigger metrics_lead_of_new after insert on leads
  for each row when (new.deal_id is not null and new.campaign is not null) execute function metrics_lead_of_deal();
create trigger metrics_lead_of_changed after update of deal_id, campaign on leads
  for each row when (new.deal_id is not null and (old.deal_id, old.campaign) is distinct from (new.deal_id, new.campaign))
  execute function metrics_lead_of_deal();

create or replace view facts.deal_reach with (security_invoker = true) as select * from deal_reach;
create or replace view facts.bookings with (security_invoker = true) as select * from bookings;
create view facts.metrics_profiles with (security_invoker = true) as select * from metrics_profiles;
grant select on facts.metrics_profiles to mostik_app;

-- What was here before.
select metrics_refresh(w.id, array(select d.id from deals d where d.workspace_id = w.id)) from workspaces w;

-- How often deals that came as far as each stage were won, of the whole company: odds must not depend on who asks. It tells no deal and no person.
create function company_outcomes(from_day date, to_day date) returns table (pipeline_id uuid, stage_id uuid, won bigint, lost bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select t.pipeline_id, t.stage_id, sum(t.n) filter (where t.kind = 'closed_won')::bigint, sum(t.n) filter (where t.kind = 'closed_lost')::bigint
  from (
    select m.kind, m.pipeline_id, m.stage_id, m.n from company_month_totals m
    where m.workspace_id = (select app_workspace()) and m.kind in ('closed_won', 'closed_lost') and m.month >= from_day and m.month < to_day
    union all
    select d.kind, d.pipeline_id, d.stage_id, d.n from total_deltas d
    where d.workspace_id = (select app_workspace()) and d.kind in ('closed_won', 'closed_lost')
      and date_trunc('month', d.day)::date >= from_day and date_trunc('month', d.day)::date < to_day
  ) t
  group by t.pipeline_id, t.stage_id
$$;
revoke execute on function company_outcomes from public;
grant execute on function company_outcomes to mostik_app;

-- What the sellers of the company have each: only their median leaves this function, and only from five of them on.
create function company_peers(months date[], from_days date[], to_days date[]) returns table (metric text, n int, median float8)
  language sql stable security definer set search_path = public, pg_temp as $$
  with sellers as (
    select id from people where workspace_id = (select app_workspace()) and role = 'seller' and left_on is null
  ), totals as (
    select t.kind, t.owner_id, t.n, t.money from month_totals t
    where t.workspace_id = (select app_workspace()) and t.month = any (months)
      and (t.kind in ('booked', 'created', 'closed_won', 'closed_lost') or t.kind in ('activity:call', 'activity:meeting'))
    union all
    select t.kind, t.owner_id, t.n, t.money from unnest(from_days, to_days) s (a, b)
    join day_totals t on t.workspace_id = (select app_workspace()) and t.day >= s.a and t.day < s.b
      and (t.kind in ('booked', 'created', 'closed_won', 'closed_lost') or t.kind in ('activity:call', 'activity:meeting'))
    union all
    select t.kind, t.owner_id, t.n, t.money from total_deltas t
    where t.workspace_id = (select app_workspace())
      and (t.kind in ('booked', 'created', 'closed_won', 'closed_lost') or t.kind in ('activity:call', 'activity:meeting'))
      and (date_trunc('month', t.day)::date = any (months)
        or exists (select from unnest(from_days, to_days) s (a, b) where t.day >= s.a and t.day < s.b))
  ), each as (
    select s.id,
      coalesce(sum(t.money) filter (where t.kind = 'booked'), 0)::float8 as sales, coalesce(sum(t.n) filter (where t.kind = 'booked'), 0)::float8 as won,
      coalesce(sum(t.n) filter (where t.kind = 'created'), 0)::float8 as created,
      coalesce(sum(t.n) filter (where t.kind = 'closed_won'), 0)::float8 as closed_won,
      coalesce(sum(t.n) filter (where t.kind = 'closed_lost'), 0)::float8 as lost,
      coalesce(sum(t.money) filter (where t.kind = 'closed_lost'), 0)::float8 as lost_money,
      coalesce(sum(t.n) filter (where t.kind = 'activity:call'), 0)::float8 as calls,
      coalesce(sum(t.n) filter (where t.kind = 'activity:meeting'), 0)::float8 as meetings
    from sellers s left join totals t on t.owner_id = s.id group by s.id
  )
  select v.metric, count(v.value)::int, percentile_cont(0.5) within group (order by v.value)
  from each e cross join lateral (values
    ('sales', e.sales), ('won', e.won), ('created', e.created), ('lost', e.lost), ('lostMoney', e.lost_money), ('calls', e.calls), ('meetings', e.meetings),
    ('averageCheck', case when e.won > 0 then e.sales / e.won end),
    ('winRate', case when e.closed_won + e.lost > 0 then e.closed_won / (e.closed_won + e.lost) end)) v (metric, value)
  group by v.metric having count(v.value) >= 5
$$;
revoke execute on function company_peers from public;
grant execute on function company_peers to mostik_app;

-- Checks of the derived facts against the log.
create table metrics_checks (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  state text not null default 'running' check (state in ('running', 'done', 'failed')),
  started_at timestamptz not null default now(),
  started_by uuid,
  finished_at timestamptz,
  -- Deals made anew so far, and in all.
  done int not null default 0,
  total int not null default 0,
  -- [{table, missing, wrong}]: rows that were not what the log gives.
  differences jsonb not null default '[]',
  primary key (workspace_id, id)
);
-- One at a time.
create unique index metrics_checks_running on metrics_checks (workspace_id) where state = 'running';
call protect('metrics_checks');
create policy of_office on metrics_checks to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'admin'))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'admin'));
grant select, insert, update on metrics_checks to mostik_app;
