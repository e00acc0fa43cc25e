-- Companies and contacts in full: several phones and e-mails, requisites, a holding, tags, consents, history of fields, trash,
-- duplicates and merges that can be undone, deletion of a person's data.

alter table companies
  add column if not exists custom jsonb not null default '{}',
  -- Of a firm only: reason code of the tax registration, the four digits of the inspection first.
  add column kpp text check (kpp ~ '^[0-9]{4}[0-9A-Z]{2}[0-9]{3}$'),
  add column legal_address text,
  add column actual_address text,
  -- [{url, title}]
  add column links jsonb not null default '[]',
  add column tags text[] not null default '{}',
  add column comment text,
  -- The holding it belongs to.
  add column parent_id uuid,
  add column created_by uuid,
  add column updated_at timestamptz not null default now(),
  -- In the trash; with merged_into: it lives on in another one.
  add column deleted_at timestamptz,
  add column deleted_by uuid,
  add column merged_into uuid,
  add foreign key (workspace_id, parent_id) references companies (workspace_id, id) on delete set null (parent_id);
create index companies_parent on companies (workspace_id, parent_id) where parent_id is not null;
create index companies_tagged on companies (workspace_id) where tags <> '{}';
create index companies_deleted on companies (workspace_id, deleted_at) where deleted_at is not null;
create index companies_owner on companies (workspace_id, owner_id) where owner_id is not null;
create trigger no_circle_of_companies before insert or update of parent_id on companies
  for each row when (new.parent_id is not null) execute function refuse_circle('parent_id');

alter table contacts
  add column if not exists custom jsonb not null default '{}',
  add column links jsonb not null default '[]',
  add column tags text[] not null default '{}',
  add column comment text,
  -- What the person has agreed to: {processing | mailing | calls: {given, on, source}}.
  add column consents jsonb not null default '{}',
  add column created_by uuid,
  add column updated_at timestamptz not null default now(),
  add column deleted_at timestamptz,
  add column deleted_by uuid,
  add column merged_into uuid,
  -- The person asked to be forgotten: the row stays for the figures, without the person.
  add column erased_at timestamptz;
create index contacts_name on contacts (workspace_id, full_name, id) where deleted_at is null;
create index contacts_name_trgm on contacts using gin (full_name gin_trgm_ops);
create index contacts_deleted on contacts (workspace_id, deleted_at) where deleted_at is not null;
create index if not exists deals_contact on deals (workspace_id, contact_id) where contact_id is not null;

-- All numbers and addresses of a client, the first one (position 0) also on the client itself.
create table company_phones (
  workspace_id uuid not null,
  company_id uuid not null,
  -- The last ten digits: how numbers written in any way are compared.
  phone_key text not null,
  number text not null,
  note text,
  position smallint not null default 0,
  primary key (workspace_id, company_id, phone_key),
  foreign key (workspace_id, company_id) references companies (workspace_id, id) on delete cascade
);
create index company_phones_key on company_phones (workspace_id, phone_key);
call protect_by_workspace('company_phones');

create table company_emails (
  workspace_id uuid not null,
  company_id uuid not null,
  email text not null check (email = lower(email)),
  note text,
  position smallint not null default 0,
  primary key (workspace_id, company_id, email),
  foreign key (workspace_id, company_id) references companies (workspace_id, id) on delete cascade
);
create index company_emails_key on company_emails (workspace_id, email);
call protect_by_workspace('company_emails');

