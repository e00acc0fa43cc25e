-- What people are told, by which channels, and what became of each delivery.

create table notices (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  person_id uuid not null,
  -- LEAD_ASSIGNED, TASK_OVERDUE …: its words stand in the texts of the module that sends it.
  kind text not null check (kind ~ '^[A-Z][A-Z0-9_]{2,59}$'),
  subject_type text,
  subject_id uuid,
  -- What the words need; small, and nothing that the receiver may not see.
  data jsonb not null default '{}',
  -- The page that it opens.
  path text not null check (path like '/%' and length(path) <= 500),
  -- One notice of a person with this key; a second one is left out.
  key text,
  created_at timestamptz not null default now(),
  read_at timestamptz,
  -- When its deliveries were made; null: they wait to be.
  routed_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index notices_of_person on notices (workspace_id, person_id, id desc);
create index notices_unread on notices (workspace_id, person_id) where read_at is null;
create unique index notices_key on notices (workspace_id, person_id, key) where key is not null;
create index notices_to_route on notices (created_at) where routed_at is null;
call protect('notices');
-- Anybody's deed may be told to a colleague; everybody reads his own notices alone.
create policy written_by_all on notices for insert to mostik_app with check (workspace_id = (select app_workspace()));
create policy read_by_receiver on notices for select to mostik_app
  using (workspace_id = (select app_workspace()) and person_id = (select app_person()));
create policy marked_by_receiver on notices for update to mostik_app
  using (workspace_id = (select app_workspace()) and person_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and person_id = (select app_person()));
grant select, insert, update on notices to mostik_app;

-- What a person has chosen; without a row everything is as usual.
create table notice_settings (
  workspace_id uuid not null references workspaces on delete cascade,
  person_id uuid not null,
  -- { "LEAD_ASSIGNED": ["app", "push"] }: only kinds that differ from the usual.
  channels jsonb not null default '{}',
  -- Null: the company's.
  time_zone text,
  -- Minutes of the day in his zone, from 22:00 to 8:00 is 1320 to 480; both null: no quiet hours.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_to smallint check (quiet_to between 0 and 1439),
  quiet_days_off boolean not null default false,
  -- When the letter with everything unread is written, minutes of the day; null: never.
  morning_at smallint check (morning_at between 0 and 1439),
  evening_at smallint check (evening_at between 0 and 1439),
  -- The digest of this moment is written.
  digest_at timestamptz,
  primary key (workspace_id, person_id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  check ((quiet_from is null) = (quiet_to is null))
);
call protect('notice_settings');
create policy own on notice_settings to mostik_app
  using (workspace_id = (select app_workspace()) and person_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and person_id = (select app_person()));
grant select, insert, update on notice_settings to mostik_app;

-- Browsers that take push messages.
create table push_subscriptions (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  person_id uuid not null,
  endpoint text not null check (endpoint like 'https://%' and length(endpoint) <= 1000),
  p256dh text not null,
  auth text not null,
  browser text,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
-- A browser belongs to whoever has signed in there last.
create unique index push_subscriptions_endpoint on push_subscriptions (workspace_id, endpoint);
create index push_subscriptions_person on push_subscriptions (workspace_id, person_id);
call protect('push_subscriptions');
create policy own on push_subscriptions to mostik_app
  using (workspace_id = (select app_workspace()) and person_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and person_id = (select app_person()));
grant select, insert, delete on push_subscriptions to mostik_app;

-- A person's chat with the company's bot: first a code, then the chat that sent it.
create table telegram_chats (
  workspace_id uuid not null references workspaces on delete cascade,
  person_id uuid not null,
  code_hash text,
  code_expires_at timestamptz,
  chat_id text,
  user_name text,
  linked_at timestamptz,
  primary key (workspace_id, person_id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create unique index telegram_chats_code on telegram_chats (workspace_id, code_hash) where code_hash is not null;
call protect('telegram_chats');
create policy own on telegram_chats to mostik_app
  using (workspace_id = (select app_workspace()) and person_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and person_id = (select app_person()));
grant select, insert, update, delete on telegram_chats to mostik_app;

-- What the channels of a company need; secrets are sealed with the server's secret. Requests see no row: the server reads and writes it.
create table notice_channels (
  workspace_id uuid primary key references workspaces on delete cascade,
  telegram_token text,
  telegram_bot text,
  -- The next update of the bot.
  telegram_offset bigint not null default 0,
  -- What the bot answered last when it did not work.
  telegram_problem text,
  push_public text,
  push_private text
);
call protect('notice_channels');
grant select on notice_channels to mostik_app;

-- One message by one channel to one person: letters of sign-in too, so that no request waits for a mail server.
create table deliveries (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  person_id uuid,
  notice_id uuid,
  channel text not null check (channel in ('email', 'push', 'telegram')),
  -- The notice's kind, or DIGEST, INVITATION, PASSWORD, TEST.
  kind text not null,
  -- E-mail, chat or push subscription.
  address text not null,
  -- Words that are not those of a notice, sealed: a letter may hold a link of one use. Gone when it is sent or given up.
  payload text,
  state text not null default 'queued' check (state in ('queued', 'sent', 'failed', 'dropped')),
  tries int not null default 0,
  next_try_at timestamptz not null default now(),
  -- In the channel's own words.
  problem text,
  created_at timestamptz not null default now(),
  done_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, notice_id) references notices (workspace_id, id) on delete cascade
);
create index deliveries_due on deliveries (next_try_at) where state = 'queued';
create index deliveries_log on deliveries (workspace_id, id desc);
create index deliveries_person on deliveries (workspace_id, person_id);
create index deliveries_notice on deliveries (workspace_id, notice_id) where notice_id is not null;
call protect('deliveries');
create policy read_by_administration on deliveries for select to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'admin'));
create policy written_by_all on deliveries for insert to mostik_app with check (workspace_id = (select app_workspace()));
grant select, insert on deliveries to mostik_app;

-- Letters for a forgotten password by the hash of the e-mail, whether it has an account or not.
create table auth.password_letters (
  email_hash text not null,
  at timestamptz not null default now()
);
create index password_letters_email on auth.password_letters (email_hash, at);
call protect('auth.password_letters');
