-- All tasks of the company by their date, closed ones too: the view «all» of the list.
create index tasks_all_due on tasks (workspace_id, due_at, id) where deleted_at is null;

-- All activities of the company by their moment: the list of activities of whoever sees everything.
create index activities_all on activities (workspace_id, occurred_at, id) where deleted_at is null;