create table contact_phones (
  workspace_id uuid not null,
  contact_id uuid not null,
  phone_key text not null,
  number text not null,
  note text,
  position smallint not null default 0,
  primary key (workspace_id, contact_id, phone_key),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create index contact_phones_key on contact_phones (workspace_id, phone_key);

create table contact_emails (
  workspace_id uuid not null,
  contact_id uuid not null,
  email text not null check (email = lower(email)),
  note text,
  position smallint not null default 0,
  primary key (workspace_id, contact_id, email),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);
create index contact_emails_key on contact_emails (workspace_id, email);

-- What was changed on a client: field → {from, to}. Append-only; only the deletion of personal data empties the values.
create table company_edits (
  workspace_id uuid not null,
  company_id uuid not null,
  id uuid not null default uuid7(),
  -- The version that the change has made.
  version int not null,
  at timestamptz not null default now(),
  actor_id uuid,
  source text not null,
  changes jsonb not null,
  primary key (workspace_id, company_id, id),
  foreign key (workspace_id, company_id) references companies (workspace_id, id) on delete cascade
);
call protect('company_edits');
create policy in_workspace on company_edits for select to mostik_app using (workspace_id = (select app_workspace()));
create policy append on company_edits for insert to mostik_app with check (workspace_id = (select app_workspace()));
grant select, insert on company_edits to mostik_app;

create table contact_edits (
  workspace_id uuid not null,
  contact_id uuid not null,
  id uuid not null default uuid7(),
  -- The version that the change has made.
  version int not null,
  at timestamptz not null default now(),
  actor_id uuid,
  source text not null,
  changes jsonb not null,
  primary key (workspace_id, contact_id, id),
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade
);

-- What belongs to a contact is seen by whoever sees the contact.
create procedure protect_by_contact(target regclass, append_only boolean) language plpgsql as $$
declare
  seen text := format('workspace_id = (select app_workspace()) and (select app_sees_personal()) and ((select app_scope()) = ''all''
    or exists (select from contacts c where c.workspace_id = %1$s.workspace_id and c.id = %1$s.contact_id))', target);
begin
  call protect(target);
  if append_only then
    execute format('create policy follows_contact on %s for select to mostik_app using (%s)', target, seen);
    execute format('create policy append on %s for insert to mostik_app with check (%s)', target, seen);
    execute format('grant select, insert on %s to mostik_app', target);
  else
    execute format('create policy follows_contact on %s to mostik_app using (%s) with check (%s)', target, seen, seen);
    execute format('grant select, insert, update, delete on %s to mostik_app', target);
  end if;
end $$;
call protect_by_contact('contact_phones', false);
call protect_by_contact('contact_emails', false);
call protect_by_contact('contact_edits', true);

-- Numbers and addresses of clients that are here already.
insert into company_phones (workspace_id, company_id, phone_key, number)
select workspace_id, id, phone_key, coalesce(phone, phone_key) from companies where phone_key is not null;
insert into company_emails (workspace_id, company_id, email) select workspace_id, id, email from companies where email is not null;
insert into contact_phones (workspace_id, contact_id, phone_key, number)
select workspace_id, id, phone_key, coalesce(phone, phone_key) from contacts where phone_key is not null;
insert into contact_emails (workspace_id, contact_id, email) select workspace_id, id, email from contacts where email is not null;

-- Pairs that may be one client; ids and reasons alone, no data. `a_id` is the smaller id. A pair that somebody has looked at stays decided.
create table duplicate_pairs (
  workspace_id uuid not null references workspaces on delete cascade,
  kind text not null check (kind in ('company', 'contact')),
  a_id uuid not null,
  b_id uuid not null,
  -- 0…1, see src/modules/clients/calc/duplicates.ts.
  score real not null check (score between 0 and 1),
  -- inn, phone, email, name: what is alike.
  reasons text[] not null,
  state text not null default 'open' check (state in ('open', 'different')),
  found_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by uuid,
  primary key (workspace_id, kind, a_id, b_id),
  check (a_id < b_id)
);
create index duplicate_pairs_open on duplicate_pairs (workspace_id, kind, score desc, a_id, b_id) where state = 'open';
call protect_by_workspace('duplicate_pairs');

-- One client became part of another one. `changes`: what the merge has written on the master, field → {from, to}.
create table merges (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  kind text not null check (kind in ('company', 'contact')),
  master_id uuid not null,
  absorbed_id uuid not null,
  changes jsonb not null default '{}',
  at timestamptz not null default now(),
  actor_id uuid,
  undone_at timestamptz,
  undone_by uuid,
  primary key (workspace_id, id)
);
create index merges_master on merges (workspace_id, kind, master_id);
create unique index merges_absorbed on merges (workspace_id, kind, absorbed_id) where undone_at is null;
call protect('merges');
create policy by_kind on merges to mostik_app
  using (workspace_id = (select app_workspace()) and (kind = 'company' or ((select app_sees_personal()) and ((select app_scope()) = 'all'
    or exists (select from contacts c where c.workspace_id = merges.workspace_id and c.id = merges.master_id)))))
  with check (workspace_id = (select app_workspace()) and (kind = 'company' or ((select app_sees_personal()) and ((select app_scope()) = 'all'
    or exists (select from contacts c where c.workspace_id = merges.workspace_id and c.id = merges.master_id)))));
grant select, insert, update on merges to mostik_app;

-- What a merge has moved: by table and column the ids of the rows; of tables without an id the rows themselves, and those that the master had already.
create table merge_moves (
  workspace_id uuid not null,
  merge_id uuid not null,
  target text not null,
  ref text not null,
  ids uuid[] not null default '{}',
  rows jsonb not null default '[]',
  dropped jsonb not null default '[]',
  primary key (workspace_id, merge_id, target, ref),
  foreign key (workspace_id, merge_id) references merges (workspace_id, id) on delete cascade
);
call protect('merge_moves');
create policy in_workspace on merge_moves for select to mostik_app using (workspace_id = (select app_workspace()));
grant select on merge_moves to mostik_app;

-- Deletions of personal data: who and when, and how many records of which kind, never what was in them.
create table erasures (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  contact_id uuid not null,
  at timestamptz not null default now(),
  actor_id uuid,
  reason text,
  counts jsonb not null default '{}',
  primary key (workspace_id, id)
);
call protect('erasures');
create policy by_role on erasures to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'admin', 'auditor'))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'admin'));
grant select, insert on erasures to mostik_app;

