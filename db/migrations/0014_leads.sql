-- Incoming leads and their distribution: the inbox, web forms, rules, the clock of the first response.

-- How this company works its leads. One row; until it is written the defaults of the program hold.
create table lead_settings (
  workspace_id uuid primary key references workspaces on delete cascade,
  -- Working hours of the response clock, minutes since midnight; the days come from the company's calendar.
  opens_at int not null default 540 check (opens_at between 0 and 1439),
  closes_at int not null default 1080 check (closes_at between 1 and 1440),
  -- Business minutes within which a lead is to be answered, and how many more until the head is told.
  target_minutes int not null default 30 check (target_minutes between 1 and 10080),
  escalate_minutes int not null default 30 check (escalate_minutes between 1 and 10080),
  -- What happens to a lead that no rule takes.
  method text not null default 'by_hand' check (method in ('by_hand', 'round_robin', 'by_load')),
  -- Among whom; nobody named means all sellers.
  person_ids uuid[] not null default '{}',
  department_ids uuid[] not null default '{}',
  -- A lead of a known client goes to the one who is responsible for the client, when he is here.
  to_client_owner boolean not null default true,
  -- Leads are given in working hours only; at night they wait.
  only_in_hours boolean not null default false,
  -- Whether a lead that nobody has been given may be taken by any seller.
  take_freely boolean not null default true,
  return_reasons text[] not null default '{}',
  reject_reasons text[] not null default '{}',
  version int not null default 1,
  check (closes_at > opens_at)
);
call protect_by_workspace('lead_settings');

-- A web form of the company's site. Its key is public: it stands in the page; it opens nothing but the form.
create table lead_forms (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  key text not null check (length(key) between 16 and 64),
  name text not null check (length(name) between 1 and 200),
  source_id uuid,
  campaign text,
  -- Origins of the pages that may send it; empty: any.
  allowed_origins text[] not null default '{}',
  thanks_url text,
  -- Null: the company's target.
  target_minutes int check (target_minutes between 1 and 10080),
  min_fill_seconds int not null default 3 check (min_fill_seconds between 0 and 600),
  -- Which fields the ready form shows.
  fields text[] not null default '{name,phone,email,text}',
  consent_text text,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  version int not null default 1,
  primary key (workspace_id, id),
  foreign key (workspace_id, source_id) references sources (workspace_id, id)
);
-- A stranger brings the key alone.
create index lead_forms_key on lead_forms (key);
call protect_by_workspace('lead_forms');

-- Which leads go to whom. The first rule that fits takes the lead; an empty list of a condition fits all.
create table lead_rules (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  name text not null check (length(name) between 1 and 200),
  position int not null default 0,
  source_ids uuid[] not null default '{}',
  form_ids uuid[] not null default '{}',
  -- Beginnings of words, compared in lower case: «Свердл» fits «Свердловская область».
  regions text[] not null default '{}',
  products text[] not null default '{}',
  person_ids uuid[] not null default '{}',
  department_ids uuid[] not null default '{}',
  method text not null default 'round_robin' check (method in ('round_robin', 'by_load')),
  archived_at timestamptz,
  version int not null default 1,
  primary key (workspace_id, id)
);
call protect_by_workspace('lead_rules');

create table leads (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  -- new: nobody has it; assigned: given, not taken yet; accepted: in work; returned: somebody gave it back, nobody has it;
  -- converted: became a deal (or belongs to one); rejected: not ours; spam: the guard or a person says so.
  state text not null default 'new' check (state in ('new', 'assigned', 'accepted', 'returned', 'converted', 'rejected', 'spam')),
  -- The way it came: form, ui, api, import, demo.
  channel text not null check (channel in ('form', 'ui', 'api', 'import', 'demo')),
  form_id uuid,
  source_id uuid,
  campaign text,
  utm jsonb not null default '{}',
  page_url text,
  name text,
  company_name text,
  phone text,
  -- The last ten digits: how numbers written in any way are compared.
  phone_key text,
  email text check (email = lower(email)),
  body text,
  region text,
  product text,
  consent_text text,
  owner_id uuid,
  -- Whose queue it waits in while nobody has it; null: everybody's.
  department_id uuid,
  received_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  created_by uuid,
  assigned_at timestamptz,
  accepted_at timestamptz,
  -- The first contact with the client (or the decision that makes one needless); the clock stops here.
  responded_at timestamptz,
  closed_at timestamptz,
  target_minutes int not null,
  respond_by timestamptz not null,
  escalate_at timestamptz not null,
  -- Business minutes from receipt to the first response.
  response_minutes double precision,
  late_told_at timestamptz,
  head_told_at timestamptz,
  -- To be given to somebody as soon as somebody is here.
  awaits_turn boolean not null default false,
  -- Given back to the head and not to the next.
  to_head boolean not null default false,
  rule_id uuid,
  return_count int not null default 0,
  -- Who gave it back: it is not given to them again by itself.
  returned_by uuid[] not null default '{}',
  reason text,
  comment text,
  spam_mark text,
  company_id uuid,
  contact_id uuid,
  deal_id uuid,
  client_token text,
  content_hash text,
  -- How many times the same form was sent again.
  repeats int not null default 0,
  version int not null default 1,
  updated_at timestamptz not null default now(),
  primary key (workspace_id, id)
);
create unique index leads_token on leads (workspace_id, form_id, client_token) where client_token is not null;
create index leads_content on leads (workspace_id, content_hash, received_at) where content_hash is not null;
create index leads_received on leads (workspace_id, received_at desc, id desc);
create index leads_owner on leads (workspace_id, owner_id, state, received_at desc);
create index leads_open on leads (workspace_id, state, received_at desc) where state in ('new', 'assigned', 'accepted', 'returned');
create index leads_clock on leads (workspace_id, respond_by) where responded_at is null and state in ('new', 'assigned', 'accepted', 'returned');
create index leads_waiting on leads (workspace_id, received_at) where awaits_turn;
create index leads_phone on leads (workspace_id, phone_key) where phone_key is not null;
create index leads_email on leads (workspace_id, email) where email is not null;
create index leads_deal on leads (workspace_id, deal_id) where deal_id is not null;
create index leads_company on leads (workspace_id, company_id) where company_id is not null;

