-- A stay is of whoever had the deal when it came to the stage, and a deal that was handed over stood among what is stuck as his who has it no longer: neither of
-- the two found it. What goes on belongs to whoever has the deal now. Of all people in sight `p_owners` are asked about; the nil id is nobody.
create function open_stays(p_stages uuid[], p_owners uuid[])
returns table (deal_id uuid, seq int, stage_id uuid, pipeline_id uuid, owner_id uuid, source_id uuid, entered_at timestamptz)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  workspace uuid := app_workspace();
  owners uuid[] := case app_scope()
    when 'all' then p_owners
    when 'people' then array(select unnest(p_owners) intersect select unnest(app_people()))
    else '{}' end;
begin
  return query
    select s.deal_id, s.seq, s.stage_id, s.pipeline_id, d.owner_id, s.source_id, s.entered_at
    from deals d join stage_stays s on s.workspace_id = workspace and s.deal_id = d.id and s.stage_id = d.stage_id
    where d.workspace_id = workspace and d.outcome = 'open' and d.deleted_at is null and d.stage_id = any (p_stages)
      and (d.owner_id = any (owners) or (d.owner_id is null and nil_uuid() = any (owners))) and s.left_at is null and s.certain;
end $$;
revoke execute on function open_stays from public;
grant execute on function open_stays to mostik_app;
