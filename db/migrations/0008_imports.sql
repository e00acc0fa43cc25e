-- Imports: the uploaded file, its mapping, each of its rows with what became of it, and what is needed to take it all back.

create table imports (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  kind text not null check (kind in ('deals', 'people', 'products', 'companies')),
  file_name text not null,
  file_size bigint not null,
  file_sha256 text not null,
  -- Where the file lies below the data folder.
  file_path text not null,
  status text not null default 'uploaded' check (status in
    ('uploaded', 'checking', 'checked', 'committing', 'done', 'reverting', 'reverted', 'failed', 'cancelled')),
  -- What was found in the file (encoding, delimiter, columns with samples and types) and what the user decided about it.
  profile jsonb not null default '{}',
  mapping jsonb not null default '{}',
  counts jsonb not null default '{}',
  -- Rows done of rows known in the step that runs now.
  progress_rows bigint not null default 0,
  total_rows bigint,
  error jsonb,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  step_started_at timestamptz,
  finished_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id)
);
create index imports_created on imports (workspace_id, created_at desc);
call protect_by_workspace('imports');

-- One row of the file after the dry run: what it says in our terms, and what will be done with it.
create table import_rows (
  workspace_id uuid not null references workspaces on delete cascade,
  import_id uuid not null,
  line int not null,
  action text not null check (action in ('create', 'update', 'unchanged', 'rejected')),
  entity_id uuid,
  -- The row in our terms (fields of the entity, ready to write).
  fields jsonb not null,
  -- [{column, value, reason, data, severity}] for rejected rows and for values that were changed or left out.
  problems jsonb,
  -- For an update: what the record was before, so that a revert can bring it back.
  before jsonb,
  primary key (workspace_id, import_id, line),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
create index import_rows_problems on import_rows (workspace_id, import_id, line) where problems is not null;
create index import_rows_action on import_rows (workspace_id, import_id, action, line);
call protect_by_workspace('import_rows');

create table import_mappings (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  kind text not null,
  name text not null check (length(name) between 1 and 200),
  -- Header names of the file for which it was made: offered when the same headers come again.
  headers text[] not null,
  mapping jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (workspace_id, id),
  unique (workspace_id, kind, name)
);
call protect_by_workspace('import_mappings');
