-- Calls, meetings and other contacts with a client.

create table activities (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  kind text not null check (kind in ('call', 'meeting', 'email', 'message', 'demo')),
  owner_id uuid,
  deal_id uuid,
  company_id uuid,
  contact_id uuid,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  duration_s int check (duration_s >= 0),
  result text,
  done boolean not null default true,
  source text not null default 'ui',
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index activities_owner on activities (workspace_id, owner_id, occurred_at desc);
create index activities_deal on activities (workspace_id, deal_id, occurred_at desc) where deal_id is not null;
call protect_by_owner('activities');

create view facts.activities with (security_invoker = true) as select * from activities;
grant select on facts.activities to mostik_app;
