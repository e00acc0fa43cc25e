-- Lists: how each person keeps his tables, saved views, exports, bulk changes.

-- Columns of a table as a person keeps them. `list` is the table's name, 'deals.list', or that of a view in it, 'deals.list@<view>'.
create table list_layouts (
  workspace_id uuid not null references workspaces on delete cascade,
  person_id uuid not null,
  list text not null check (length(list) between 1 and 120),
  layout jsonb not null,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, person_id, list),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
call protect('list_layouts');
create policy own on list_layouts to mostik_app
  using (workspace_id = (select app_workspace()) and person_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and person_id = (select app_person()));
grant select, insert, update, delete on list_layouts to mostik_app;

-- The departments that the actor works in: his own and all above it. What is shared with one of these is for him too.
create function app_departments_above() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  with recursive mine as (
    select d.id, d.parent_id from people p join departments d on d.workspace_id = p.workspace_id and d.id = p.department_id
    where p.workspace_id = (select app_workspace()) and p.id = (select app_person())
    union
    select d.id, d.parent_id from departments d join mine on d.id = mine.parent_id where d.workspace_id = (select app_workspace())
  )
  select coalesce(array_agg(id), '{}') from mine
$$;
revoke execute on function app_departments_above from public;
grant execute on function app_departments_above to mostik_app;

-- A saved view is a question, never rows: whoever opens a shared one gets the rows of his own scope.
create table list_views (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  list text not null check (length(list) between 1 and 120),
  name text not null check (length(name) between 1 and 100),
  author_id uuid not null,
  shared text not null default 'private' check (shared in ('private', 'department', 'company')),
  department_id uuid,
  -- Filters and order as they stand in the address, and the columns.
  search jsonb not null default '{}',
  layout jsonb not null default '{}',
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, author_id) references people (workspace_id, id) on delete cascade,
  foreign key (workspace_id, department_id) references departments (workspace_id, id) on delete cascade,
  check ((shared = 'department') = (department_id is not null))
);
create index list_views_list on list_views (workspace_id, list);
call protect('list_views');
create policy seen on list_views for select to mostik_app
  using (workspace_id = (select app_workspace()) and (author_id = (select app_person()) or shared = 'company'
    or (shared = 'department' and (department_id = any ((select app_departments_above())::uuid[]) or department_id = any ((select app_departments())::uuid[])
      or (select app_role()) in ('owner', 'admin')))));
create policy made on list_views for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and author_id = (select app_person()));
create policy changed on list_views for update to mostik_app
  using (workspace_id = (select app_workspace()) and (author_id = (select app_person()) or (shared <> 'private' and (select app_role()) in ('owner', 'admin'))))
  with check (workspace_id = (select app_workspace()) and (author_id = (select app_person()) or (select app_role()) in ('owner', 'admin')));
create policy removed on list_views for delete to mostik_app
  using (workspace_id = (select app_workspace()) and (author_id = (select app_person()) or (shared <> 'private' and (select app_role()) in ('owner', 'admin'))));
grant select, insert, update, delete on list_views to mostik_app;

-- Which view a person's list opens with, and in which order the views stand for him.
create table list_choices (
  workspace_id uuid not null references workspaces on delete cascade,
  person_id uuid not null,
  list text not null check (length(list) between 1 and 120),
  default_view_id uuid,
  view_order uuid[] not null default '{}',
  primary key (workspace_id, person_id, list),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
call protect('list_choices');
create policy own on list_choices to mostik_app
  using (workspace_id = (select app_workspace()) and person_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and person_id = (select app_person()));
grant select, insert, update, delete on list_choices to mostik_app;

create table list_settings (
  workspace_id uuid primary key references workspaces on delete cascade,
  -- Whether a seller may take the rows that he sees out of the product.
  sellers_export boolean not null default false
);
call protect_by_workspace('list_settings');

-- A list written into a file, for its author alone and for a day.
create table list_exports (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  list text not null,
  author_id uuid not null,
  format text not null check (format in ('xlsx', 'csv')),
  -- {filter, sort, columns}: what is written.
  question jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
  rows_done bigint not null default 0,
  rows_total bigint,
  file_name text not null,
  file_size bigint,
  -- {code}: why it failed.
  error jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, author_id) references people (workspace_id, id) on delete cascade
);
create index list_exports_author on list_exports (workspace_id, author_id, created_at desc);
call protect('list_exports');
create policy own on list_exports to mostik_app
  using (workspace_id = (select app_workspace()) and author_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and author_id = (select app_person()));
grant select, insert, update, delete on list_exports to mostik_app;

-- One change of many records, with what each of them was: its author may take it back.
create table bulk_changes (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  list text not null,
  author_id uuid not null,
  -- {target, changes}: which records, and what is set.
  question jsonb not null,
  status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'failed', 'undoing', 'undone')),
  rows_done int not null default 0,
  rows_total int,
  -- {changed, unchanged, refused: [{reason, count, examples}]}, after an undo {restored, kept}.
  result jsonb,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, author_id) references people (workspace_id, id) on delete cascade
);
create index bulk_changes_author on bulk_changes (workspace_id, author_id, created_at desc);
call protect('bulk_changes');
create policy own on bulk_changes to mostik_app
  using (workspace_id = (select app_workspace()) and author_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and author_id = (select app_person()));
grant select, insert, update, delete on bulk_changes to mostik_app;

create table bulk_change_rows (
  workspace_id uuid not null,
  change_id uuid not null,
  record_id uuid not null,
  author_id uuid not null,
  -- Only what was changed: field → value before, field → value set.
  before jsonb not null,
  after jsonb not null,
  primary key (workspace_id, change_id, record_id),
  foreign key (workspace_id, change_id) references bulk_changes (workspace_id, id) on delete cascade
);
call protect('bulk_change_rows');
create policy own on bulk_change_rows to mostik_app
  using (workspace_id = (select app_workspace()) and author_id = (select app_person()))
  with check (workspace_id = (select app_workspace()) and author_id = (select app_person()));
grant select, insert, update, delete on bulk_change_rows to mostik_app;