-- A lead belongs to a person; one that nobody has belongs to the queue of a department or of all who sell.
call protect('leads');
create policy in_scope on leads to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[])
    or (owner_id is null and (select app_scope()) = 'people' and (department_id is null or department_id = any ((select app_departments())::uuid[])))))
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all' or owner_id = any ((select app_people())::uuid[])
    or (owner_id is null and (select app_scope()) = 'people' and (department_id is null or department_id = any ((select app_departments())::uuid[])))));
grant select, insert, update on leads to mostik_app;

-- What happened to a lead. Append-only; seen by whoever sees the lead now.
create table lead_log (
  workspace_id uuid not null,
  id uuid not null default uuid7(),
  lead_id uuid not null,
  at timestamptz not null,
  kind text not null check (kind in ('received', 'repeated', 'assigned', 'accepted', 'contacted', 'returned', 'rejected', 'spam', 'restored', 'edited',
    'attached', 'converted', 'late', 'escalated', 'waits')),
  -- Null: the server itself.
  actor_id uuid,
  from_person_id uuid,
  to_person_id uuid,
  details jsonb not null default '{}',
  primary key (workspace_id, id),
  foreign key (workspace_id, lead_id) references leads (workspace_id, id) on delete cascade
);
create index lead_log_lead on lead_log (workspace_id, lead_id, at);
call protect('lead_log');
create policy follows_lead on lead_log for select to mostik_app
  using (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from leads l where l.workspace_id = lead_log.workspace_id and l.id = lead_log.lead_id)));
create policy append on lead_log for insert to mostik_app
  with check (workspace_id = (select app_workspace()) and ((select app_scope()) = 'all'
    or exists (select from leads l where l.workspace_id = lead_log.workspace_id and l.id = lead_log.lead_id)));
grant select, insert on lead_log to mostik_app;

-- When each person was last given a lead by itself, counted in turns: two leads may come in one moment.
create table lead_turns (
  workspace_id uuid not null references workspaces on delete cascade,
  person_id uuid not null,
  turn bigint not null,
  at timestamptz not null,
  given int not null default 1,
  primary key (workspace_id, person_id)
);
call protect_by_workspace('lead_turns');

-- Clients with this phone or e-mail, those of colleagues too: ids and whose they are, no names and no numbers. What an id is called is read under the
-- policies, so a colleague's contact stays a colleague's; that the company is here already must be known, or it would be made twice.
create function clients_reached_by(wanted_phone text, wanted_email text) returns table (company_id uuid, contact_id uuid, owner_id uuid, sign text)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
begin
  if not app_sees_personal() then return; end if;
  return query
    select c.id, null::uuid, c.owner_id, f.sign
    from (select m.id, 'phone' as sign from companies m where m.workspace_id = workspace and m.phone_key = wanted_phone
          union select m.id, 'email' from companies m where m.workspace_id = workspace and m.email = wanted_email
          union select p.company_id, 'phone' from company_phones p where p.workspace_id = workspace and p.phone_key = wanted_phone
          union select e.company_id, 'email' from company_emails e where e.workspace_id = workspace and e.email = wanted_email) f
    join companies c on c.workspace_id = workspace and c.id = f.id and c.deleted_at is null
    union
    select k.company_id, k.id, k.owner_id, f.sign
    from (select m.id, 'phone' as sign from contacts m where m.workspace_id = workspace and m.phone_key = wanted_phone
          union select m.id, 'email' from contacts m where m.workspace_id = workspace and m.email = wanted_email
          union select p.contact_id, 'phone' from contact_phones p where p.workspace_id = workspace and p.phone_key = wanted_phone
          union select e.contact_id, 'email' from contact_emails e where e.workspace_id = workspace and e.email = wanted_email) f
    join contacts k on k.workspace_id = workspace and k.id = f.id and k.deleted_at is null
    limit 20;
end $$;
revoke execute on function clients_reached_by from public;
grant execute on function clients_reached_by to mostik_app;

-- Who has a lead now that the actor had before him a moment ago: it was his, or somebody took it from the common queue. Nothing else is told.
create function lead_holder(lead uuid) returns table (owner_id uuid, state text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select l.owner_id, l.state from leads l
  where l.workspace_id = (select app_workspace()) and l.id = lead and (select app_scope()) in ('people', 'all')
    and exists (select from lead_log g where g.workspace_id = l.workspace_id and g.lead_id = l.id
      and ((g.kind = 'accepted' and g.from_person_id is null) or g.from_person_id = (select app_person())))
$$;
revoke execute on function lead_holder from public;
grant execute on function lead_holder to mostik_app;

-- For analytics: no personal data.
create view facts.leads with (security_invoker = true) as
  select workspace_id, id, state, channel, form_id, source_id, campaign, utm, region, product, owner_id, department_id, received_at, recorded_at,
         assigned_at, accepted_at, responded_at, closed_at, target_minutes, respond_by, response_minutes, return_count, reason, company_id, contact_id, deal_id
  from leads;
create view facts.lead_log with (security_invoker = true) as
  select workspace_id, id, lead_id, at, kind, actor_id, from_person_id, to_person_id from lead_log;
grant select on facts.leads, facts.lead_log to mostik_app;
