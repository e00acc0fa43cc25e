-- Pipelines, stages, deals and the append-only log of their moves.

create table pipelines (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 200),
  position int not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id)
);
call protect_by_workspace('pipelines');

create table stages (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  pipeline_id uuid not null,
  name text not null check (length(name) between 1 and 200),
  -- What the stage means, apart from what it is called.
  meaning text not null check (meaning in ('open', 'won', 'lost')),
  position int not null,
  color text not null default 'grey',
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, pipeline_id, id),
  foreign key (workspace_id, pipeline_id) references pipelines (workspace_id, id) on delete cascade
);
create index stages_pipeline on stages (workspace_id, pipeline_id, position);
call protect_by_workspace('stages');

create table sources (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 200),
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
call protect_by_workspace('sources');

create table loss_reasons (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 200),
  position int not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
call protect_by_workspace('loss_reasons');

-- Big tables reference as little as holds them together: each foreign key costs its check for every row of an import.
create table deals (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  title text not null check (length(title) between 1 and 500),
  pipeline_id uuid not null,
  stage_id uuid not null,
  owner_id uuid,
  company_id uuid,
  contact_id uuid,
  source_id uuid,
  amount_minor bigint not null default 0,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The amount in the company's currency, at the day's rate until the win and at the rate of the win from then on.
  base_minor bigint not null default 0,
  expected_close_on date,
  loss_reason_id uuid,
  loss_comment text,
  comment text,
  custom jsonb not null default '{}',
  -- When the deal came to be (for an import: what the file says), against when we learnt of it.
  created_at timestamptz not null default now(),
  recorded_at timestamptz not null default now(),
  created_by uuid,
  updated_at timestamptz not null default now(),
  -- These four derive from the log; the log's writer keeps them.
  outcome text not null default 'open' check (outcome in ('open', 'won', 'lost')),
  closed_at timestamptz,
  stage_entered_at timestamptz not null default now(),
  log_seq int not null default 0,
  version int not null default 1,
  external_source text,
  external_id text,
  import_id uuid,
  deleted_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, pipeline_id, stage_id) references stages (workspace_id, pipeline_id, id)
) with (fillfactor = 85);
create unique index deals_external on deals (workspace_id, external_source, external_id) where external_id is not null;
-- Lists: a page is read from the index of its order, outcome by outcome, under whatever scope. Orders that are asked of open deals only have small indexes.
create index deals_created on deals (workspace_id, outcome, created_at, id) where deleted_at is null;
create index deals_owner_created on deals (workspace_id, owner_id, outcome, created_at, id) where deleted_at is null;
create index deals_amount on deals (workspace_id, outcome, base_minor, id) where deleted_at is null;
create index deals_expected on deals (workspace_id, expected_close_on, id) where deleted_at is null and outcome = 'open';
create index deals_updated on deals (workspace_id, updated_at, id) where deleted_at is null and outcome = 'open';
create index deals_title on deals (workspace_id, (title collate "ru-x-icu"), id) where deleted_at is null and outcome = 'open';
-- Columns of the board, and closed deals by the day of closing: a closed deal entered its stage when it closed.
create index deals_board on deals (workspace_id, stage_id, stage_entered_at, id) include (owner_id) where deleted_at is null;
create index deals_company on deals (workspace_id, company_id) where company_id is not null;
create index deals_import on deals (workspace_id, import_id) where import_id is not null;
create index deals_title_trgm on deals using gin (title gin_trgm_ops);
call protect_by_owner('deals');

create table deal_lines (
  workspace_id uuid not null,
  deal_id uuid not null,
  line_no int not null,
  owner_id uuid,
  product_id uuid,
  -- As it was written where it came from; a line without product_id is an unmatched product, shown and never dropped.
  product_name text not null,
  quantity numeric(18, 4) not null default 1,
  price_minor bigint not null default 0,
  primary key (workspace_id, deal_id, line_no),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
create index deal_lines_unmatched on deal_lines (workspace_id, product_name) where product_id is null;
call protect_by_owner('deal_lines');

-- Append-only. A mistake is mended by a row that voids an earlier one; a voided pair is no visit.
create table stage_changes (
  workspace_id uuid not null,
  deal_id uuid not null,
  seq int not null,
  pipeline_id uuid not null,
  from_stage_id uuid,
  -- Null: the deal existed, but nobody knows on which stage (an import with the current stage only).
  to_stage_id uuid,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  -- Whether occurred_at is known to be the moment of entering. False makes no time in stage.
  certain boolean not null default true,
  voids_seq int,
  actor_id uuid,
  source text not null check (source in ('ui', 'api', 'import', 'sync', 'rule', 'demo')),
  -- The owner and the amount (company's currency) at that moment: whose credit it is, and how much.
  owner_id uuid,
  base_minor bigint not null,
  import_id uuid,
  primary key (workspace_id, deal_id, seq),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
call protect('stage_changes');
-- The log of a deal belongs to whoever sees the deal now, whoever owned it then.
create policy follows_deal on stage_changes for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = stage_changes.workspace_id and d.id = stage_changes.deal_id)));
create policy append on stage_changes for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = stage_changes.workspace_id and d.id = stage_changes.deal_id)));
grant select, insert on stage_changes to mostik_app;

