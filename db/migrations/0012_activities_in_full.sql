-- Planned activities, results from a list, what was changed, recordings.

-- What may come of a contact, by its kind. `is_contact`: whether the client was reached, so that a call into the void breaks no silence.
-- next_*: the step that usually follows, in working days; nothing where the matter rests.
create table activity_results (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  kind text not null check (kind in ('call', 'meeting', 'email', 'message', 'demo')),
  name text not null check (length(name) between 1 and 200),
  is_contact boolean not null default true,
  next_kind text check (next_kind in ('call', 'meeting', 'email', 'message', 'demo')),
  next_in_days smallint check (next_in_days between 0 and 365),
  position int not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, kind, name),
  check ((next_kind is null) = (next_in_days is null))
);
call protect_by_workspace('activity_results');

-- `done` has three values: true took place and counts, false is planned, null is neither (called off or deleted), so that no question about
-- planned or done ones meets the others by mistake. `occurred_at` is the start: the planned one until it is done, the real one from then on.
alter table activities
  alter column done drop not null,
  -- What it is about, written when it is planned.
  add column title text check (length(title) between 1 and 300),
  add column result_id uuid,
  -- Of the result at the time of recording: a later change in the list does not rewrite history.
  add column is_contact boolean not null default true,
  -- The start that was planned first; null for what was recorded afterwards only.
  add column planned_at timestamptz,
  -- How many times it was put to another time.
  add column shifts smallint not null default 0,
  add column cancelled_at timestamptz,
  add column cancel_reason text,
  add column deleted_at timestamptz,
  -- Where the recording of a call can be heard.
  add column recording_url text check (recording_url ~ '^https?://'),
  add column created_by uuid,
  add column version int not null default 1,
  add column external_source text,
  add column external_id text,
  add column import_id uuid,
  add check ((done is null) = (cancelled_at is not null or deleted_at is not null));
create unique index activities_external on activities (workspace_id, external_source, external_id) where external_id is not null;
create index activities_import on activities (workspace_id, import_id) where import_id is not null;
create index activities_company on activities (workspace_id, company_id, occurred_at desc) where company_id is not null;
create index activities_contact on activities (workspace_id, contact_id, occurred_at desc) where contact_id is not null;
-- What is still to be done, of a person and of a deal.
create index activities_open on activities (workspace_id, owner_id, occurred_at) include (deal_id) where not done;
create index activities_open_deal on activities (workspace_id, deal_id, occurred_at) where not done and deal_id is not null;

-- What was changed: field → {from, to}; append-only. What a batch has made has no row here.
create table activity_edits (
  workspace_id uuid not null,
  activity_id uuid not null,
  version int not null,
  at timestamptz not null,
  actor_id uuid,
  source text not null,
  action text not null check (action in ('planned', 'recorded', 'edited', 'moved', 'done', 'cancelled', 'deleted', 'undone')),
  changes jsonb not null,
  reason text,
  primary key (workspace_id, activity_id, version),
  foreign key (workspace_id, activity_id) references activities (workspace_id, id) on delete cascade
);
call protect('activity_edits');
create policy follows_activity on activity_edits for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from activities a where a.workspace_id = activity_edits.workspace_id and a.id = activity_edits.activity_id)));
create policy append on activity_edits for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from activities a where a.workspace_id = activity_edits.workspace_id and a.id = activity_edits.activity_id)));
grant select, insert on activity_edits to mostik_app;

-- People only mark an activity as deleted, and the service takes it out of the totals. Whoever removes rows for good (the revert of an import, the
-- final deletion of a deal with all that hangs on it) takes them out of the totals here, whichever way the deletion came.
create function uncount_activities() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  select gone.workspace_id, 'activity:' || gone.kind, (gone.occurred_at at time zone w.time_zone)::date, coalesce(gone.owner_id, nil_uuid()),
         nil_uuid(), nil_uuid(), 0, -count(*), 0
  from gone join workspaces w on w.id = gone.workspace_id
  where gone.done
  group by 1, 2, 3, 4;
  return null;
end $$;
create trigger uncount_deleted after delete on activities
  referencing old table as gone for each statement execute function uncount_activities();

drop view facts.activities;
create view facts.activities with (security_invoker = true) as
  select workspace_id, id, kind, owner_id, deal_id, company_id, contact_id, occurred_at, recorded_at, duration_s, result, done, source,
         title, result_id, is_contact, planned_at, shifts
  from activities where done is not null;
create view facts.activity_results with (security_invoker = true) as select * from activity_results;
grant select on facts.activities, facts.activity_results to mostik_app;

-- Companies that are here already begin with the same list as new ones (src/modules/activities/texts.*.ts).
insert into activity_results (workspace_id, kind, name, is_contact, next_kind, next_in_days, position)
select w.id, x.kind, case w.language when 'ru' then x.ru else x.en end, x.is_contact, x.next_kind, x.next_in_days, x.position
from workspaces w cross join (values
  ('call', 'Договорились о следующем шаге', 'Next step agreed', true, 'call', 3, 0),
  ('call', 'Просил перезвонить', 'Asked to call back', true, 'call', 1, 1),
  ('call', 'Думает', 'Thinking it over', true, 'call', 5, 2),
  ('call', 'Не дозвонились', 'No answer', false, 'call', 1, 3),
  ('call', 'Отказался', 'Refused', true, null, null, 4),
  ('meeting', 'Договорились о следующем шаге', 'Next step agreed', true, 'call', 2, 0),
  ('meeting', 'Ждут предложение', 'Wait for an offer', true, 'email', 1, 1),
  ('meeting', 'Думают', 'Thinking it over', true, 'call', 5, 2),
  ('meeting', 'Не состоялась', 'Did not take place', false, 'call', 1, 3),
  ('meeting', 'Отказались', 'Refused', true, null, null, 4),
  ('demo', 'Понравилось, обсуждаем условия', 'Liked it, discussing terms', true, 'call', 2, 0),
  ('demo', 'Есть вопросы', 'Have questions', true, 'call', 1, 1),
  ('demo', 'Не подошло', 'Does not fit', true, null, null, 2),
  ('demo', 'Не состоялась', 'Did not take place', false, 'call', 1, 3),
  ('email', 'Отправлено', 'Sent', false, 'call', 2, 0),
  ('email', 'Получен ответ', 'Got an answer', true, 'call', 1, 1),
  ('message', 'Отправлено', 'Sent', false, 'call', 1, 0),
  ('message', 'Получен ответ', 'Got an answer', true, 'call', 1, 1)
) as x (kind, ru, en, is_contact, next_kind, next_in_days, position);
