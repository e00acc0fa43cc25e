-- What an import costs. Deals that are new need no look for rows that they might replace, and what hangs together with other deals of a client or is
-- summed up over many is worked out once when all of them are there (settle_import), not for every batch.

-- Whether the rows written just now are settled in the end of their import: the triggers that would do it by the batch stay away.
create function settled_later() returns boolean language sql stable as $$ select coalesce(current_setting('app.settled_later', true), '') = 'on' $$;

-- References that were looked up row by row: now one look for all rows of a statement, with the same locks.
alter table stage_changes drop constraint stage_changes_workspace_id_deal_id_fkey;
alter table deals drop constraint deals_workspace_id_pipeline_id_stage_id_fkey;

-- Plans are kept: the few stages of a statement and its deals are found one by one by their keys, whatever the tables held when the plan was made.
create function check_stages_of_deals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  wanted record;
begin
  for wanted in select distinct workspace_id, pipeline_id, stage_id from fresh loop
    perform from stages s where s.workspace_id = wanted.workspace_id and s.pipeline_id = wanted.pipeline_id and s.id = wanted.stage_id for key share;
    if not found then
      raise exception 'a deal on a stage that its pipeline does not have' using errcode = 'foreign_key_violation', table = 'deals';
    end if;
  end loop;
  return null;
end $$;
create trigger stages_of_new_deals after insert on deals referencing new table as fresh for each statement execute function check_stages_of_deals();

create function check_stage_of_deal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from stages s where s.workspace_id = new.workspace_id and s.pipeline_id = new.pipeline_id and s.id = new.stage_id for key share;
  if not found then
    raise exception 'a deal on a stage that its pipeline does not have' using errcode = 'foreign_key_violation', table = 'deals';
  end if;
  return null;
end $$;
create trigger stage_of_changed_deal after update of workspace_id, pipeline_id, stage_id on deals for each row
  when ((old.workspace_id, old.pipeline_id, old.stage_id) is distinct from (new.workspace_id, new.pipeline_id, new.stage_id))
  execute function check_stage_of_deal();

create function keep_stage_in_use() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from deals d where d.workspace_id = old.workspace_id and d.stage_id = old.id) then
    raise exception 'deals stand on this stage' using errcode = 'foreign_key_violation', table = 'stages';
  end if;
  return null;
end $$;
create trigger stage_in_use after delete on stages for each row execute function keep_stage_in_use();
create trigger stage_in_use_elsewhere after update of workspace_id, pipeline_id, id on stages for each row
  when ((old.workspace_id, old.pipeline_id, old.id) is distinct from (new.workspace_id, new.pipeline_id, new.id))
  execute function keep_stage_in_use();

create function check_deals_of_changes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (
    select from (select distinct workspace_id, deal_id from fresh) f
    left join lateral (select true as here from deals d where d.workspace_id = f.workspace_id and d.id = f.deal_id offset 0) d on true
    where d.here is null) then
    raise exception 'a move of a deal that does not exist' using errcode = 'foreign_key_violation', table = 'stage_changes';
  end if;
  return null;
end $$;
create trigger deals_of_new_changes after insert on stage_changes referencing new table as fresh for each statement
  execute function check_deals_of_changes();
create function drop_changes_of_deals() returns trigger language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
begin
  delete from stage_changes c using gone g where c.workspace_id = g.workspace_id and c.deal_id = g.id;
  return null;
end $$;
create trigger changes_of_gone_deals after delete on deals referencing old table as gone for each statement execute function drop_changes_of_deals();

drop trigger cohorts_fresh on deal_reach;
create trigger cohorts_fresh after insert on deal_reach referencing new table as fresh for each statement
  when (not settled_later()) execute function cohorts_count_fresh();
drop trigger cohorts_booked on bookings;
create trigger cohorts_booked after insert on bookings referencing new table as touched for each statement
  when (not settled_later()) execute function cohorts_booked();

-- The queue is read from its beginning and emptied.
drop index funnel_queue_workspace;

