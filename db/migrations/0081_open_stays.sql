-- A stay is of whoever had the deal when it came to the stage, and a deal that was handed over stood among what is stuck as his who has it no longer: neither of
-- the two found it. What goes on belongs to whoever has the deal now, which the signs of open deals tell in an index. Of all people in sight `p_owners` are asked
-- about; the nil id is nobody.
-- Does the same as when it was 6b4a7bc97533d346a456f915dd33cfdbc074d063c4424e8e2b0eef2653b7681a then 2df821a6bd1bfef7cf88c33d5a14f3d2f583c9e6d41d9fa917b7dd0f7a9b876b.
create function open_stays(p_stages uuid[], p_owners uuid[])
returns table (deal_id uuid, seq int, stage_id uuid, pipeline_id uuid, owner_id uuid, source_id uuid, entered_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  owners uuid[] := case app_scope()
    when 'all' then p_owners
    when 'people' then array(select unnest(p_owners) intersect select unnest(app_people()))
    else '{}' end;
begin
  return query
    select s.deal_id, s.seq, s.stage_id, s.pipeline_id, g.owner_id, s.source_id, s.entered_at
    from deal_signs g join stage_stays s on s.workspace_id = workspace and s.deal_id = g.deal_id and s.stage_id = g.stage_id
    where g.workspace_id = workspace and g.stage_id = any (p_stages)
      and (g.owner_id = any (owners) or (g.owner_id is null and nil_uuid() = any (owners))) and s.left_at is null and s.certain;
end $$;
revoke execute on function open_stays from public;
grant execute on function open_stays to mostik_app;

-- Stays that go on stand in an index whole. They have no end: the indexes of ends need not hold them, and a move of a deal writes three entries less. That of all
-- people holds what a list newest first shows: the table is not asked for each stay that the list passes over.
drop index stage_stays_open, stage_stays_left, stage_stays_left_of, stage_stays_left_source;
create index stage_stays_open on stage_stays (workspace_id, owner_id, stage_id) include (entered_at, deal_id, seq, pipeline_id, source_id)
  where left_at is null and certain;
create index stage_stays_left on stage_stays (workspace_id, left_at) include (stage_id, owner_id, entered_at, deal_id, seq)
  where certain and not skipped and left_at is not null;
create index stage_stays_left_of on stage_stays (workspace_id, owner_id, left_at) include (stage_id, source_id, entered_at)
  where certain and not skipped and left_at is not null;
create index stage_stays_left_source on stage_stays (workspace_id, source_id, left_at) include (stage_id, owner_id, entered_at)
  where certain and not skipped and left_at is not null;
