-- A move of one deal costs the planning of nothing: its facts are written by one function whose plans are kept, generic as they are. Functions that
-- whole batches go through plan each time (a plan that was made when the tables were empty would read all of them for every batch). What both of them
-- call leaves the choice to whoever calls it.

alter function metrics_first_sales(uuid, uuid[]) reset plan_cache_mode;
alter function metrics_profiles_of(uuid, uuid[]) reset plan_cache_mode;
alter function metrics_profiles_kept(uuid, uuid[]) reset plan_cache_mode;
alter function metrics_deals_moved(uuid, uuid[], uuid[], timestamptz[]) reset plan_cache_mode;
alter function metrics_refresh(uuid, uuid[]) reset plan_cache_mode;
alter function metrics_client_of_deal() set plan_cache_mode = force_custom_plan;
alter function metrics_properties_of_client() set plan_cache_mode = force_custom_plan;
alter function metrics_lead_of_deal() set plan_cache_mode = force_custom_plan;
alter function cohorts_booked() reset plan_cache_mode;
alter function cohorts_touch(uuid, uuid[]) reset plan_cache_mode;
alter function cohorts_make_buyers(uuid, uuid[]) reset plan_cache_mode;
alter function cohorts_client_changed() set plan_cache_mode = force_custom_plan;
alter function cohorts_fold(uuid, int) set plan_cache_mode = force_custom_plan;
alter function put_bookings(uuid, uuid[], int[], uuid[], uuid[], uuid[], timestamptz[], date[], text[], smallint[], bigint[])
  set plan_cache_mode = force_custom_plan;
alter function drop_bookings(uuid, uuid[], int[]) set plan_cache_mode = force_custom_plan;

-- What follows from the log for one deal: totals to add, stays and bookings to put, and its reach in one pipeline (none when p_pipeline is null).
-- The same rows as add_to_totals, put_stays, put_reach and put_bookings would write.
create function put_facts_of_deal(p_workspace uuid, p_deal uuid,
  t_kind text[], t_day date[], t_owner uuid[], t_pipeline uuid[], t_stage uuid[], t_bucket smallint[], t_n bigint[], t_money bigint[],
  s_seq int[], s_stage uuid[], s_pipeline uuid[], s_owner uuid[], s_source uuid[], s_entered timestamptz[], s_left timestamptz[], s_first boolean[],
  s_skipped boolean[], s_certain boolean[],
  p_pipeline uuid, p_owner uuid, p_first_owner uuid, p_source uuid, p_created_at timestamptz, p_created_day date, p_stage uuid, p_furthest uuid,
  p_outcome text, p_closed_at timestamptz, p_closed_day date, p_first_won_at timestamptz, p_base_minor bigint, p_loss_reason uuid, p_full_history boolean,
  b_seq int[], b_pipeline uuid[], b_owner uuid[], b_source uuid[], b_at timestamptz[], b_day date[], b_kind text[], b_n smallint[], b_base_minor bigint[])
  returns void language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  won_before timestamptz;
  written int;
begin
  perform refuse_other_workspace(p_workspace);
  -- First of all, as everywhere: whoever rebuilds the facts holds this table.
  insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  select p_workspace, x.* from unnest(t_kind, t_day, t_owner, t_pipeline, t_stage, t_bucket, t_n, t_money) as x;
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
        base_minor = p_base_minor, loss_reason_id = p_loss_reason, full_history = p_full_history
      where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline and r.first_won_at is not distinct from p_first_won_at;
    if not found then
      select r.first_won_at into won_before from deal_reach r where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline;
      if found then
        update deal_reach r
          set owner_id = p_owner, first_owner_id = p_first_owner, source_id = p_source, created_at = p_created_at, created_day = p_created_day,
            stage_id = p_stage, furthest_stage_id = p_furthest, outcome = p_outcome, closed_at = p_closed_at, closed_day = p_closed_day,
            first_won_at = p_first_won_at, base_minor = p_base_minor, loss_reason_id = p_loss_reason, full_history = p_full_history
          where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline;
        -- Without a client nothing of a profile depends on purchases.
        if exists (select from deals d where d.workspace_id = p_workspace and d.id = p_deal and d.company_id is not null) then
          perform metrics_refresh(p_workspace, array[p_deal] || metrics_deals_moved(p_workspace, array[p_deal],
            case when won_before is not null then array[p_deal] end, case when won_before is not null then array[won_before] end));
        end if;
      else
        perform put_reach(p_workspace, array[p_deal], array[p_pipeline], array[p_owner], array[p_first_owner], array[p_source], array[p_created_at],
          array[p_created_day], array[p_stage], array[p_furthest], array[p_outcome], array[p_closed_at], array[p_closed_day], array[p_first_won_at],
          array[p_base_minor], array[p_loss_reason], array[p_full_history]);
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
end $$;
revoke execute on function put_facts_of_deal from public;
grant execute on function put_facts_of_deal to mostik_app;

