-- The search at a million deals: its index is filled three times as fast, and frequent words are found among the newest open deals.

create or replace function fold_search(most int) returns int language plpgsql as $$
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
  with fresh as materialized (
    select * from search_words(targets)
  ), gone as (
    delete from search_entries e using (
      select t.workspace_id, t.kind, t.id from unnest(targets) t
      except select f.workspace_id, f.kind, f.id from fresh f
    ) t
    where e.workspace_id = t.workspace_id and e.kind = t.kind and e.id = t.id
  )
  insert into search_entries as e (workspace_id, kind, id, owner_id, words) select f.workspace_id, f.kind, f.id, f.owner_id, f.words from fresh f
  on conflict on constraint search_entries_pkey do update set owner_id = excluded.owner_id, words = excluded.words
    where (e.owner_id, e.words) is distinct from (excluded.owner_id, excluded.words);
  return cardinality(targets);
end $$;

-- Titles of open deals by age, so that a search reads ten thousand of them in a few milliseconds before it asks for rare words.
create index deals_open_titles on deals (workspace_id, created_at desc) include (id, title_key) where outcome = 'open' and deleted_at is null;
create index deals_open_titles_of on deals (workspace_id, owner_id, created_at desc) include (id, title_key) where outcome = 'open' and deleted_at is null;

create or replace function search_deals(query text, most int) returns table (id uuid)
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  newest uuid[] := newest_deals_with(like_pattern(query), 10000, most);
begin
  -- Without three letters in a row there is no trigram: the index would read every title.
  if cardinality(newest) >= most or query !~ '[[:alnum:]]{3}' then
    return query select unnest(newest);
    return;
  end if;
  return query select d.id from deals_with(like_pattern(query), 300) d order by d.outcome = 'open' desc, d.created_at desc limit most;
end $$;