-- Where a client is pointed at: every column company_id or contact_id of every table, and subject_id beside subject_type. A new module's table is
-- found by its column; tables that describe the client itself are left out.
create function client_references(client_kind text) returns table (target text, ref text, keyed boolean, typed boolean)
  language sql stable set search_path = public, pg_temp as $$
  select c.relname::text, a.attname::text,
         exists (select from pg_attribute i where i.attrelid = c.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype and not i.attisdropped),
         a.attname = 'subject_id'
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype
  where c.relkind in ('r', 'p') and not c.relispartition
    and exists (select from pg_attribute w where w.attrelid = c.oid and w.attname = 'workspace_id' and not w.attisdropped)
    and (a.attname = client_kind || '_id' or (client_kind = 'company' and c.relname = 'companies' and a.attname = 'parent_id')
      or (a.attname = 'subject_id' and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'subject_type' and not t.attisdropped)))
    and c.relname not in ('company_phones', 'company_emails', 'contact_phones', 'contact_emails', 'company_edits', 'contact_edits', 'erasures')
  order by 1, 2
$$;

-- How many rows point at a client, by table; whoever may see the client may know how much hangs on it, not what.
create function count_client_children(client_kind text, client_id uuid) returns table (target text, n bigint)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  workspace uuid := app_workspace();
  reference record;
begin
  for reference in select * from client_references(client_kind) loop
    target := reference.target;
    execute format('select count(*) from %I where workspace_id = $1 and %I = $2 %s', reference.target, reference.ref,
      case when reference.typed then format('and subject_type = %L', client_kind) else '' end) into n using workspace, client_id;
    if n > 0 then return next; end if;
  end loop;
end $$;

-- Moves all that points at the absorbed client to the master, whoever may see it, and writes down what it moved.
create function move_client_children(of_merge uuid) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  workspace uuid := app_workspace();
  merge record;
  reference record;
  twin text;
  narrow text;
  moved uuid[];
  moved_rows jsonb;
  gone jsonb;
  part jsonb;
  total bigint := 0;
