-- Texts that a company writes again and again: letters and messages with places for names.

create table templates (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  channel text not null check (channel in ('email', 'message')),
  name text not null check (length(name) between 1 and 200),
  -- Of a letter; a message has none.
  subject text not null default '' check (length(subject) <= 300),
  body text not null check (length(body) between 1 and 10000),
  archived_at timestamptz,
  version int not null default 1,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index templates_name on templates (workspace_id, channel, lower(name)) where archived_at is null;
call protect_by_workspace('templates');