-- What was changed on a card besides its stage: field → {from, to}. Amounts in the company's currency stand apart, since money after a win is booked.
create table deal_edits (
  workspace_id uuid not null,
  deal_id uuid not null,
  version int not null,
  at timestamptz not null default now(),
  actor_id uuid,
  source text not null,
  changes jsonb not null,
  base_minor_after bigint,
  import_id uuid,
  primary key (workspace_id, deal_id, version),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
call protect('deal_edits');
create policy follows_deal on deal_edits for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_edits.workspace_id and d.id = deal_edits.deal_id)));
create policy append on deal_edits for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_edits.workspace_id and d.id = deal_edits.deal_id)));
grant select, insert on deal_edits to mostik_app;

-- Advertising spend of a source on a day.
create table spend (
  workspace_id uuid not null references workspaces on delete cascade,
  source_id uuid not null,
  day date not null,
  amount_minor bigint not null check (amount_minor >= 0),
  primary key (workspace_id, source_id, day),
  foreign key (workspace_id, source_id) references sources (workspace_id, id) on delete cascade
);
call protect('spend');
create policy by_role on spend to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'head', 'marketing', 'finance', 'auditor'))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'marketing', 'finance'));
grant select, insert, update, delete on spend to mostik_app;

create view facts.pipelines with (security_invoker = true) as select * from pipelines;
create view facts.stages with (security_invoker = true) as select * from stages;
create view facts.sources with (security_invoker = true) as select * from sources;
create view facts.loss_reasons with (security_invoker = true) as select * from loss_reasons;
create view facts.deals with (security_invoker = true) as
  select workspace_id, id, title, pipeline_id, stage_id, owner_id, company_id, source_id, amount_minor, currency, base_minor,
         expected_close_on, loss_reason_id, created_at, recorded_at, outcome, closed_at, stage_entered_at, updated_at
  from deals where deleted_at is null;
create view facts.stage_changes with (security_invoker = true) as select * from stage_changes;
grant select on facts.pipelines, facts.stages, facts.sources, facts.loss_reasons, facts.deals, facts.stage_changes to mostik_app;

-- Trigram operators are not leakproof: under row level security the planner would read every title. These functions step around
-- that and repeat the policy's own condition; a test holds them against the policy. They give ids alone: what a row says is read under the policy.

-- The newest open deals in scope with this text, at most so many of the `window_size` newest: where words that many titles have are found at once.
create function newest_deals_with(pattern text, window_size int, most int) returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  people uuid[] := app_people();
begin
  if app_scope() = 'all' then
    return array(
      select x.id
      from (select d.id, d.title, d.created_at from deals d
            where d.workspace_id = workspace and d.outcome = 'open' and d.deleted_at is null order by d.created_at desc limit window_size) x
      where x.title ilike pattern order by x.created_at desc limit most);
  end if;
  return array(
    select x.id
    from unnest(people) as p(id) cross join lateral (
      select d.id, d.title, d.created_at from deals d
      where d.workspace_id = workspace and d.owner_id = p.id and d.outcome = 'open' and d.deleted_at is null
      order by d.created_at desc limit greatest(window_size / nullif(cardinality(people), 0), 20)) x
    where x.title ilike pattern order by x.created_at desc limit most);
end $$;

-- All deals in scope with this text, by the trigram index, in no order.
create function deals_with(pattern text, most int) returns table (id uuid, outcome text, created_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  everybody boolean := app_scope() = 'all';
  people uuid[] := app_people();
begin
  return query select d.id, d.outcome, d.created_at from deals d
    where d.workspace_id = workspace and (everybody or d.owner_id = any (people)) and d.deleted_at is null and d.title ilike pattern
    limit most;
end $$;

create function like_pattern(query text) returns text language sql immutable parallel safe
  as $$ select '%' || replace(replace(replace(query, '\', '\\'), '%', '\%'), '_', '\_') || '%' $$;

-- What somebody looks for by a piece of the title: newest open deals first, then the others. Ids in order.
create function search_deals(query text, most int) returns table (id uuid)
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  newest uuid[] := newest_deals_with(like_pattern(query), 1500, most);
begin
  -- Without three letters in a row there is no trigram: the index would read every title.
  if cardinality(newest) >= most or query !~ '[[:alnum:]]{3}' then
    return query select unnest(newest);
    return;
  end if;
  return query select d.id from deals_with(like_pattern(query), 300) d order by d.outcome = 'open' desc, d.created_at desc limit most;
end $$;

-- The same as a filter of a list: ids, or null where so many deals have the text that a list does better to look at titles as it goes.
create function deals_with_text(query text) returns uuid[]
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found uuid[];
begin
  if query !~ '[[:alnum:]]{3}' or cardinality(newest_deals_with(like_pattern(query), 1000, 10)) >= 10 then
    return null;
  end if;
  found := array(select d.id from deals_with(like_pattern(query), 5001) d);
  return case when cardinality(found) <= 5000 then found end;
end $$;
create function search_companies(query text, most int)
  returns table (id uuid, name text, inn text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.name, c.inn
  from companies c
  where c.workspace_id = (select app_workspace())
    and c.name ilike like_pattern(query)
  limit least(most, 50)
$$;
revoke execute on function newest_deals_with, deals_with, search_companies from public;
grant execute on function newest_deals_with, deals_with, search_companies to mostik_app;