begin
  select * into strict merge from merges m where m.workspace_id = workspace and m.id = of_merge and m.undone_at is null and m.actor_id = app_person();
  for reference in select * from client_references(merge.kind) loop
    narrow := case when reference.typed then format('and t.subject_type = %L', merge.kind) else '' end;
    gone := '[]';
    -- A row that the master has already (the same deal, the same role): the absorbed one's is set aside.
    for twin in
      select string_agg(format('o.%1$I is not distinct from %2$s', a.attname, case when a.attname = reference.ref then '$2' else format('t.%I', a.attname) end), ' and ')
      from pg_index i cross join lateral unnest(i.indkey) as k (place)
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.place
      where i.indrelid = reference.target::regclass and i.indisunique and i.indpred is null and i.indexprs is null
      group by i.indexrelid having bool_or(a.attname = reference.ref)
    loop
      execute format('with dropped as (delete from %1$I t where t.workspace_id = $1 and t.%2$I = $3 %3$s and exists (select from %1$I o where %4$s) returning t.*)
        select coalesce(jsonb_agg(to_jsonb(d)), ''[]'') from dropped d', reference.target, reference.ref, narrow, twin)
        into part using workspace, merge.master_id, merge.absorbed_id;
      gone := gone || part;
    end loop;
    if reference.keyed then
      execute format('with moved as (update %1$I t set %2$I = $2 where t.workspace_id = $1 and t.%2$I = $3 %3$s returning t.id)
        select coalesce(array_agg(id), ''{}'') from moved', reference.target, reference.ref, narrow)
        into moved using workspace, merge.master_id, merge.absorbed_id;
      moved_rows := '[]';
    else
      execute format('with moved as (update %1$I t set %2$I = $2 where t.workspace_id = $1 and t.%2$I = $3 %3$s returning t.*)
        select coalesce(jsonb_agg(to_jsonb(m)), ''[]'') from moved m', reference.target, reference.ref, narrow)
        into moved_rows using workspace, merge.master_id, merge.absorbed_id;
      moved := '{}';
    end if;
    if cardinality(moved) > 0 or moved_rows <> '[]' or gone <> '[]' then
      insert into merge_moves (workspace_id, merge_id, target, ref, ids, rows, dropped)
      values (workspace, of_merge, reference.target, reference.ref, moved, moved_rows, gone);
      total := total + cardinality(moved) + jsonb_array_length(moved_rows) + jsonb_array_length(gone);
    end if;
  end loop;
  return total;
end $$;

-- What of a merge can go back: rows that still point at the master, of all that was moved.
create function count_merge_moves(of_merge uuid) returns table (target text, moved bigint, still bigint)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  workspace uuid := app_workspace();
  merge record;
  move record;
begin
  select * into strict merge from merges m where m.workspace_id = workspace and m.id = of_merge;
  for move in select * from merge_moves m where m.workspace_id = workspace and m.merge_id = of_merge loop
    target := move.target;
    moved := cardinality(move.ids) + jsonb_array_length(move.rows) + jsonb_array_length(move.dropped);
    if cardinality(move.ids) > 0 then
      execute format('select count(*) from %I where workspace_id = $1 and id = any ($2) and %I = $3', move.target, move.ref)
        into still using workspace, move.ids, merge.master_id;
      still := still + jsonb_array_length(move.dropped);
    else
      still := moved;
    end if;
    return next;
  end loop;
end $$;

-- Gives back to the absorbed client what a merge took and what still points at the master.
create function move_client_children_back(of_merge uuid) returns bigint
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  workspace uuid := app_workspace();
  merge record;
  move record;
  same text;
  n bigint;
  total bigint := 0;
begin
  select * into strict merge from merges m where m.workspace_id = workspace and m.id = of_merge and m.undone_by = app_person();
  for move in select * from merge_moves m where m.workspace_id = workspace and m.merge_id = of_merge loop
    if to_regclass(move.target) is null then continue; end if;
    if cardinality(move.ids) > 0 then
      execute format('update %1$I t set %2$I = $4 where t.workspace_id = $1 and t.id = any ($2) and t.%2$I = $3', move.target, move.ref)
        using workspace, move.ids, merge.master_id, merge.absorbed_id;
      get diagnostics n = row_count;
      total := total + n;
    end if;
    if move.rows <> '[]' then
      select string_agg(format('t.%1$I is not distinct from k.%1$I', a.attname), ' and ') into same
      from pg_index i cross join lateral unnest(i.indkey) as p (place) join pg_attribute a on a.attrelid = i.indrelid and a.attnum = p.place
      where i.indrelid = move.target::regclass and i.indisprimary;
      execute format('update %1$I t set %2$I = $2 from jsonb_populate_recordset(null::%1$I, $1) k where %3$s', move.target, move.ref, same)
        using move.rows, merge.absorbed_id;
      get diagnostics n = row_count;
      total := total + n;
    end if;
    if move.dropped <> '[]' then
      execute format('insert into %1$I select * from jsonb_populate_recordset(null::%1$I, $1) on conflict do nothing', move.target) using move.dropped;
      get diagnostics n = row_count;
      total := total + n;
    end if;
  end loop;
  return total;
end $$;

-- Searching by a piece of a name. Trigram operators are not leakproof, so these functions step around the policy and repeat it; a test holds them against it.
create or replace function search_companies(query text, most int)
  returns table (id uuid, name text, inn text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, c.name, c.inn
  from companies c
  where c.workspace_id = (select app_workspace()) and c.deleted_at is null
    and c.name ilike like_pattern(query)
  limit least(most, 50)
$$;

create function search_contacts(query text, most int) returns table (id uuid)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  everybody boolean := app_scope() = 'all';
  people uuid[] := app_people();
begin
  if not app_sees_personal() then return; end if;
  return query select c.id from contacts c
    where c.workspace_id = workspace and c.deleted_at is null and (everybody or c.owner_id is null or c.owner_id = any (people))
      and c.full_name ilike like_pattern(query)
    limit least(most, 50);
end $$;

-- Names that are nearly the same, likest first.
create function companies_like(name_of text, most int) returns table (id uuid, likeness real)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set pg_trgm.similarity_threshold = 0.45 as $$
begin
  return query select c.id, similarity(c.name, name_of) from companies c
    where c.workspace_id = app_workspace() and c.deleted_at is null and c.name % name_of
    order by 2 desc limit least(most, 50);
end $$;

create function contacts_like(name_of text, most int) returns table (id uuid, likeness real)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set pg_trgm.similarity_threshold = 0.6 as $$
declare
  everybody boolean := app_scope() = 'all';
  people uuid[] := app_people();
begin
  if not app_sees_personal() then return; end if;
  return query select c.id, similarity(c.full_name, name_of) from contacts c
    where c.workspace_id = app_workspace() and c.deleted_at is null and (everybody or c.owner_id is null or c.owner_id = any (people)) and c.full_name % name_of
    order by 2 desc limit least(most, 50);
end $$;

-- Deletion of a person's data. The person is the contact with all that was merged into it.
create function person_contacts(of_contact uuid) returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  with recursive person as (
    select c.id from contacts c where c.workspace_id = app_workspace() and c.id = of_contact
    union
    select c.id from contacts c join person p on c.merged_into = p.id where c.workspace_id = app_workspace()
  )
  select array_agg(id) from person
$$;

create function literally(words text) returns text language sql immutable parallel safe
  as $$ select regexp_replace(words, '([\\.^$*+?()\[\]{}|])', '\\\1', 'g') $$;

-- By what the person is known in texts: full names of two words and more in either order, numbers with any signs between digits, addresses.
create function person_pattern(contact_ids uuid[]) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  with spelt as (
    select regexp_replace(literally(trim(full_name)), '\s+', '\\s+', 'g') as part
    from contacts where workspace_id = app_workspace() and id = any (contact_ids) and trim(full_name) ~ '\S\s+\S'
    union
    select string_agg(literally(word), '\s+' order by place desc)
    from contacts c cross join lateral regexp_split_to_table(trim(full_name), '\s+') with ordinality as w (word, place)
    where workspace_id = app_workspace() and id = any (contact_ids) and trim(full_name) ~ '^\S+\s+\S+$' group by c.id
    union
    select '(\+?[78][\s().-]{0,3})?' || regexp_replace(phone_key, '(\d)(?=\d)', '\1[\\s().-]{0,3}', 'g')
    from contact_phones where workspace_id = app_workspace() and contact_id = any (contact_ids)
    union
    select literally(email) from contact_emails where workspace_id = app_workspace() and contact_id = any (contact_ids)
  )
  select coalesce(string_agg(part, '|'), '') from spelt where part <> ''
$$;

create function redact_json(value jsonb, pattern text, mark text) returns jsonb language sql immutable as $$
  select case jsonb_typeof(value)
    when 'string' then to_jsonb(regexp_replace(value #>> '{}', pattern, mark, 'gi'))
    when 'array' then (select coalesce(jsonb_agg(redact_json(v, pattern, mark) order by i), '[]') from jsonb_array_elements(value) with ordinality as e (v, i))
    when 'object' then (select coalesce(jsonb_object_agg(k, redact_json(v, pattern, mark)), '{}') from jsonb_each(value) as e (k, v))
    else value end
$$;

-- Counts (`really` false) or erases what other tables say of a person. Rows about the person lose their texts and numbers; in other texts names,
-- numbers and addresses are replaced by the mark. Everything is found by columns, so a new module's table is not forgotten. Invoices and payments are kept
-- as they are: the law on accounting wants them for five years.
create function erase_person(of_contact uuid, mark text, really boolean) returns table (target text, n bigint)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  workspace uuid := app_workspace();
  ids uuid[];
  phones text[];
  emails text[];
  companies_of uuid[];
  deals_of uuid[];
  pattern text;
  t record;
  about text;
  near text;
  found text;
  assign text;
  wanted text;
  done bigint;
  more bigint;
begin
  if app_role() not in ('owner', 'director', 'admin') then
    raise exception 'personal data are erased by the owner, a director or an administrator' using errcode = '42501';
  end if;
  ids := person_contacts(of_contact);
  if ids is null then return; end if;
  phones := array(select distinct p.phone_key from contact_phones p where p.workspace_id = workspace and p.contact_id = any (ids));
  emails := array(select distinct p.email from contact_emails p where p.workspace_id = workspace and p.contact_id = any (ids));
  companies_of := array(select distinct c.company_id from contacts c where c.workspace_id = workspace and c.id = any (ids) and c.company_id is not null);
  deals_of := array(select d.id from deals d where d.workspace_id = workspace and d.contact_id = any (ids)
    union select d.id from deals d where d.workspace_id = workspace and d.company_id = any (companies_of));
  pattern := person_pattern(ids);

  for t in
    select c.relname::text as name,
           coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'text'::regtype and a.attname not in ('kind', 'state', 'status', 'source',
             'currency', 'outcome', 'role', 'action', 'channel', 'method', 'metric', 'level', 'meaning', 'color', 'target', 'ref', 'key', 'endpoint',
             'request_hash', 'path', 'name_key')), '{}') as texts,
           coalesce(array_agg(a.attname::text) filter (where a.atttypid = 'jsonb'::regtype), '{}') as jsons,
           array_agg(a.attname::text) as columns,
           coalesce(array_agg(a.attname::text) filter (where not a.attnotnull), '{}') as nullable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not in ('people', 'contacts', 'contact_phones', 'contact_emails', 'contact_edits', 'company_phones', 'company_emails', 'erasures', 'workspaces',
        'invoices', 'payments')
    group by c.relname having bool_or(a.attname = 'workspace_id') order by c.relname
  loop
    done := 0;
    -- Rows about the person.
    about := concat_ws(' or ',
      case when 'contact_id' = any (t.columns) and t.name <> 'deals' then 'x.contact_id = any ($2)' end,
      case when 'subject_id' = any (t.columns) and 'subject_type' = any (t.columns) then 'x.subject_type = ''contact'' and x.subject_id::text = any ($2::text[])' end,
      case when 'phone_key' = any (t.columns) and t.name <> 'companies' then 'x.phone_key = any ($3)' end,
      case when 'phone_key' = any (t.columns) and 'email' = any (t.columns) and t.name <> 'companies' then 'x.email = any ($4)' end,
      case when t.name = 'merges' then 'x.kind = ''contact'' and (x.master_id = any ($2) or x.absorbed_id = any ($2))' end);
    assign := case when t.name = 'merges' then 'changes = jsonb_build_object()' else
      (select string_agg(case
          when name = any (t.nullable) and name in ('phone', 'phone_key', 'email', 'recording_url', 'page_url', 'content_hash') then format('%1$I = null', name)
          else format('%1$I = case when x.%1$I is null then null else $5 end', name) end, ', ')
        from unnest(t.texts) as name where name in ('title', 'result', 'note', 'notes', 'body', 'text', 'description', 'comment', 'name', 'full_name',
          'contact_name', 'phone', 'phone_key', 'email', 'recording_url', 'page_url', 'content_hash', 'file_name', 'message')) end;
    if about <> '' and assign is not null then
      -- Every statement gets all parameters, whichever it needs.
      execute format('select count(*) from %I x where x.workspace_id = $1 and (%s) and $5 is not null', t.name, about)
        into done using workspace, ids, phones, emails, mark;
      if really and done > 0 then
        execute format('update %I x set %s where x.workspace_id = $1 and (%s)', t.name, assign, about) using workspace, ids, phones, emails, mark;
      end if;
    end if;

    -- Other texts in which the person is named; of tables that hang on clients those near the person, and those near nobody.
    near := concat_ws(' or ',
      case when 'contact_id' = any (t.columns) then 'x.contact_id = any ($2)' end,
      case when 'company_id' = any (t.columns) then 'x.company_id = any ($7)' end,
      case when t.name = 'companies' then 'x.id = any ($7)' end,
      case when 'deal_id' = any (t.columns) then 'x.deal_id = any ($8)' end,
      case when t.name <> 'deals' then
        (select string_agg(format('x.%I is null', link), ' and ') from unnest(array['contact_id', 'company_id', 'deal_id']) as link where link = any (t.columns)) end);
    select string_agg(found_in, ' or '), string_agg(replaced, ', ') into found, assign from (
      select format('x.%I ~* $6', name) as found_in, format('%1$I = regexp_replace(x.%1$I, $6, $5, ''gi'')', name) as replaced
      from unnest(t.texts) as name where t.name <> 'companies' or name in ('comment', 'legal_address', 'actual_address')
      union all
      select format('x.%I::text ~* $6', name), format('%1$I = redact_json(x.%1$I, $6, $5)', name) from unnest(t.jsons) as name) as terms;
    if pattern <> '' and found is not null then
      wanted := format('x.workspace_id = $1%s and (%s)%s', case when near <> '' then ' and (' || near || ')' else '' end, found,
        case when about <> '' and not really then format(' and (%s) is not true', about) else '' end);
      if really then
        execute format('update %I x set %s where %s', t.name, assign, wanted) using workspace, ids, phones, emails, mark, pattern, companies_of, deals_of;
        get diagnostics more = row_count;
      else
        execute format('select count(*) from %I x where %s', t.name, wanted) into more using workspace, ids, phones, emails, mark, pattern, companies_of, deals_of;
      end if;
      done := done + more;
    end if;
    if done > 0 then target := t.name; n := done; return next; end if;
  end loop;

  if not really then return; end if;
  delete from company_phones p where p.workspace_id = workspace and p.phone_key = any (phones);
  delete from company_emails p where p.workspace_id = workspace and p.email = any (emails);
  update companies c set phone = null, phone_key = null where c.workspace_id = workspace and c.phone_key = any (phones);
  update companies c set email = null where c.workspace_id = workspace and c.email = any (emails);
  delete from contact_phones p where p.workspace_id = workspace and p.contact_id = any (ids);
  delete from contact_emails p where p.workspace_id = workspace and p.contact_id = any (ids);
  -- Who changed which field and when stays.
  update contact_edits e set changes = (select coalesce(jsonb_object_agg(k, '{"from": null, "to": null, "erased": true}'::jsonb), '{}') from jsonb_object_keys(e.changes) as k)
    where e.workspace_id = workspace and e.contact_id = any (ids);
  update contacts c set full_name = mark, job_title = null, phone = null, phone_key = null, email = null, links = '[]', tags = '{}', comment = null,
      consents = '{}', custom = '{}', external_source = null, external_id = null, erased_at = now(), updated_at = now(), version = version + 1
    where c.workspace_id = workspace and c.id = any (ids);
end $$;

-- Whom a request for deletion is about: looked for by those who may erase, whatever else they see.
create function find_persons(query text, phone_of text, address text, most int)
  returns table (id uuid, full_name text, company_name text, phone text, email text, erased_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
begin
  if app_role() not in ('owner', 'director', 'admin') then
    raise exception 'personal data are erased by the owner, a director or an administrator' using errcode = '42501';
  end if;
  return query select c.id, c.full_name, k.name, c.phone, c.email, c.erased_at
    from contacts c left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
    where c.workspace_id = app_workspace() and c.merged_into is null and (
      (phone_of is not null and c.id in (select p.contact_id from contact_phones p where p.workspace_id = app_workspace() and p.phone_key = phone_of))
      or (address is not null and c.id in (select p.contact_id from contact_emails p where p.workspace_id = app_workspace() and p.email = address))
      or (phone_of is null and address is null and c.full_name ilike like_pattern(query)))
    order by c.full_name, c.id limit least(most, 50);
end $$;

create function find_person(of_contact uuid) returns table (id uuid, full_name text, company_name text, phone text, email text, erased_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if app_role() not in ('owner', 'director', 'admin') then
    raise exception 'personal data are erased by the owner, a director or an administrator' using errcode = '42501';
  end if;
  return query select c.id, c.full_name, k.name, c.phone, c.email, c.erased_at
    from contacts c left join companies k on k.workspace_id = c.workspace_id and k.id = c.company_id
    where c.workspace_id = app_workspace() and c.id = of_contact and c.merged_into is null;
end $$;

-- All rows that say something about a person, by table, for the export that the person may ask for.
create function person_data(of_contact uuid) returns table (target text, data jsonb)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  workspace uuid := app_workspace();
  ids uuid[];
  t record;
begin
  if app_role() not in ('owner', 'director', 'admin') then
    raise exception 'personal data are given out by the owner, a director or an administrator' using errcode = '42501';
  end if;
  ids := person_contacts(of_contact);
  if ids is null then return; end if;
  for t in
    select c.relname::text as name, a.attname::text as ref
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype
      and (a.attname = 'contact_id' or (c.relname = 'contacts' and a.attname = 'id'))
    where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'erasures'
    order by c.relname <> 'contacts', c.relname
  loop
    target := t.name;
    execute format('select coalesce(jsonb_agg(to_jsonb(x) - ''workspace_id''), ''[]'') from (select * from %I where workspace_id = $1 and %I = any ($2) limit 10000) x', t.name, t.ref)
      into data using workspace, ids;
    if data <> '[]' then return next; end if;
  end loop;
end $$;

revoke execute on function count_client_children, move_client_children, count_merge_moves, move_client_children_back, search_contacts, companies_like,
  contacts_like, person_contacts, person_pattern, erase_person, find_persons, find_person, person_data from public;
grant execute on function count_client_children, move_client_children, count_merge_moves, move_client_children_back, search_contacts, companies_like,
  contacts_like, erase_person, find_persons, find_person, person_data to mostik_app;

-- For segments and for what other modules ask of clients; no personal data.
create or replace view facts.companies with (security_invoker = true) as
  select workspace_id, id, name, industry, region, inn, owner_id, parent_id, tags, created_at, deleted_at from companies;
