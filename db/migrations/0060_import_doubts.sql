-- An import knows of nearly all clients what their deals are: it has made the client, and no purchase came after deals that it would have made another kind
-- of. Only the clients that it doubts are worked out anew in the end.

-- As before, for the clients that app.doubted_clients names; where it names none by an empty text, for all clients of the import. A setting, for whoever
-- settles an import (settle_import) hands over only which one.
create or replace function metrics_settle(p_workspace uuid, p_import uuid) returns int language plpgsql security definer set search_path = public, pg_temp
  set plan_cache_mode = force_custom_plan as $$
declare
  doubted uuid[] := nullif(current_setting('app.doubted_clients', true), '')::uuid[];
  changed int;
begin
  perform refuse_other_workspace(p_workspace);
  if doubted = '{}' then
    return 0;
  end if;
  with clients as materialized (
    select distinct company_id from deals where doubted is null and workspace_id = p_workspace and import_id = p_import and company_id is not null
    union all
    select distinct unnest(doubted)
  ), of_clients as materialized (
    select d.id, d.company_id, d.created_at from clients c join deals d on d.workspace_id = p_workspace and d.company_id = c.company_id
  ), won as materialized (
    select r.deal_id, min(r.first_won_at) as at from of_clients d join deal_reach r on r.workspace_id = p_workspace and r.deal_id = d.id
    where r.first_won_at is not null group by r.deal_id
  ), mine as materialized (
    select d.*, w.at as won_at from of_clients d left join won w on w.deal_id = d.id
  ), purchases as (
    select m.company_id, m.id, m.won_at, lead(m.id) over later as next_id, lead(m.won_at) over later as next_at, row_number() over later as place
    from mine m where m.won_at is not null
    window later as (partition by m.company_id order by m.won_at, m.id)
  ), earlier as (
    -- The first purchase of the client by another deal.
    select m.id, m.company_id, m.created_at, m.won_at, case when p.id <> m.id then p.won_at else p.next_at end as at,
           case when p.id <> m.id then p.id else p.next_id end as of
    from mine m left join purchases p on p.company_id = m.company_id and p.place = 1
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
