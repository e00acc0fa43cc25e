-- What is paid for attracting clients: advertising by source, campaign and day, and the other costs of acquisition by article and month.

-- A row is what a campaign of a source cost on a day. Entered by hand or by a file; a second file for the same day replaces the first.
alter table spend drop constraint spend_pkey;
alter table spend add column id uuid not null default uuid7();
-- '': spend of the source as a whole.
alter table spend add column campaign text not null default '' check (length(campaign) <= 200);
alter table spend add column currency text check (currency ~ '^[A-Z]{3}$');
-- In the company's currency, at the rate of the day.
alter table spend add column base_minor bigint check (base_minor >= 0);
update spend s set base_minor = s.amount_minor, currency = (select w.currency from workspaces w where w.id = s.workspace_id);
alter table spend alter column currency set not null;
alter table spend alter column base_minor set not null;
alter table spend add column note text check (length(note) <= 500);
alter table spend add column import_id uuid;
alter table spend add column entered_by uuid;
alter table spend add column recorded_at timestamptz not null default now();
alter table spend add column version int not null default 1;
alter table spend add primary key (workspace_id, id);
alter table spend add constraint spend_cell unique (workspace_id, day, source_id, campaign, currency);
create index spend_import on spend (workspace_id, import_id) where import_id is not null;

create view facts.spend with (security_invoker = true) as
  select workspace_id, source_id, campaign, day, base_minor as amount_minor from spend;

-- Costs of acquisition that no advertisement names: what makes the loaded cost of a client. In the company's currency.
create table spend_costs (
  workspace_id uuid not null references workspaces on delete cascade,
  month date not null check (extract(day from month) = 1),
  article text not null check (article in ('pay', 'tools', 'hiring', 'training', 'other')),
  amount_minor bigint not null check (amount_minor >= 0),
  entered_by uuid,
  recorded_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, month, article)
);
call protect('spend_costs');
create policy by_role on spend_costs to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head', 'marketing', 'finance', 'auditor'))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'marketing', 'finance'));
grant select, insert, update, delete on spend_costs to mostik_app;
create view facts.spend_costs with (security_invoker = true) as
  select workspace_id, month, article, amount_minor from spend_costs;

-- A removal is a write too: `using` alone would let those who only read take rows away.
create policy removed_by_role on spend as restrictive for delete to mostik_app
  using ((select app_role()) in ('owner', 'director', 'marketing', 'finance'));
create policy removed_by_role on spend_costs as restrictive for delete to mostik_app
  using ((select app_role()) in ('owner', 'director', 'marketing', 'finance'));

grant select on facts.spend, facts.spend_costs to mostik_app;