-- Facts of deals that were not here before. The profile is what the writer takes them for; settle_import knows better.
create function put_fresh_stays(p_workspace uuid, deal_id uuid[], seq int[], stage_id uuid[], pipeline_id uuid[], owner_id uuid[], source_id uuid[],
  entered_at timestamptz[], left_at timestamptz[], first boolean[], skipped boolean[], certain boolean[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into stage_stays (workspace_id, deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain)
  select p_workspace, unnest(deal_id), unnest(seq), unnest(stage_id), unnest(pipeline_id), unnest(owner_id), unnest(source_id), unnest(entered_at),
    unnest(left_at), unnest(first), unnest(skipped), unnest(certain);
end $$;

create function put_fresh_reach(p_workspace uuid, deal_id uuid[], pipeline_id uuid[], owner_id uuid[], first_owner_id uuid[], source_id uuid[],
  created_at timestamptz[], created_day date[], stage_id uuid[], furthest_stage_id uuid[], outcome text[], closed_at timestamptz[], closed_day date[],
  first_won_at timestamptz[], base_minor bigint[], loss_reason_id uuid[], full_history boolean[], profile uuid[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  perform set_config('app.settled_later', 'on', true);
  insert into deal_reach (workspace_id, deal_id, pipeline_id, owner_id, first_owner_id, source_id, created_at, created_day, stage_id,
    furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history, profile)
  select p_workspace, unnest(deal_id), unnest(pipeline_id), unnest(owner_id), unnest(first_owner_id), unnest(source_id), unnest(created_at),
    unnest(created_day), unnest(stage_id), unnest(furthest_stage_id), unnest(outcome), unnest(closed_at), unnest(closed_day), unnest(first_won_at),
    unnest(base_minor), unnest(loss_reason_id), unnest(full_history), unnest(profile);
  perform set_config('app.settled_later', '', true);
end $$;

create function put_fresh_bookings(p_workspace uuid, deal_id uuid[], seq int[], pipeline_id uuid[], owner_id uuid[], source_id uuid[], at timestamptz[],
  day date[], kind text[], n smallint[], base_minor bigint[], profile uuid[])
  returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_other_workspace(p_workspace);
  perform set_config('app.settled_later', 'on', true);
  insert into bookings (workspace_id, deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor, profile)
  select p_workspace, unnest(deal_id), unnest(seq), unnest(pipeline_id), unnest(owner_id), unnest(source_id), unnest(at), unnest(day), unnest(kind),
    unnest(n), unnest(base_minor), unnest(profile);
  perform set_config('app.settled_later', '', true);
end $$;

-- The profiles that deals of a client without properties may have: of nobody, new, existing, each a first purchase or not.
create function plain_profiles(p_workspace uuid) returns table (client_kind text, first_sale boolean, profile uuid)
  language plpgsql security definer set search_path = public, pg_temp as $$
#variable_conflict use_column
begin
  perform refuse_other_workspace(p_workspace);
  return query
    with plain as (
      select k.client_kind, k.first_sale, md5(jsonb_build_array(null, null, null, k.client_kind, k.first_sale)::text)::uuid as profile
      from (values (null, false), ('new', false), ('new', true), ('existing', false), ('existing', true)) k (client_kind, first_sale)
    ), kept as (
      insert into metrics_profiles (workspace_id, id, client_kind, first_sale) select p_workspace, p.profile, p.client_kind, p.first_sale from plain p
      on conflict do nothing
    )
    select * from plain;
end $$;

-- Brings profiles up to date for all deals of the clients of an import: as metrics_profiles_of says, worked out for all of them at once.
create function metrics_settle(p_workspace uuid, p_import uuid) returns int language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
declare
  changed int;
begin
  perform refuse_other_workspace(p_workspace);
  with clients as materialized (
    select distinct company_id from deals where workspace_id = p_workspace and import_id = p_import and company_id is not null
  ), won as materialized (
    select r.deal_id, min(r.first_won_at) as at from deal_reach r where r.workspace_id = p_workspace and r.first_won_at is not null group by r.deal_id
  ), mine as (
    select d.id, d.company_id, d.created_at, w.at as won_at
    from clients c join deals d on d.workspace_id = p_workspace and d.company_id = c.company_id left join won w on w.deal_id = d.id
  ), compared as (
    select m.*, first_value(m.id) over purchases as one_id, first_value(m.won_at) over purchases as one_at,
           nth_value(m.id, 2) over purchases as two_id, nth_value(m.won_at, 2) over purchases as two_at
    from mine m
    window purchases as (partition by m.company_id order by m.won_at, m.id rows between unbounded preceding and unbounded following)
  ), earlier as (
    select c.id, c.company_id, c.created_at, c.won_at, case when c.one_id <> c.id then c.one_at else c.two_at end as at,
           case when c.one_id <> c.id then c.one_id else c.two_id end as of
    from compared c
  ), campaigns as (
    select distinct on (l.deal_id) l.deal_id, nullif(l.campaign, '') as campaign from leads l where l.workspace_id = p_workspace and l.deal_id is not null
    order by l.deal_id, l.received_at, l.id
  ), found as (
    select e.id, nullif(c.industry, '') as industry, nullif(c.region, '') as region, k.campaign,
           case when (e.at, e.of) < (e.created_at, e.id) then 'existing' else 'new' end as client_kind,
           e.won_at is not null and (e.at is null or (e.won_at, e.id) < (e.at, e.of)) as first_sale
    from earlier e
    left join companies c on c.workspace_id = p_workspace and c.id = e.company_id
    left join campaigns k on k.deal_id = e.id
  ), wrong as materialized (
    select distinct f.*, md5(jsonb_build_array(f.industry, f.region, f.campaign, f.client_kind, f.first_sale)::text)::uuid as profile
    from found f
    join deal_reach r on r.workspace_id = p_workspace and r.deal_id = f.id
    left join metrics_profiles p on p.workspace_id = p_workspace and p.id = r.profile
    where p.id is null or (p.industry, p.region, p.campaign, p.client_kind, p.first_sale)
      is distinct from (f.industry, f.region, f.campaign, f.client_kind, f.first_sale)
  ), kept as (
    insert into metrics_profiles (workspace_id, id, industry, region, campaign, client_kind, first_sale)
    select distinct p_workspace, w.profile, w.industry, w.region, w.campaign, w.client_kind, w.first_sale from wrong w
    on conflict do nothing
  ), reached as (
    update deal_reach r set profile = w.profile from wrong w where r.workspace_id = p_workspace and r.deal_id = w.id
    returning 1
  ), booked as (
    update bookings b set profile = w.profile from wrong w where b.workspace_id = p_workspace and b.deal_id = w.id
    returning 1
  )
  select (select count(*) from reached) + (select count(*) from booked) into changed;
  return changed;
end $$;

-- Adds the deals of an import to the cohorts, as cohorts_count_fresh and cohorts_booked would have done.
create function cohorts_settle(p_workspace uuid, p_import uuid) returns void language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
begin
  perform refuse_other_workspace(p_workspace);
  insert into cohorts_deltas (workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money)
  select r.workspace_id, date_trunc('month', r.created_day::timestamp)::date, coalesce(r.owner_id, nil_uuid()), coalesce(r.source_id, nil_uuid()), r.pipeline_id,
    coalesce(r.furthest_stage_id, nil_uuid()), r.outcome, case when r.closed_day is null then -1 else cohorts_age(r.created_day, r.closed_day) end,
    count(*), count(*) filter (where r.full_history), sum(r.base_minor)
  from deals d join deal_reach r on r.workspace_id = d.workspace_id and r.deal_id = d.id
  where d.workspace_id = p_workspace and r.workspace_id = p_workspace and d.import_id = p_import and r.outcome <> 'moved' group by 1, 2, 3, 4, 5, 6, 7, 8;
  perform cohorts_touch(p_workspace, array(
    select distinct coalesce(d.company_id, d.contact_id, d.id)
    from deals d join bookings b on b.workspace_id = d.workspace_id and b.deal_id = d.id
    where d.workspace_id = p_workspace and b.workspace_id = p_workspace and d.import_id = p_import));
end $$;

-- The same where reading whole tables once is less than asking for a row of each deal.
create function settle_big_import(p_workspace uuid, p_import uuid) returns void language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan set enable_nestloop = off set work_mem = '24MB' as $$
begin
  perform refuse_other_workspace(p_workspace);
  perform metrics_settle(p_workspace, p_import);
  perform cohorts_settle(p_workspace, p_import);
end $$;

-- Must follow the last batch of an import that has written deals by the functions above.
create function settle_import(p_workspace uuid, p_import uuid) returns void language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
begin
  perform refuse_other_workspace(p_workspace);
  if (select count(*) from (select from deals where workspace_id = p_workspace and import_id = p_import limit 3000) x) = 3000 then
    perform settle_big_import(p_workspace, p_import);
  else
    perform metrics_refresh(p_workspace, array(
      select e.id from deals e where e.workspace_id = p_workspace and e.company_id = any (array(
        select distinct d.company_id from deals d where d.workspace_id = p_workspace and d.import_id = p_import and d.company_id is not null))));
    perform cohorts_settle(p_workspace, p_import);
  end if;
end $$;
revoke execute on function put_fresh_stays, put_fresh_reach, put_fresh_bookings, plain_profiles, metrics_settle, cohorts_settle, settle_big_import, settle_import
  from public;
revoke execute on function check_stages_of_deals, check_stage_of_deal, keep_stage_in_use, check_deals_of_changes, drop_changes_of_deals from public;
grant execute on function put_fresh_stays, put_fresh_reach, put_fresh_bookings, plain_profiles, settle_import to mostik_app;
