-- A hand-over leaves nothing with whoever is gone that needs somebody's care: closed deals with unpaid invoices, shares of deals of others, meetings that he
-- leads, cases and goals that he answers for.
alter table handover_items drop constraint handover_items_kind_check;
alter table handover_items add constraint handover_items_kind_check
  check (kind in ('deal', 'billed', 'share', 'company', 'contact', 'task', 'activity', 'lead', 'ritual', 'case', 'goal', 'plan'));

alter table cases_log drop constraint cases_log_kind_check;
alter table cases_log add constraint cases_log_kind_check
  check (kind in ('opened', 'comment', 'cause', 'action', 'actionDone', 'actionCancelled', 'checked', 'closed', 'reopened', 'handedOver'));

-- What was said and decided of a case is seen by whoever answers for it now.
create function case_papers_follow_owner() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update cases_actions set owner_id = new.owner_id where workspace_id = new.workspace_id and case_id = new.id;
  update cases_log set owner_id = new.owner_id where workspace_id = new.workspace_id and case_id = new.id;
  return null;
end $$;
revoke execute on function case_papers_follow_owner from public;
create trigger papers_follow_owner after update of owner_id on cases
  for each row when (old.owner_id is distinct from new.owner_id) execute function case_papers_follow_owner();
