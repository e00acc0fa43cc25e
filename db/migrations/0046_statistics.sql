-- A long transaction that fills empty tables is planned by what was known of them before it: by guesses, with scans of all that it has written so far.
-- It asks for statistics now and then; whoever gathers them at the moment does it for others too.
create function gather_statistics() returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  analyze (skip_locked) deals, stage_changes, stage_stays, deal_reach, bookings, activities, tasks, deal_lines, companies, contacts, cohorts_buyers;
end $$;
revoke execute on function gather_statistics from public;
grant execute on function gather_statistics to mostik_app;
