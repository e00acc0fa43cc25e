-- Prices, contracts, invoices, payments, files.

-- Products: what they are measured in, their VAT, and prices that have a history.
alter table products add column unit text not null default 'шт' check (length(unit) between 1 and 30);
-- Null: without VAT.
alter table products add column vat_percent smallint check (vat_percent in (0, 5, 7, 10, 20, 22));
alter table products add column code text check (length(code) between 1 and 100);
alter table products add column version int not null default 1;
create unique index products_code on products (workspace_id, code) where code is not null;

create table product_prices (
  workspace_id uuid not null references workspaces on delete cascade,
  product_id uuid not null,
  -- The price holds from this day until the next one begins.
  from_on date not null,
  price_minor bigint not null check (price_minor >= 0),
  set_by uuid,
  set_at timestamptz not null default now(),
  import_id uuid,
  primary key (workspace_id, product_id, from_on),
  foreign key (workspace_id, product_id) references products (workspace_id, id) on delete cascade
);
call protect_by_workspace('product_prices');
insert into product_prices (workspace_id, product_id, from_on, price_minor, import_id)
  select workspace_id, id, '2000-01-01', price_minor, import_id from products where price_minor is not null;
drop view facts.products;
alter table products drop column price_minor;
create view facts.products with (security_invoker = true) as select * from products;
create view facts.product_prices with (security_invoker = true) as select * from product_prices;
grant select on facts.products, facts.product_prices to mostik_app;

-- How much a role may take off the list price by itself, in hundredths of a percent.
create table discount_limits (
  workspace_id uuid not null references workspaces on delete cascade,
  role text not null check (role in ('director', 'head', 'seller')),
  limit_bp int not null check (limit_bp between 0 and 10000),
  primary key (workspace_id, role)
);
call protect_by_workspace('discount_limits');

-- Lines of deals: what is taken off, in hundredths of a percent, and the VAT.
alter table deal_lines add column unit text not null default 'шт';
alter table deal_lines add column discount_bp int not null default 0 check (discount_bp between 0 and 10000);
alter table deal_lines add column vat_percent smallint check (vat_percent in (0, 5, 7, 10, 20, 22));
-- The price list's price when the line was written: what a discount is measured by, whichever field it is hidden in.
alter table deal_lines add column list_price_minor bigint;
-- Whether prices of the lines hold the VAT already or it comes on top.
alter table deals add column vat_mode text not null default 'included' check (vat_mode in ('included', 'on_top'));
alter table deals add column lines_version int not null default 1;
create view facts.deal_lines with (security_invoker = true) as
  select workspace_id, deal_id, line_no, owner_id, product_id, product_name, quantity, price_minor, discount_bp, vat_percent,
         round(quantity * price_minor * (10000 - discount_bp) * 0.0001)::bigint as sum_minor
  from deal_lines;
grant select on facts.deal_lines to mostik_app;

-- Who changed the lines of a deal, from what to what. Append-only.
create table deal_line_changes (
  workspace_id uuid not null,
  deal_id uuid not null,
  version int not null,
  at timestamptz not null default now(),
  actor_id uuid,
  before jsonb not null,
  after jsonb not null,
  primary key (workspace_id, deal_id, version),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
call protect('deal_line_changes');
create policy follows_deal on deal_line_changes for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_line_changes.workspace_id and d.id = deal_line_changes.deal_id)));
create policy append on deal_line_changes for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_line_changes.workspace_id and d.id = deal_line_changes.deal_id)));
grant select, insert on deal_line_changes to mostik_app;

-- A discount above one's limit waits for somebody who may allow it, with the lines as they would be.
create table discount_requests (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  deal_id uuid not null,
  discount_bp int not null check (discount_bp between 0 and 10000),
  lines jsonb not null,
  vat_mode text not null check (vat_mode in ('included', 'on_top')),
  note text check (length(note) <= 2000),
  asked_by uuid not null,
  asked_at timestamptz not null default now(),
  state text not null default 'pending' check (state in ('pending', 'approved', 'refused', 'withdrawn')),
  decided_by uuid,
  decided_at timestamptz,
  decision_note text check (length(decision_note) <= 2000),
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
);
-- One question at a time.
create unique index discount_requests_pending on discount_requests (workspace_id, deal_id) where state = 'pending';
create index discount_requests_deal on discount_requests (workspace_id, deal_id, id);
call protect('discount_requests');
create policy follows_deal on discount_requests to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) <> 'none'
    and exists (select from deals d where d.workspace_id = discount_requests.workspace_id and d.id = discount_requests.deal_id))
  with check (workspace_id = (select app_workspace()) and (select app_scope()) <> 'none'
    and exists (select from deals d where d.workspace_id = discount_requests.workspace_id and d.id = discount_requests.deal_id));
