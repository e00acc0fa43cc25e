-- Files that people add lie in the data folder or in a bucket; each row says where its bytes are, so that a change of the setting loses none.

alter table attachments
  add column store text not null default 'disk' check (store in ('disk', 's3')),
  -- When the bytes of a file removed a month ago went from the bucket.
  add column bytes_gone_at timestamptz;
create index attachments_to_sweep on attachments (deleted_at) where store = 's3' and deleted_at is not null and bytes_gone_at is null;

-- Bytes on their way to the bucket. The row goes with the entry of the file; what stays is an upload that broke off, swept a day later.
create table attachment_uploads (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  id uuid not null,
  started_at timestamptz not null,
  primary key (workspace_id, id)
);
call protect_by_workspace('attachment_uploads');
create index attachment_uploads_by_start on attachment_uploads (started_at);
