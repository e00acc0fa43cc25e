-- What a change of a deal costs. Two thirds of writing a deal went into two indexes of its title: one compared titles by the rules of a language,
-- the other took them apart into trigrams. The first compares bytes of a prepared key now; the second stands apart and is filled a moment later.

-- A title as it is compared: case does not count and ё stands with е.
create function search_key(words text) returns text language sql immutable strict parallel safe
  as $$ select translate(lower(words), 'ё', 'е') $$;

alter table deals add column title_key text collate "C" generated always as (translate(lower(title), 'ё', 'е')) stored;
drop index deals_title;
create index deals_title on deals (workspace_id, title_key, id) where deleted_at is null and outcome = 'open';
drop index deals_title_trgm;

-- What is found by pieces of words: one row a record of any kind. Filled from the queue by fold_search; until then searches look into the queue, and
-- what they find they read from the record itself. Requests reach both by functions alone.
create table search_entries (
  workspace_id uuid not null references workspaces on delete cascade,
  kind text not null,
  id uuid not null,
  -- Leaves out at once what others own; whose a record is now, it says itself.
  owner_id uuid,
  words text collate "C" not null,
  primary key (workspace_id, kind, id)
);
create index search_entries_words on search_entries using gin (words gin_trgm_ops);
call protect('search_entries');

create table search_queue (
  workspace_id uuid not null,
  kind text not null,
  id uuid not null
);
call protect('search_queue');

-- For new rows, a whole statement at a time; the argument is the kind.
create function queue_fresh() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into search_queue (workspace_id, kind, id) select workspace_id, tg_argv[0], id from fresh;
  return null;
end $$;
create trigger queue_fresh after insert on deals referencing new table as fresh for each statement execute function queue_fresh('deal');

-- For rows that are renamed, handed over or gone.
create function queue_for_search() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into search_queue (workspace_id, kind, id) values (old.workspace_id, tg_argv[0], old.id);
  return null;
end $$;
create trigger queue_renamed after update on deals for each row
  when (old.title is distinct from new.title or old.owner_id is distinct from new.owner_id) execute function queue_for_search('deal');
create trigger queue_gone after delete on deals for each row execute function queue_for_search('deal');

-- What the records of one batch are found by; a kind that joins later replaces this function. Without a row: the record is gone.
create function search_words(targets search_queue[]) returns table (workspace_id uuid, kind text, id uuid, owner_id uuid, words text)
  language sql stable set search_path = public, pg_temp as $$
  select d.workspace_id, t.kind, d.id, d.owner_id, d.title_key
  from unnest(targets) t join deals d on t.kind = 'deal' and d.workspace_id = t.workspace_id and d.id = t.id
$$;

-- Takes the oldest of the queue into the index; gives how many. One folder at a time.
create function fold_search(most int) returns int language plpgsql as $$
declare
  targets search_queue[];
begin
  if not pg_try_advisory_xact_lock(hashtext('fold_search')) then
    return 0;
  end if;
  with taken as (
    delete from search_queue where ctid = any (array(select ctid from search_queue limit most)) returning workspace_id, kind, id
  )
  select array_agg(distinct t::search_queue) into targets from taken t;
  if targets is null then
    return 0;
  end if;
  insert into search_entries as e (workspace_id, kind, id, owner_id, words) select w.workspace_id, w.kind, w.id, w.owner_id, w.words from search_words(targets) w
  on conflict on constraint search_entries_pkey do update set owner_id = excluded.owner_id, words = excluded.words
    where (e.owner_id, e.words) is distinct from (excluded.owner_id, excluded.words);
  delete from search_entries e using unnest(targets) t
  where e.workspace_id = t.workspace_id and e.kind = t.kind and e.id = t.id
    and not exists (select from search_words(array[t]) w);
  return cardinality(targets);
end $$;
revoke execute on function fold_search, search_words from public;

-- Deals that were here before the index.
insert into search_queue (workspace_id, kind, id) select workspace_id, 'deal', id from deals;

create or replace function newest_deals_with(pattern text, window_size int, most int) returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  people uuid[] := app_people();
  wanted text := search_key(pattern);
begin
  if app_scope() = 'all' then
    return array(
      select x.id
      from (select d.id, d.title_key, d.created_at from deals d
            where d.workspace_id = workspace and d.outcome = 'open' and d.deleted_at is null order by d.created_at desc limit window_size) x
      where x.title_key like wanted order by x.created_at desc limit most);
  end if;
  return array(
    select x.id
    from unnest(people) as p(id) cross join lateral (
      select d.id, d.title_key, d.created_at from deals d
      where d.workspace_id = workspace and d.owner_id = p.id and d.outcome = 'open' and d.deleted_at is null
      order by d.created_at desc limit greatest(window_size / nullif(cardinality(people), 0), 20)) x
    where x.title_key like wanted order by x.created_at desc limit most);
end $$;

-- All deals in scope with this text, in no order: by the index, and those that wait for it. The title itself is asked again, for the index may be a moment behind.
create or replace function deals_with(pattern text, most int) returns table (id uuid, outcome text, created_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  everybody boolean := app_scope() = 'all';
  people uuid[] := app_people();
  wanted text := search_key(pattern);
begin
  return query
    select distinct d.id, d.outcome, d.created_at
    from (
      select d.id, d.outcome, d.created_at
      from (
        select e.id from search_entries e
        where e.workspace_id = workspace and e.kind = 'deal' and e.words like wanted and (everybody or e.owner_id = any (people))
        union all
        (select q.id from search_queue q where q.workspace_id = workspace and q.kind = 'deal' limit 2000)
      ) found
      cross join lateral (select * from deals d where d.workspace_id = workspace and d.id = found.id offset 0) d
      where (everybody or d.owner_id = any (people)) and d.deleted_at is null and d.title_key like wanted
      limit most
    ) d;
end $$;
