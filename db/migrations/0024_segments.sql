-- Classes of clients: ABC by money, XYZ by steadiness, RFM by how lately, how often, how much; and who has gone silent. Computed each night and on demand.

-- How this company classes its clients; until it is written the defaults of the program hold (src/modules/segments/calc/settings.ts).
create table segments_settings (
  workspace_id uuid not null references workspaces on delete cascade,
  -- Months whose purchases are looked at.
  months int not null check (months between 3 and 36),
  -- A client is silent after so many of his own median intervals, and lost after so many.
  silent_after numeric(4, 2) not null check (silent_after between 1 and 10),
  lost_after numeric(4, 2) not null check (lost_after between 1 and 20 and lost_after >= silent_after),
  version int not null default 1,
  primary key (workspace_id)
);
call protect_by_workspace('segments_settings');

-- Each computation, so that two days can be compared.
create table segments_runs (
  workspace_id uuid not null references workspaces on delete cascade,
  as_of date not null,
  computed_at timestamptz not null default now(),
  -- Null: the night.
  by_person uuid,
  clients int not null,
  primary key (workspace_id, as_of)
);
call protect_by_workspace('segments_runs');

-- In which classes a client was from a day until another. A row ends when a class changes; what was counted then stays with it.
create table segments_classes (
  workspace_id uuid not null references workspaces on delete cascade,
  client_id uuid not null,
  valid_from date not null,
  valid_to date,
  -- Who answers for the client: of his card, else of his last purchase.
  owner_id uuid,
  abc text not null check (abc in ('A', 'B', 'C')),
  -- Null: too new to be judged.
  xyz text check (xyz in ('X', 'Y', 'Z')),
  recency smallint not null check (recency between 1 and 5),
  frequency smallint not null check (frequency between 1 and 5),
  monetary smallint not null check (monetary between 1 and 5),
  state text not null check (state in ('active', 'silent', 'lost', 'once')),
  primary key (workspace_id, client_id, valid_from)
);
create index segments_classes_now on segments_classes (workspace_id, owner_id) where valid_to is null;
call protect_by_owner('segments_classes');

-- Figures of the last computation; money of all sellers, shown to those who see everybody.
create table segments_figures (
  workspace_id uuid not null references workspaces on delete cascade,
  client_id uuid not null,
  owner_id uuid,
  first_on date not null,
  last_on date not null,
  orders int not null,
  money_minor bigint not null,
  -- In the months looked at.
  recent_orders int not null,
  recent_minor bigint not null,
  -- Own rhythm: median days between purchases; null with fewer than two intervals.
  interval_days numeric(8, 1),
  -- σ ÷ mean of the months.
  variation numeric(10, 4),
  -- The day on which his silence makes or has made him lost; null where no rhythm is known.
  lost_on date,
  primary key (workspace_id, client_id)
);
create index segments_figures_owner on segments_figures (workspace_id, owner_id);
call protect_by_owner('segments_figures');

-- Of the last computation, for those who see everybody: a page costs a row and not all clients.
create table segments_company (
  workspace_id uuid not null references workspaces on delete cascade,
  -- What src/modules/segments/calc/summary.ts gives.
  figures jsonb not null,
  primary key (workspace_id)
);
call protect('segments_company');
create policy seen_by_all_seers on segments_company to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) = 'all')
  with check (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
grant select, insert, update, delete on segments_company to mostik_app;

-- Clients lost, and months in which they could be lost, by whoever answers for them and the source of their first purchase.
create table segments_losses (
  workspace_id uuid not null references workspaces on delete cascade,
  owner_id uuid not null,
  source_id uuid not null,
  lost int not null,
  months_at_risk numeric(14, 2) not null,
  primary key (workspace_id, owner_id, source_id)
);
call protect_by_owner('segments_losses');

-- Whom we told that a client is silent, once for each silence.
create table segments_alarms (
  workspace_id uuid not null references workspaces on delete cascade,
  client_id uuid not null,
  -- The last purchase before the silence.
  last_on date not null,
  owner_id uuid,
  told_at timestamptz not null default now(),
  primary key (workspace_id, client_id, last_on)
);
call protect_by_owner('segments_alarms');

-- The job of the night works as the server; whoever computes on demand answers for the company.
create view facts.client_classes with (security_invoker = true) as
  select c.workspace_id, c.client_id, c.owner_id, c.abc, c.xyz, c.recency, c.frequency, c.monetary, c.state, c.valid_from
  from segments_classes c where c.valid_to is null;
grant select on facts.client_classes to mostik_app;

-- What a source's money is worth: how this company counts margin and how long a client stays.
create table sources_settings (
  workspace_id uuid not null references workspaces on delete cascade,
  -- Gross margin in hundredths of a percent; null until somebody says it.
  margin_bp int check (margin_bp between 1 and 10000),
  -- Years for which a client buys, for the second definition of lifetime value.
  years numeric(4, 1) not null default 3 check (years between 0.1 and 50),
  version int not null default 1,
  primary key (workspace_id)
);
call protect_by_workspace('sources_settings');
