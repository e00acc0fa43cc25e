-- Who shares the credit of a deal, as a part of its log: sales volume is booked by these shares.

-- The shares after this edit, [{"personId", "shareBp"}] in hundredths of a percent, [] when it is the owner's alone again; null: the edit left them as they were.
alter table deal_edits add column credit_after jsonb;

-- Wins of before stand as they were booked; teams of deals that were never won share from now on. Version 1: an edit of nobody's has that number.
insert into deal_edits (workspace_id, deal_id, version, at, source, changes, credit_after)
select d.workspace_id, d.id, 1, now(), 'rule', jsonb_build_object('team', jsonb_build_object('from', '[]'::jsonb, 'to', team.members)), team.members
from deals d
cross join lateral (
  select jsonb_agg(jsonb_build_object('personId', t.person_id, 'shareBp', t.share_bp) order by t.position, t.person_id) as members
  from deal_team t where t.workspace_id = d.workspace_id and t.deal_id = d.id) team
where team.members is not null and not exists (select from bookings b where b.workspace_id = d.workspace_id and b.deal_id = d.id);
