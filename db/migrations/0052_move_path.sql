-- A move of a deal asks for less: the same rows are written, by the same rules, with less to be looked up on the way.

-- The log of one deal, for whoever may see the deal: its moves and what of its edits the facts follow from. One look at the deal instead of one for every
-- row. Volatile, so that it sees what was committed while the lock of the deal was waited for.
create function deal_log(of_workspace uuid, of_deal uuid) returns json language plpgsql volatile security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  return (
    select json_build_array(
      (select json_agg(json_build_array(c.seq, c.pipeline_id, c.to_stage_id, (date_part('epoch', c.occurred_at) * 1000)::bigint, c.certain, c.voids_seq,
         c.owner_id, c.base_minor))
       from stage_changes c where c.workspace_id = d.workspace_id and c.deal_id = d.id),
      (select json_agg(json_build_object('version', e.version, 'at', (date_part('epoch', e.at) * 1000)::bigint, 'baseMinor', e.base_minor_after,
         'credit', e.credit_after, 'handedOver', e.changes ? 'ownerId'))
       from deal_edits e where e.workspace_id = d.workspace_id and e.deal_id = d.id and (e.base_minor_after is not null or e.credit_after is not null)))
    from deals d
    where d.workspace_id = of_workspace and d.id = of_deal and d.workspace_id = app_workspace()
      and (app_scope() = 'all' or d.owner_id = any (app_people()))
  );
end $$;
revoke execute on function deal_log from public;
grant execute on function deal_log to mostik_app;

-- A condition of a trigger is read from its text by every statement that meets it, which costs more than what it keeps from being done. What a move cannot
-- touch is bound to columns that it does not set; what follows from most moves looks for itself whether there is anything to do.
drop trigger queue_renamed on deals;
create trigger queue_renamed after update of title, owner_id on deals for each row
  when (old.title is distinct from new.title or old.owner_id is distinct from new.owner_id) execute function queue_for_search('deal');
drop trigger note_rivals on deals;
create trigger note_rivals after update of loss_competitor_id, deleted_at on deals for each row
  when (old.outcome <> 'open' and (old.loss_competitor_id, old.deleted_at) is distinct from (new.loss_competitor_id, new.deleted_at)
    and (old.loss_competitor_id is not null or new.loss_competitor_id is not null))
  execute function note_rivals();

create or replace function check_stage_of_deal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.stage_id = new.stage_id and old.pipeline_id = new.pipeline_id and old.workspace_id = new.workspace_id then
    return null;
  end if;
  perform from stages s where s.workspace_id = new.workspace_id and s.pipeline_id = new.pipeline_id and s.id = new.stage_id for key share;
  if not found then
    raise exception 'a deal on a stage that its pipeline does not have' using errcode = 'foreign_key_violation', table = 'deals';
  end if;
  return null;
end $$;
drop trigger stage_of_changed_deal on deals;
create trigger stage_of_changed_deal after update of workspace_id, pipeline_id, stage_id on deals for each row execute function check_stage_of_deal();

create or replace function queue_path() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.log_seq <> new.log_seq or old.owner_id is distinct from new.owner_id or old.source_id is distinct from new.source_id
    or old.base_minor <> new.base_minor or old.created_at <> new.created_at or old.deleted_at is distinct from new.deleted_at then
    insert into funnel_queue (workspace_id, deal_id) values (new.workspace_id, new.id);
  end if;
  return null;
end $$;
drop trigger paths_of_changed on deals;
create trigger paths_of_changed after update on deals for each row execute function queue_path();

