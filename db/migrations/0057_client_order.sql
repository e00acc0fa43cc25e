-- Lists of clients, invoices and payments in an order that had no index read everything for one page.
set local maintenance_work_mem = '256MB';
create index if not exists companies_created on companies (workspace_id, created_at, id) where deleted_at is null;
create index if not exists companies_updated on companies (workspace_id, updated_at, id) where deleted_at is null;
create index if not exists contacts_created on contacts (workspace_id, created_at, id) where deleted_at is null;
create index if not exists contacts_updated on contacts (workspace_id, updated_at, id) where deleted_at is null;
create index if not exists payments_recorded on payments (workspace_id, recorded_at, id);
create index if not exists invoices_number_order on invoices (workspace_id, number collate "ru-x-icu", id) include (owner_id, deal_id);

-- What payments are ordered by and shown to stands in the index of their parts.
create index if not exists payment_parts_of on payment_parts (workspace_id, payment_id) include (amount_minor, credit_id, invoice_id);
drop index if exists payment_parts_payment;