grant select, insert, update on discount_requests to mostik_app;

-- The company's own firms: who sells, with what stands in an invoice, and the series of its numbers.
create table own_firms (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 300),
  inn text,
  kpp text,
  ogrn text,
  address text,
  phone text,
  bank_name text,
  bik text,
  account text,
  bank_account text,
  director_title text,
  director_name text,
  accountant_name text,
  -- Stands before the number: «МС-».
  number_prefix text not null default '' check (length(number_prefix) <= 20),
  next_number int not null default 1 check (next_number between 1 and 999999999),
  -- How many days a client has to pay.
  due_days int not null default 5 check (due_days between 0 and 365),
  vat_percent smallint check (vat_percent in (0, 5, 7, 10, 20, 22)),
  payment_note text check (length(payment_note) <= 2000),
  position int not null default 0,
  archived_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id)
);
call protect_by_workspace('own_firms');

create table contracts (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  owner_id uuid,
  deal_id uuid,
  company_id uuid,
  own_firm_id uuid,
  number text not null check (length(number) between 1 and 100),
  signed_on date not null,
  amount_minor bigint check (amount_minor >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  valid_until date,
  -- What people say about it; that it has run out derives from valid_until.
  state text not null default 'draft' check (state in ('draft', 'sent', 'signed', 'terminated')),
  note text check (length(note) <= 5000),
  created_by uuid,
  recorded_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, own_firm_id) references own_firms (workspace_id, id),
  check (valid_until is null or valid_until >= signed_on),
  check (deal_id is not null or company_id is not null)
);
create index contracts_deal on contracts (workspace_id, deal_id) where deal_id is not null;
create index contracts_company on contracts (workspace_id, company_id) where company_id is not null;
call protect_by_owner('contracts');

create table invoices (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  owner_id uuid,
  deal_id uuid not null,
  company_id uuid,
  contract_id uuid,
  own_firm_id uuid not null,
  number text not null check (length(number) between 1 and 40),
  issued_on date not null,
  due_on date not null check (due_on >= issued_on),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  vat_mode text not null check (vat_mode in ('included', 'on_top')),
  -- Of the lines, as they stood on the day; total = net + VAT.
  total_minor bigint not null check (total_minor >= 0),
  vat_minor bigint not null check (vat_minor >= 0),
  base_minor bigint not null,
  -- Kept up by payment_parts, see keep_paid; whether an invoice is paid, partly paid or overdue derives from it and the day.
  paid_minor bigint not null default 0,
  -- Both sides as they were on the day: a printed invoice never changes.
  seller jsonb not null,
  buyer jsonb not null,
  note text check (length(note) <= 5000),
  cancelled_at timestamptz,
  cancelled_by uuid,
  -- When the owner was last told that it is overdue.
  overdue_told_on date,
  created_by uuid,
  recorded_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contract_id) references contracts (workspace_id, id) on delete set null (contract_id),
  foreign key (workspace_id, own_firm_id) references own_firms (workspace_id, id)
);
create unique index invoices_number on invoices (workspace_id, own_firm_id, number);
create index invoices_deal on invoices (workspace_id, deal_id);
create index invoices_company on invoices (workspace_id, company_id) where company_id is not null;
create index invoices_owner on invoices (workspace_id, owner_id, issued_on);
create index invoices_issued on invoices (workspace_id, issued_on, id);
create index invoices_owed on invoices (workspace_id, due_on, id) where cancelled_at is null and paid_minor < total_minor;
call protect_by_owner('invoices');