-- Most changes of a reach do not touch the cell that it is counted in; those that do are two rows.
drop trigger cohorts_changed on deal_reach;
create or replace function cohorts_count_changed() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
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
create trigger cohorts_changed after update on deal_reach for each row
  when ((old.created_day, old.owner_id, old.source_id, old.pipeline_id, old.furthest_stage_id, old.outcome, old.closed_day, old.full_history, old.base_minor)
    is distinct from
    (new.created_day, new.owner_id, new.source_id, new.pipeline_id, new.furthest_stage_id, new.outcome, new.closed_day, new.full_history, new.base_minor))
  execute function cohorts_count_changed();

-- A reopened deal gets its signs by its own keys; the set-based function reads every open deal of the company when its plan is kept.
create or replace function signs_of_changed_deal() returns trigger language plpgsql security definer
  set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if new.outcome <> 'open' or new.deleted_at is not null then
    delete from deal_signs where workspace_id = new.workspace_id and deal_id = new.id;
  elsif old.outcome <> 'open' or old.deleted_at is not null then
    insert into deal_signs (workspace_id, deal_id, owner_id, pipeline_id, stage_id, base_minor, created_at, stage_entered_at, expected_close_on,
      next_due_at, last_contact_at, pushes)
    values (new.workspace_id, new.id, new.owner_id, new.pipeline_id, new.stage_id, new.base_minor, new.created_at, new.stage_entered_at,
      new.expected_close_on, next_due(new.workspace_id, new.id), last_contact(new.workspace_id, new.id),
      (select count(*)::int from deal_edits e where e.workspace_id = new.workspace_id and e.deal_id = new.id and close_pushed(e.changes)))
    on conflict do nothing;
  else
    update deal_signs set owner_id = new.owner_id, pipeline_id = new.pipeline_id, stage_id = new.stage_id, base_minor = new.base_minor,
      created_at = new.created_at, stage_entered_at = new.stage_entered_at, expected_close_on = new.expected_close_on
    where workspace_id = new.workspace_id and deal_id = new.id;
  end if;
  return null;
end $$;

-- Which stages a company has and which fields they ask for is the same for thousands of moves: whoever has read it may go by what he knows as long as
-- these rows are the same. Each change puts a row of its own in the place of those that it sees; one that works at the same time is not waited for, its
-- row stands beside. A set of rows never comes back, for whatever changes it adds a new one.
create table deal_grounds (
  workspace_id uuid not null,
  id uuid not null default gen_random_uuid(),
  primary key (workspace_id, id)
);
call protect_by_workspace('deal_grounds');
revoke insert, update, delete on deal_grounds from mostik_app;
create function change_deal_ground() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_workspace uuid := case when tg_op = 'DELETE' then old.workspace_id else new.workspace_id end;
begin
  delete from deal_grounds where ctid = any (array(select ctid from deal_grounds where workspace_id = of_workspace for update skip locked));
  insert into deal_grounds (workspace_id) values (of_workspace);
  return null;
end $$;
revoke execute on function change_deal_ground from public;
create trigger ground_of_deals after insert or update or delete on stages for each row execute function change_deal_ground();
create trigger ground_of_deals after insert or update or delete on fields for each row execute function change_deal_ground();
insert into deal_grounds (workspace_id) select id from workspaces;
