-- Own fields of a company's deals and clients; who takes part in a deal; whom it was lost to; the trash.

-- A field: what it is called, what it holds, where it is shown and where it must be filled. Values stand in `custom` of the record, by the field's id:
-- text, link: text; number: number; money: minor units of the company's currency; date: '2026-11-21'; choice: id of an option; choices: ids; person: id.
create table fields (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  subject text not null check (subject in ('deal', 'company', 'contact')),
  name text not null check (length(name) between 1 and 200),
  kind text not null check (kind in ('text', 'number', 'money', 'date', 'choice', 'choices', 'link', 'person')),
  hint text check (length(hint) <= 500),
  -- [{id, name, archived}] in their order.
  options jsonb not null default '[]',
  -- Pipelines in which a deal has the field; null: all.
  pipeline_ids uuid[],
  -- Stages that a deal enters only with a value.
  required_stage_ids uuid[] not null default '{}',
  position int not null default 0,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  unique (workspace_id, subject, name)
);
call protect_by_workspace('fields');

-- Values that did not fit when the field's kind was changed: out of the record, and not lost.
create table field_leftovers (
  workspace_id uuid not null,
  field_id uuid not null,
  record_id uuid not null,
  id uuid not null default uuid7(),
  -- What the field held then, the value as it was kept, and as people read it.
  kind text not null,
  value jsonb not null,
  text text not null,
  at timestamptz not null default now(),
  actor_id uuid,
  primary key (workspace_id, field_id, id),
  foreign key (workspace_id, field_id) references fields (workspace_id, id) on delete cascade
);
create index field_leftovers_record on field_leftovers (workspace_id, record_id);
call protect('field_leftovers');
create policy follows_record on field_leftovers for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = field_leftovers.workspace_id and d.id = field_leftovers.record_id)
    or exists (select from companies c where c.workspace_id = field_leftovers.workspace_id and c.id = field_leftovers.record_id)
    or exists (select from contacts c where c.workspace_id = field_leftovers.workspace_id and c.id = field_leftovers.record_id)));
create policy append on field_leftovers for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and (select app_scope()) = 'all');
-- The erasure of a person takes them along.
create policy erased_with_person on field_leftovers for delete to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'director', 'admin'));
grant select, insert, delete on field_leftovers to mostik_app;

-- Which deals have which option (or person) in a field: a filter by it reads an index of plain keys, which row security lets the planner use.
-- Kept by triggers, whoever writes; a move that leaves `custom` alone costs nothing, and no foreign key is checked for each row of an import.
create table deal_choices (
  workspace_id uuid not null,
  deal_id uuid not null,
  field_id uuid not null,
  option_id uuid not null,
  primary key (workspace_id, deal_id, field_id, option_id)
);
create index deal_choices_option on deal_choices (workspace_id, field_id, option_id, deal_id);
call protect('deal_choices');
create policy follows_deal on deal_choices for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_choices.workspace_id and d.id = deal_choices.deal_id)));
grant select on deal_choices to mostik_app;

-- The options and people that these values name; a file's own columns, which stand in `custom` by their titles, are passed over.
create function named_choices(custom jsonb) returns table (field_id uuid, option_id uuid)
  language sql immutable parallel safe as $$
  select distinct field.key::uuid, chosen.value::uuid
  from jsonb_each(custom) field
  cross join lateral jsonb_array_elements_text(
    case jsonb_typeof(field.value) when 'array' then field.value else jsonb_build_array(field.value) end) chosen
  where length(field.key) = 36 and length(chosen.value) = 36
    and field.key ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' and chosen.value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
$$;

-- For new deals, a whole statement at a time.
create function keep_new_choices() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into deal_choices (workspace_id, deal_id, field_id, option_id)
  select f.workspace_id, f.id, c.field_id, c.option_id from fresh f cross join lateral named_choices(f.custom) c where f.custom <> '{}';
  return null;
end $$;
create trigger choices_of_new_deals after insert on deals referencing new table as fresh for each statement execute function keep_new_choices();

create function keep_changed_choices() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from deal_choices where workspace_id = new.workspace_id and deal_id = new.id;
  insert into deal_choices (workspace_id, deal_id, field_id, option_id)
  select new.workspace_id, new.id, c.field_id, c.option_id from named_choices(new.custom) c;
  return null;
end $$;
create trigger choices_of_changed_deal after update of custom on deals
  for each row when (old.custom is distinct from new.custom) execute function keep_changed_choices();

create function drop_choices() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from deal_choices c using gone g where c.workspace_id = g.workspace_id and c.deal_id = g.id;
  return null;
end $$;
create trigger choices_of_gone_deals after delete on deals referencing old table as gone for each statement execute function drop_choices();

-- Whom deals are lost to.
create table competitors (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 200),
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
call protect_by_workspace('competitors');
alter table deals add column loss_competitor_id uuid;

-- What a contact is in a deal: decides, influences, uses …
create table contact_roles (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 200),
  position int not null default 0,
  archived_at timestamptz,
  primary key (workspace_id, id),
  unique (workspace_id, name)
);
call protect_by_workspace('contact_roles');

-- Contacts of a deal besides the main one (deals.contact_id), and the roles of all, the main one's too.
create table deal_contacts (
  workspace_id uuid not null,
  deal_id uuid not null,
  contact_id uuid not null,
  role_id uuid,
  position int not null default 0,
  primary key (workspace_id, deal_id, contact_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, contact_id) references contacts (workspace_id, id) on delete cascade,
  foreign key (workspace_id, role_id) references contact_roles (workspace_id, id)
);
create index deal_contacts_contact on deal_contacts (workspace_id, contact_id);
call protect('deal_contacts');
create policy follows_deal on deal_contacts to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_contacts.workspace_id and d.id = deal_contacts.deal_id)))
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_contacts.workspace_id and d.id = deal_contacts.deal_id)));
grant select, insert, update, delete on deal_contacts to mostik_app;

-- Who works on a deal and how the credit is split, in hundredths of a percent: 10,000 in all, the owner's part among them.
create table deal_team (
  workspace_id uuid not null,
  deal_id uuid not null,
  person_id uuid not null,
  share_bp int not null check (share_bp between 0 and 10000),
  position int not null default 0,
  primary key (workspace_id, deal_id, person_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade,
  foreign key (workspace_id, person_id) references people (workspace_id, id)
);
create index deal_team_person on deal_team (workspace_id, person_id);
call protect('deal_team');
create policy follows_deal on deal_team to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_team.workspace_id and d.id = deal_team.deal_id)))
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from deals d where d.workspace_id = deal_team.workspace_id and d.id = deal_team.deal_id)));
grant select, insert, update, delete on deal_team to mostik_app;

-- The trash, newest first; live deals are not in this index.
create index deals_trash on deals (workspace_id, deleted_at, id) where deleted_at is not null;

create view facts.fields with (security_invoker = true) as
  select workspace_id, id, subject, name, kind, options, pipeline_ids, required_stage_ids, position, archived_at from fields;
create view facts.deal_custom with (security_invoker = true) as
  select workspace_id, id as deal_id, custom, loss_competitor_id from deals where deleted_at is null;
create view facts.deal_choices with (security_invoker = true) as select * from deal_choices;
create view facts.competitors with (security_invoker = true) as select * from competitors;
create view facts.deal_contacts with (security_invoker = true) as select * from deal_contacts;
create view facts.deal_team with (security_invoker = true) as select * from deal_team;
grant select on facts.fields, facts.deal_custom, facts.deal_choices, facts.competitors, facts.deal_contacts, facts.deal_team to mostik_app;