create table invoice_lines (
  workspace_id uuid not null,
  invoice_id uuid not null,
  line_no int not null,
  product_id uuid,
  name text not null,
  unit text not null,
  quantity numeric(18, 4) not null,
  price_minor bigint not null,
  discount_bp int not null default 0,
  vat_percent smallint,
  -- With the VAT, rounded to the kopeck once.
  total_minor bigint not null,
  vat_minor bigint not null,
  primary key (workspace_id, invoice_id, line_no),
  foreign key (workspace_id, invoice_id) references invoices (workspace_id, id) on delete cascade
);
call protect('invoice_lines');
create policy follows_invoice on invoice_lines to mostik_app
  using (workspace_id = (select app_workspace())
    and exists (select from invoices i where i.workspace_id = invoice_lines.workspace_id and i.id = invoice_lines.invoice_id))
  with check (workspace_id = (select app_workspace())
    and exists (select from invoices i where i.workspace_id = invoice_lines.workspace_id and i.id = invoice_lines.invoice_id));
grant select, insert on invoice_lines to mostik_app;

-- A payment as the bank says it; its money stands in its parts and nowhere else, so that parts always sum to it.
create table payments (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  paid_on date not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- Number of the payment order or of the document of 1С.
  document_number text check (length(document_number) <= 100),
  payer_name text check (length(payer_name) <= 500),
  payer_inn text check (length(payer_inn) <= 20),
  note text check (length(note) <= 2000),
  source text not null default 'ui' check (source in ('ui', 'api', 'import', 'sync', 'demo')),
  -- Under which a file names it again.
  external_key text,
  import_id uuid,
  created_by uuid,
  recorded_at timestamptz not null default now(),
  voided_at timestamptz,
  voided_by uuid,
  void_reason text check (length(void_reason) <= 500),
  version int not null default 1,
  primary key (workspace_id, id)
);
create unique index payments_external on payments (workspace_id, external_key) where external_key is not null and voided_at is null;
create index payments_day on payments (workspace_id, paid_on, id);
create index payments_import on payments (workspace_id, import_id) where import_id is not null;
call protect('payments');

-- What a payment went for: an invoice, or nothing yet (an advance). A return is negative.
create table payment_parts (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  payment_id uuid not null,
  invoice_id uuid,
  deal_id uuid,
  company_id uuid,
  -- Whose deal it was when the money came: his credit stays his after a hand-over.
  credit_id uuid,
  paid_on date not null,
  amount_minor bigint not null check (amount_minor <> 0),
  currency text not null,
  base_minor bigint not null,
  recorded_at timestamptz not null default now(),
  voided boolean not null default false,
  primary key (workspace_id, id),
  foreign key (workspace_id, payment_id) references payments (workspace_id, id) on delete cascade,
  foreign key (workspace_id, invoice_id) references invoices (workspace_id, id) on delete set null (invoice_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete set null (deal_id)
);
create index payment_parts_payment on payment_parts (workspace_id, payment_id);
create index payment_parts_invoice on payment_parts (workspace_id, invoice_id) where invoice_id is not null;
create index payment_parts_deal on payment_parts (workspace_id, deal_id) where deal_id is not null;
create index payment_parts_company on payment_parts (workspace_id, company_id) where company_id is not null;
create index payment_parts_day on payment_parts (workspace_id, paid_on, credit_id);
call protect('payment_parts');
-- A part belongs to whoever got the credit, and to whoever sees its invoice now.
create policy in_scope on payment_parts to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or credit_id = any ((select app_people())::uuid[])
    or exists (select from invoices i where i.workspace_id = payment_parts.workspace_id and i.id = payment_parts.invoice_id)))
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or credit_id = any ((select app_people())::uuid[])
    or exists (select from invoices i where i.workspace_id = payment_parts.workspace_id and i.id = payment_parts.invoice_id)));
grant select, insert, update, delete on payment_parts to mostik_app;

create policy follows_parts on payments for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or ((select app_scope()) = 'people' and (created_by = (select app_person())
      or exists (select from payment_parts p where p.workspace_id = payments.workspace_id and p.payment_id = payments.id)))));
create policy recorded on payments for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_scope()) <> 'none');
create policy changed on payments for update to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from payment_parts p where p.workspace_id = payments.workspace_id and p.payment_id = payments.id)));
create policy removed on payments for delete to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from payment_parts p where p.workspace_id = payments.workspace_id and p.payment_id = payments.id)));
grant select, insert, update, delete on payments to mostik_app;

