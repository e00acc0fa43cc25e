-- The clients of a company stand by what they have brought: a page of them without sorting all.
create index if not exists segments_figures_money on segments_figures (workspace_id, recent_minor desc, client_id desc);