create or replace function signs_of_changed_deal() returns trigger language plpgsql security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if new.outcome <> 'open' or new.deleted_at is not null then
    if old.outcome = 'open' and old.deleted_at is null then
      delete from deal_signs where workspace_id = new.workspace_id and deal_id = new.id;
    end if;
  elsif old.outcome <> 'open' or old.deleted_at is not null then
    insert into deal_signs (workspace_id, deal_id, owner_id, pipeline_id, stage_id, base_minor, created_at, stage_entered_at, expected_close_on,
      next_due_at, last_contact_at, pushes)
    values (new.workspace_id, new.id, new.owner_id, new.pipeline_id, new.stage_id, new.base_minor, new.created_at, new.stage_entered_at,
      new.expected_close_on, next_due(new.workspace_id, new.id), last_contact(new.workspace_id, new.id),
      (select count(*)::int from deal_edits e where e.workspace_id = new.workspace_id and e.deal_id = new.id and close_pushed(e.changes)))
    on conflict do nothing;
  elsif old.stage_id <> new.stage_id or old.stage_entered_at <> new.stage_entered_at or old.pipeline_id <> new.pipeline_id
    or old.base_minor <> new.base_minor or old.created_at <> new.created_at or old.owner_id is distinct from new.owner_id
    or old.expected_close_on is distinct from new.expected_close_on then
    update deal_signs set owner_id = new.owner_id, pipeline_id = new.pipeline_id, stage_id = new.stage_id, base_minor = new.base_minor,
      created_at = new.created_at, stage_entered_at = new.stage_entered_at, expected_close_on = new.expected_close_on
    where workspace_id = new.workspace_id and deal_id = new.id;
  end if;
  return null;
end $$;
drop trigger signs_of_changed_deal on deals;
create trigger signs_of_changed_deal after update on deals for each row execute function signs_of_changed_deal();

create or replace function note_stay_edit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.left_at is not null and (old.entered_at <> new.entered_at or old.left_at is distinct from new.left_at) then
    insert into funnel_stale_days (workspace_id, facts, day)
    select new.workspace_id, 'left', (m at time zone w.time_zone)::date from workspaces w cross join unnest(array[old.left_at, new.left_at]) m
    where w.id = new.workspace_id and m is not null;
  end if;
  return null;
end $$;
drop trigger note_stay_edit on stage_stays;
create trigger note_stay_edit after update of entered_at, left_at on stage_stays for each row execute function note_stay_edit();

-- Most changes of a reach do not touch the cell that it is counted in; those that do are two rows.
create or replace function cohorts_count_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (old.created_day, old.owner_id, old.source_id, old.pipeline_id, old.furthest_stage_id, old.outcome, old.closed_day, old.full_history, old.base_minor)
    is not distinct from
    (new.created_day, new.owner_id, new.source_id, new.pipeline_id, new.furthest_stage_id, new.outcome, new.closed_day, new.full_history, new.base_minor) then
    return null;
  end if;
  insert into cohorts_deltas (workspace_id, month, owner_id, source_id, pipeline_id, stage_id, outcome, age, n, known, money)
  select new.workspace_id, date_trunc('month', r.created_day)::date, coalesce(r.owner_id, nil_uuid()), coalesce(r.source_id, nil_uuid()), r.pipeline_id,
    coalesce(r.furthest_stage_id, nil_uuid()), r.outcome, case when r.closed_day is null then -1 else cohorts_age(r.created_day, r.closed_day) end,
    r.sign, case when r.full_history then r.sign else 0 end, r.sign * r.base_minor
  from (values
    (1, new.created_day, new.owner_id, new.source_id, new.pipeline_id, new.furthest_stage_id, new.outcome, new.closed_day, new.full_history, new.base_minor),
    (-1, old.created_day, old.owner_id, old.source_id, old.pipeline_id, old.furthest_stage_id, old.outcome, old.closed_day, old.full_history, old.base_minor))
    as r (sign, created_day, owner_id, source_id, pipeline_id, furthest_stage_id, outcome, closed_day, full_history, base_minor)
  where r.outcome <> 'moved';
  return null;
end $$;
drop trigger cohorts_changed on deal_reach;
create trigger cohorts_changed after update on deal_reach for each row execute function cohorts_count_changed();

create or replace function note_closed_edit() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if old.outcome = new.outcome
    and (old.loss_reason_id, old.source_id, old.created_at, old.closed_at) is distinct from (new.loss_reason_id, new.source_id, new.created_at, new.closed_at) then
    insert into funnel_stale_days (workspace_id, facts, day)
    select new.workspace_id, 'closed', d from unnest(array[old.closed_day, new.closed_day]) d where d is not null;
  end if;
  return null;
end $$;
drop trigger note_closed_edit on deal_reach;
create trigger note_closed_edit after update on deal_reach for each row when (old.closed_day is not null) execute function note_closed_edit();
