-- Lines of a deal note what stands summed up of it in one place, and only where the deal is in the facts already: an import writes lines before there are any.

drop trigger metrics_note_lines_fresh on deal_lines;
drop trigger metrics_note_lines_changed on deal_lines;
drop trigger metrics_note_lines_gone on deal_lines;
drop trigger note_lines_fresh on deal_lines;
drop trigger note_lines_changed on deal_lines;
drop trigger note_lines_gone on deal_lines;
drop function metrics_note_lines();
drop function note_lines_sold();

create function note_lines() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  known record;
begin
  for known in
    select t.workspace_id, array_agg(distinct t.deal_id) as deals from touched t
    where exists (select from deal_reach r where r.workspace_id = t.workspace_id and r.deal_id = t.deal_id) group by t.workspace_id
  loop
    perform metrics_note_deals(known.workspace_id, known.deals);
    perform note_booked_days(known.workspace_id, known.deals);
  end loop;
  return null;
end $$;

create trigger note_lines_fresh after insert on deal_lines referencing new table as touched for each statement execute function note_lines();
create trigger note_lines_changed after update on deal_lines referencing new table as touched for each statement execute function note_lines();
create trigger note_lines_gone after delete on deal_lines referencing old table as touched for each statement execute function note_lines();

-- What notes is called by triggers alone.
revoke execute on function note_booked_days from public;
