-- Whoever comes back signs in anew: a session that was open when the access ended does not open it again.
create function end_sessions_with_access() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  today date := (now() at time zone (select w.time_zone from workspaces w where w.id = new.workspace_id))::date;
begin
  if 'disabled' in (old.state, new.state) or least(old.left_on, new.left_on) < today then
    delete from auth.sessions where user_id = new.user_id;
  end if;
  return null;
end $$;
revoke execute on function end_sessions_with_access from public;
create trigger end_sessions_with_access after update of state, left_on on people
  for each row when (new.user_id is not null and (old.state is distinct from new.state or old.left_on is distinct from new.left_on))
  execute function end_sessions_with_access();

-- What a company has that was told in its currency, and in the days of its time zone; whoever may change them need not see any of it.
create function company_fixed(out currency boolean, out time_zone boolean)
language sql stable security definer set search_path = public, pg_temp as $$
  select m.money, m.money or exists (select from activities where workspace_id = app_workspace())
  from (select exists (select from deals where workspace_id = app_workspace())
    or exists (select from plan_cells where workspace_id = app_workspace())
    or exists (select from payments where workspace_id = app_workspace())
    or exists (select from invoices where workspace_id = app_workspace())
    or exists (select from contracts where workspace_id = app_workspace())
    or exists (select from spend where workspace_id = app_workspace())
    or exists (select from spend_costs where workspace_id = app_workspace()) as money) m
$$;
revoke execute on function company_fixed from public;
grant execute on function company_fixed to mostik_app;
