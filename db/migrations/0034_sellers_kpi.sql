-- The board of figures: what each role sees on it, and from where on a figure is good or bad.

create table kpi_boards (
  workspace_id uuid not null references workspaces on delete cascade,
  role text not null check (role in ('owner', 'director', 'head', 'seller', 'marketing', 'finance', 'auditor')),
  -- Keys of metrics in their order.
  tiles text[] not null check (cardinality(tiles) between 1 and 40),
  edited_by uuid,
  edited_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, role),
  foreign key (workspace_id, edited_by) references people (workspace_id, id) on delete set null (edited_by)
);
call protect_by_workspace('kpi_boards');

-- Of sums (sales, deals, meetings) the borders are those of a month; in the unit of the metric: minor units, shares 0…1, days.
create table kpi_thresholds (
  workspace_id uuid not null references workspaces on delete cascade,
  metric text not null check (metric ~ '^[A-Za-z]{1,60}$'),
  -- From here on the figure is good, from there on it is bad; between them it wants attention.
  good double precision not null,
  bad double precision not null,
  edited_by uuid,
  edited_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, metric),
  foreign key (workspace_id, edited_by) references people (workspace_id, id) on delete set null (edited_by)
);
call protect_by_workspace('kpi_thresholds');
