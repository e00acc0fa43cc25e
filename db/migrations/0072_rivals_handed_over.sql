-- Against whom a deal of somebody's people was won or lost counts for them also when the deal is somebody else's now, as the reason and the stage do.

/* Rivals of deals that ended in these days with people in sight and are out of sight now, because somebody else has them. */
create function handed_over_rivals(p_from date, p_to date) returns table (deal_id uuid, competitor_id uuid)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
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
          and c.kind <> 'created'
      )
      select d.id, v.competitor_id from ended e
      join deals d on d.workspace_id = workspace and d.id = e.deal_id and (d.owner_id = any (seen)) is not true
      cross join lateral (
        select l.competitor_id from losses_rivals l where l.workspace_id = workspace and l.deal_id = d.id
        union
        select d.loss_competitor_id where d.loss_competitor_id is not null and d.deleted_at is null
      ) v;
  end if;
end $$;
revoke all on function handed_over_rivals(date, date) from public;
grant execute on function handed_over_rivals(date, date) to mostik_app;
