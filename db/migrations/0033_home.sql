-- What a person has put off or called no problem on his list of what needs attention.

create table home_dismissals (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  -- Whose list it is.
  owner_id uuid not null,
  -- The item, by its own key ('deal:…', 'behind:…'), its rule and whom it is about.
  item text not null,
  rule text not null,
  subject_id uuid,
  -- How bad it was when it was put off: days, a share or money, by the rule.
  measure double precision,
  -- Hidden until this day; null: no problem.
  until_on date,
  reason text,
  at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, owner_id) references people (workspace_id, id)
);
create unique index home_dismissals_item on home_dismissals (workspace_id, owner_id, item);
create index home_dismissals_rule on home_dismissals (workspace_id, owner_id, rule, subject_id, at desc);
-- Everybody has his own list, whoever his boss is.
call protect('home_dismissals');
create policy own on home_dismissals to mostik_app
  using (workspace_id = (select app_workspace()) and owner_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and owner_id = (select app_person()));
grant select, insert, update, delete on home_dismissals to mostik_app;
