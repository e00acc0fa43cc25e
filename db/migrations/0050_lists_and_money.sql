-- Search and the lists of money at a million deals: each kind of record is found in an index of its own, invoices are listed, summed and aged without
-- reading their papers.

-- A word of a task or a lead was looked for among the words of all deals and clients as well.
set local maintenance_work_mem = '256MB';
create index search_deal_words on search_entries using gin (words gin_trgm_ops) where kind = 'deal';
create index search_company_words on search_entries using gin (words gin_trgm_ops) where kind = 'company';
create index search_contact_words on search_entries using gin (words gin_trgm_ops) where kind = 'contact';
create index search_task_words on search_entries using gin (words gin_trgm_ops) where kind = 'task';
create index search_lead_words on search_entries using gin (words gin_trgm_ops) where kind = 'lead';
drop index search_entries_words;

-- Open deals with this text in the title, the newest of each person in scope first. `strpos` reads a title in two thirds of the time of `like`.
create function newest_deals_named(query text, window_size int, most int) returns uuid[]
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  people uuid[] := app_people();
  wanted text := search_key(query);
begin
  if app_scope() = 'all' then
    return array(
      select x.id
      from (select d.id, d.title_key, d.created_at from deals d
            where d.workspace_id = workspace and d.outcome = 'open' and d.deleted_at is null order by d.created_at desc limit window_size) x
      where strpos(x.title_key, wanted) > 0 order by x.created_at desc limit most);
  end if;
  return array(
    select x.id
    from unnest(people) as p(id) cross join lateral (
      select d.id, d.title_key, d.created_at from deals d
      where d.workspace_id = workspace and d.owner_id = p.id and d.outcome = 'open' and d.deleted_at is null
      order by d.created_at desc limit greatest(window_size / nullif(cardinality(people), 0), 20)) x
    where strpos(x.title_key, wanted) > 0 order by x.created_at desc limit most);
end $$;

-- A text by its letters three at a time: «станция» → '%ста%нци%'. The index reads the places of each three letters of a pattern; a third of them finds
-- nearly the same records in half the time, and the text itself is asked of what is found. Null without three letters in a row.
create function letters_by_three(query text) returns text language sql immutable parallel safe as $$
  select '%' || string_agg(three[1], '%' order by place) || '%'
  from (select three, place from regexp_matches(search_key(query), '[[:alnum:]]{3}', 'g') with ordinality as m (three, place) order by place limit 6) first
$$;

-- All deals in scope with this text, in no order: by the index, and those that wait for it. The title itself is asked again, for the index may be a moment behind.
create function deals_named(query text, most int) returns table (id uuid, outcome text, created_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan as $$
declare
  workspace uuid := app_workspace();
  everybody boolean := app_scope() = 'all';
  people uuid[] := app_people();
  wanted text := search_key(query);
  pattern text := letters_by_three(query);
begin
  return query
    select distinct d.id, d.outcome, d.created_at
    from (
      select d.id, d.outcome, d.created_at
      from (
        select e.id from search_entries e
        where e.workspace_id = workspace and e.kind = 'deal' and e.words like pattern and strpos(e.words, wanted) > 0
          and (everybody or e.owner_id = any (people))
        union all
        (select q.id from search_queue q where q.workspace_id = workspace and q.kind = 'deal' limit 2000)
      ) found
      cross join lateral (select * from deals d where d.workspace_id = workspace and d.id = found.id offset 0) d
      where (everybody or d.owner_id = any (people)) and d.deleted_at is null and strpos(d.title_key, wanted) > 0
      limit most
    ) d;
end $$;

create or replace function search_deals(query text, most int) returns table (id uuid)
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  newest uuid[] := newest_deals_named(query, 10000, most);
begin
  -- Without three letters in a row there is no trigram: the index would read every title.
  if cardinality(newest) >= most or query !~ '[[:alnum:]]{3}' then
    return query select unnest(newest);
    return;
  end if;
  return query select d.id from deals_named(query, 300) d order by d.outcome = 'open' desc, d.created_at desc limit most;
end $$;

create or replace function deals_with_text(query text) returns uuid[]
  language plpgsql stable set search_path = public, pg_temp as $$
declare
  found uuid[];
begin
  if query !~ '[[:alnum:]]{3}' or cardinality(newest_deals_named(query, 1000, 10)) >= 10 then
    return null;
  end if;
  found := array(select d.id from deals_named(query, 5001) d);
  return case when cardinality(found) <= 5000 then found end;
end $$;

create or replace function search_ids(kind_of text, pieces text[], most int) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  conditions text;
begin
  if kind_of = 'contact' and not app_sees_personal() then return; end if;
  select string_agg(
    format('words like %L and strpos(words, %L) > 0', coalesce(letters_by_three(piece), like_pattern(search_key(piece))), search_key(piece)), ' and ')
  into conditions from unnest(pieces) piece;
  return query execute format($q$
    select e.id from search_entries e
    where e.workspace_id = (select app_workspace()) and e.kind = $1 and %1$s
      -- Asked once and not of each record that is found.
      and (e.owner_id is null or (select app_scope()) = 'all' or e.owner_id = any ((select app_people())::uuid[]))
    union
    select w.id from search_words(array(select q from search_queue q where q.workspace_id = app_workspace() and q.kind = $1 limit 500)) w where %1$s
    limit $2$q$, conditions) using kind_of, most;
end $$;

drop function newest_deals_with, deals_with;
revoke execute on function newest_deals_named, deals_named from public;
grant execute on function newest_deals_named, deals_named to mostik_app;

-- What a list of invoices is ordered, filtered by owner and summed by stands in the index: the papers of an invoice take 2.5 kB.
create index invoices_due on invoices (workspace_id, due_on, id)
  include (owner_id, deal_id, base_minor, total_minor, paid_minor, cancelled_at);
create index invoices_total on invoices (workspace_id, base_minor, id) include (owner_id, deal_id);
create index invoices_left on invoices (workspace_id, (case when total_minor = 0 or paid_minor >= total_minor then 0
  else round(base_minor::numeric * (total_minor - paid_minor) / total_minor)::bigint end), id)
  include (owner_id, deal_id, base_minor, total_minor, paid_minor);
create index invoices_issued_by on invoices (workspace_id, issued_on, id) include (owner_id, deal_id);
drop index invoices_issued;
create index invoices_debts on invoices (workspace_id, due_on, id)
  include (owner_id, deal_id, company_id, base_minor, total_minor, paid_minor, cancelled_at) where cancelled_at is null and paid_minor < total_minor;
drop index invoices_owed;
