-- Imports: the uploaded file, its mapping, each of its rows with what became of it, and what is needed to take it all back.

create table imports (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  kind text not null check (kind in ('deals', 'people', 'products', 'companies')),
  file_name text not null check (length(file_name) between 1 and 300),
  file_size bigint not null,
  file_sha256 text not null,
  -- Name of the file in the imports folder of the data folder.
  file_path text not null,
  -- reading: columns and values are being found; ready: waits for its mapping; checked: the dry run is done; the rest as it says.
  status text not null default 'reading' check (status in
    ('reading', 'ready', 'checking', 'checked', 'committing', 'done', 'reverting', 'reverted', 'failed', 'cancelled')),
  -- What was found in the file: encoding, delimiter, columns with samples and types, values to match.
  profile jsonb not null default '{}',
  -- What people decided about it; null until they did.
  mapping jsonb,
  -- What the dry run or the commit counted: rows by action and reason, examples, what is new.
  counts jsonb,
  -- Pipelines, stages, people, … that this import made, by kind: a revert takes away those that nothing else uses.
  made jsonb not null default '{}',
  -- Rows done of rows known in the step that runs now.
  progress_rows bigint not null default 0,
  total_rows bigint,
  -- {code, data}: why it failed.
  error jsonb,
  created_by uuid not null,
  created_at timestamptz not null default now(),
  step_started_at timestamptz,
  finished_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id)
);
create index imports_created on imports (workspace_id, created_at desc, id);
call protect_by_workspace('imports');

-- Rows of the file that need an account: rejected, changed on the way in, or changing a record. A row that simply makes a record has none;
-- the record says from which import it is.
create table import_rows (
  workspace_id uuid not null,
  import_id uuid not null,
  line int not null,
  action text not null check (action in ('create', 'update', 'unchanged', 'rejected')),
  entity_id uuid,
  -- [{column, value, reason, data, severity}]
  problems jsonb,
  -- For an update: what the record was before and its version after, so that a revert can bring it back or see that people changed it since.
  before jsonb,
  primary key (workspace_id, import_id, line),
  foreign key (workspace_id, import_id) references imports (workspace_id, id) on delete cascade
);
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
