-- Who may come in: accounts and sessions (kept by the better-auth library in a schema that requests cannot read), links of one use, API keys.

create schema auth;

create table auth.users (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table auth.sessions (
  id text primary key,
  user_id text not null references auth.users on delete cascade,
  -- Useless without the server's secret: the cookie carries its signature as well.
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_user on auth.sessions (user_id);

create table auth.accounts (
  id text primary key,
  user_id text not null references auth.users on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (user_id, provider_id)
);

create table auth.verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on auth.verifications (identifier);

create table auth.two_factors (
  id text primary key,
  user_id text not null references auth.users on delete cascade,
  -- Both encrypted with the server's secret.
  secret text not null,
  backup_codes text not null,
  verified boolean default true,
  failed_verification_count int default 0,
  locked_until timestamptz
);
create index two_factors_user on auth.two_factors (user_id);

-- Failed sign-ins by the hash of the e-mail, whether such an account exists or not: the answer must not tell.
create table auth.sign_in_attempts (
  email_hash text primary key,
  failures int not null default 0,
  -- How many times it was locked in a row: each lock is longer than the one before.
  locks int not null default 0,
  locked_until timestamptz,
  at timestamptz not null
);

call protect('auth.users');
call protect('auth.sessions');
call protect('auth.accounts');
call protect('auth.verifications');
call protect('auth.two_factors');
call protect('auth.sign_in_attempts');

-- Invitations and password links: only the hash of the token is kept.
create table access_links (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  kind text not null check (kind in ('invitation', 'password')),
  person_id uuid not null,
  token_hash text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index access_links_token on access_links (token_hash);
create index access_links_person on access_links (workspace_id, person_id);
call protect('access_links');
create policy by_role on access_links to mostik_app
  using (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'admin', 'director', 'head'))
  with check (workspace_id = (select app_workspace()) and (select app_role()) in ('owner', 'admin', 'director', 'head'));
grant select, insert, update, delete on access_links to mostik_app;

create table api_keys (
  workspace_id uuid not null references workspaces on delete cascade,
  id uuid not null default uuid7(),
  person_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  prefix text not null,
  key_hash text not null,
  access text not null check (access in ('read', 'write')),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, person_id) references people (workspace_id, id) on delete cascade
);
create index api_keys_hash on api_keys (key_hash);
create index api_keys_person on api_keys (workspace_id, person_id);
call protect('api_keys');
create policy own_or_administered on api_keys to mostik_app
  using (workspace_id = (select app_workspace()) and (person_id = (select app_person()) or (select app_role()) in ('owner', 'admin')))
  with check (workspace_id = (select app_workspace()) and (person_id = (select app_person()) or (select app_role()) in ('owner', 'admin')));
grant select, insert, update on api_keys to mostik_app;

-- Null: the language of the company.
alter table people add language text check (language in ('ru', 'en'));
alter table departments add version int not null default 1;
alter table workspaces add version int not null default 1;

-- A person signs in by the e-mail of his card, so a change of the card is a change of the account, in one transaction; closing his access ends
-- his sessions. It works as the owner: requests have no rights in schema auth. A taken address fails with unique_violation of users_email_key.
create function account_follows_person() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update auth.users set email = lower(new.email), name = new.full_name, updated_at = now()
    where id = new.user_id and (email, name) is distinct from (lower(new.email), new.full_name);
  if new.state = 'disabled' then
    delete from auth.sessions where user_id = new.user_id;
  end if;
  return new;
end $$;
create trigger account_follows_person after update of email, full_name, state on people
  for each row when (new.user_id is not null and (new.email, new.full_name, new.state) is distinct from (old.email, old.full_name, old.state))
  execute function account_follows_person();
alter table people add check (user_id is null or email is not null);