-- Whether the actor sees all parts of a payment: what one does not see one must not move. It tells nothing but yes or no.
create function payment_is_whole(payment uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select app_scope() = 'all' or not exists (
    select from payment_parts p
    where p.workspace_id = app_workspace() and p.payment_id = payment
      and not coalesce(p.credit_id = any (app_people()), false)
      and not exists (select from invoices i where i.workspace_id = p.workspace_id and i.id = p.invoice_id and i.owner_id = any (app_people())))
$$;
revoke execute on function payment_is_whole from public;
grant execute on function payment_is_whole to mostik_app;

-- What an invoice has got, kept up with every part. Past the policies: the sum must be whole whoever writes.
create function keep_paid() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op <> 'INSERT' and old.invoice_id is not null and not old.voided then
    update invoices set paid_minor = paid_minor - old.amount_minor where workspace_id = old.workspace_id and id = old.invoice_id;
  end if;
  if tg_op <> 'DELETE' and new.invoice_id is not null and not new.voided then
    update invoices set paid_minor = paid_minor + new.amount_minor where workspace_id = new.workspace_id and id = new.invoice_id;
  end if;
  return null;
end $$;
revoke execute on function keep_paid from public;
create trigger keep_paid after insert or delete or update of invoice_id, amount_minor, voided on payment_parts
  for each row execute function keep_paid();

-- Contracts and invoices belong to whoever the deal belongs to, whichever way it changed hands.
create function documents_follow_deal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update contracts set owner_id = new.owner_id where workspace_id = new.workspace_id and deal_id = new.id;
  update invoices set owner_id = new.owner_id where workspace_id = new.workspace_id and deal_id = new.id;
  return null;
end $$;
revoke execute on function documents_follow_deal from public;
create trigger documents_follow_deal after update of owner_id on deals
  for each row when (old.owner_id is distinct from new.owner_id) execute function documents_follow_deal();

create view facts.contracts with (security_invoker = true) as
  select workspace_id, id, owner_id, deal_id, company_id, number, signed_on, amount_minor, currency, valid_until, state, recorded_at from contracts;
create view facts.invoices with (security_invoker = true) as
  select workspace_id, id, owner_id, deal_id, company_id, number, issued_on, due_on, currency, total_minor, base_minor, paid_minor, recorded_at
  from invoices where cancelled_at is null;
create view facts.payments with (security_invoker = true) as
  select workspace_id, id, payment_id, invoice_id, deal_id, company_id, credit_id as owner_id, paid_on, amount_minor, currency, base_minor, recorded_at
  from payment_parts where not voided;
grant select on facts.contracts, facts.invoices, facts.payments to mostik_app;

-- Files at records. Their bytes lie beside the database, under names of our own.
create table attachments (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  subject_type text not null check (subject_type in ('deal', 'company', 'contact', 'activity', 'contract', 'invoice')),
  subject_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 300),
  -- What the bytes are, not what the name says.
  content_type text not null,
  size_bytes bigint not null check (size_bytes > 0),
  sha256 text not null,
  uploaded_by uuid,
  uploaded_at timestamptz not null default now(),
  -- The row stays when the bytes go.
  deleted_at timestamptz,
  deleted_by uuid,
  primary key (workspace_id, id)
);
create index attachments_subject on attachments (workspace_id, subject_type, subject_id, id);
call protect('attachments');
-- A file is seen by whoever sees what it lies at.
create policy follows_subject on attachments to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_scope()) <> 'none' and case subject_type
    when 'deal' then exists (select from deals s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'company' then exists (select from companies s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'contact' then exists (select from contacts s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'activity' then exists (select from activities s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'contract' then exists (select from contracts s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'invoice' then exists (select from invoices s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    else false end)
  with check (workspace_id = (select app_workspace()) and (select app_scope()) <> 'none' and case subject_type
    when 'deal' then exists (select from deals s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'company' then exists (select from companies s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'contact' then exists (select from contacts s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'activity' then exists (select from activities s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'contract' then exists (select from contracts s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    when 'invoice' then exists (select from invoices s where s.workspace_id = attachments.workspace_id and s.id = attachments.subject_id)
    else false end);
grant select, insert, update on attachments to mostik_app;

alter table imports drop constraint imports_kind_check;
