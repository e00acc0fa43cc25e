-- Companies and contacts. A company's name, ИНН and industry are seen by all in the workspace (duplicates must be found across teams);
-- contacts are personal data: they follow the owner's scope and are shut for roles without it.

create table companies (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 500),
  -- Name without legal form, quotes and case: how duplicates are found.
  name_key text not null,
  inn text,
  phone text,
  phone_key text,
  -- In lower case, as all writers keep it: lower() in a condition could not use an index under row level security.
  email text check (email = lower(email)),
  industry text,
  region text,
  owner_id uuid,
  external_source text,
  external_id text,
  import_id uuid,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id)
);
create index companies_name_key on companies (workspace_id, name_key);
create index companies_inn on companies (workspace_id, inn) where inn is not null;
create index companies_phone on companies (workspace_id, phone_key) where phone_key is not null;
create index companies_email on companies (workspace_id, email) where email is not null;
create index companies_import on companies (workspace_id, import_id) where import_id is not null;
create index companies_name_trgm on companies using gin (name gin_trgm_ops);
call protect_by_workspace('companies');

create table contacts (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  full_name text not null check (length(full_name) between 1 and 300),
  company_id uuid,
  job_title text,
  phone text,
  -- The last ten digits: how numbers written in any way are compared.
  phone_key text,
  email text check (email = lower(email)),
  owner_id uuid,
  external_source text,
  external_id text,
  import_id uuid,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, company_id) references companies (workspace_id, id)
);
create index contacts_phone on contacts (workspace_id, phone_key) where phone_key is not null;
create index contacts_email on contacts (workspace_id, email) where email is not null;
create index contacts_import on contacts (workspace_id, import_id) where import_id is not null;
create index contacts_company on contacts (workspace_id, company_id);
call protect('contacts');
create policy in_scope on contacts to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_sees_personal())
    and ((select app_scope()) = 'all' or owner_id is null or owner_id = any ((select app_people())::uuid[])))
  with check (workspace_id = (select app_workspace()) and (select app_sees_personal())
    and ((select app_scope()) = 'all' or owner_id is null or owner_id = any ((select app_people())::uuid[])));
grant select, insert, update, delete on contacts to mostik_app;

create table products (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 300),
  product_group text,
  price_minor bigint,
  archived_at timestamptz,
  import_id uuid,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
call protect_by_workspace('products');

-- Other spellings of a product, learnt when somebody matches them once («GTXPro» is «GTX Pro»).
create table product_aliases (
  workspace_id uuid not null references workspaces on delete cascade,
  alias text not null,
  product_id uuid not null,
  primary key (workspace_id, alias),
  foreign key (workspace_id, product_id) references products (workspace_id, id) on delete cascade
);
call protect_by_workspace('product_aliases');

create view facts.companies with (security_invoker = true) as select workspace_id, id, name, industry, region from companies;
create view facts.products with (security_invoker = true) as select * from products;
grant select on facts.companies, facts.products to mostik_app;
