-- A search asks the index for the rarest letters of a text; days end by the clock of the product alone; deals that were handed over stand behind the figure
-- that counts them.
-- Does the same as when it was c706e610c534822c392b237c6d2434b977e098bd7e13ffb8a1eb97ca38553338, for owners of another name too.

-- As before; which day is the present one is told by whoever asks. What is at rest is still told by the moments that the database itself has written.
drop function days_to_keep(uuid, text, text);
create function days_to_keep(p_workspace uuid, p_facts text, p_basis text, p_today date) returns date[]
language sql stable set plan_cache_mode = force_custom_plan as $$
  with changed as materialized (
    select day, max(at) as at from funnel_stale_days where workspace_id = p_workspace and facts = p_facts group by day
    union all
    select distinct day, now() from total_deltas where workspace_id = p_workspace
      and kind = any (case p_facts when 'left' then '{stay}' when 'booked' then '{booked}' else '{closed_won,closed_lost}' end::text[])
  ), bounds as materialized (
    select case p_facts
        when 'closed' then (select min(t.month) from company_month_totals t where t.workspace_id = p_workspace and t.kind in ('closed_won', 'closed_lost'))
        when 'booked' then (select min(b.day) from bookings b where b.workspace_id = p_workspace)
        else (select min(t.month) from company_month_totals t where t.workspace_id = p_workspace and t.kind = 'stay') end as first
  ), waiting as (
    -- The last day of a month would make it whole before it is over.
    select d::date as day from bounds
    cross join generate_series(first, p_today - (date_trunc('month', p_today + 1) > date_trunc('month', p_today))::int, interval '1 day') d
    left join funnel_kept_days k on k.workspace_id = p_workspace and k.facts = p_facts and k.day = d::date
    left join cycle_closed_periods p on p.workspace_id = p_workspace and p.month = date_trunc('month', d)::date and p.state = 'closed' and p_facts <> 'left'
    where (k.is_over is distinct from (d::date < p_today) or k.basis is distinct from case when p_facts = 'left' then p_basis else coalesce(p.closed_at::text, '') end
        or exists (select from changed c where c.day = d::date))
      and not exists (select from changed c where c.day = d::date and c.at > now() - interval '2 minutes')
  )
  select array_agg(day order by day) from waiting where date_trunc('month', day) = (select date_trunc('month', max(day)) from waiting)
$$;

-- Deals that came to people in sight between two moments and are of others now. Totals count them for those people.
create index deal_reach_handed_over on deal_reach (workspace_id, first_owner_id, created_at) where first_owner_id is distinct from owner_id;
create function handed_over_arrivals(p_from timestamptz, p_to timestamptz)
returns table (deal_id uuid, pipeline_id uuid, first_owner_id uuid, created_at timestamptz, created_day date, base_minor bigint)
language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  workspace uuid := app_workspace();
  people uuid[] := app_people();
begin
  -- Whoever sees everybody finds them among all the others.
  if app_scope() = 'people' then
    return query
      select r.deal_id, r.pipeline_id, r.first_owner_id, r.created_at, r.created_day, r.base_minor from deal_reach r
      where r.workspace_id = workspace and r.first_owner_id = any (people) and r.first_owner_id is distinct from r.owner_id
        and r.created_at >= p_from and r.created_at < p_to and (r.owner_id = any (people)) is not true;
  end if;
end $$;
revoke execute on function handed_over_arrivals from public;
grant execute on function handed_over_arrivals to mostik_app;

-- How often three letters in a row are met among names of a kind, by one in fifty of them: a search asks the index for the rarest of a text.
create table search_triples (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  kind text not null,
  triple text collate "C" not null,
  n int not null,
  primary key (workspace_id, kind, triple)
) with (fillfactor = 80);
alter table search_triples enable row level security, force row level security;
create policy owner_all on search_triples to current_user using (true) with check (true);

-- What a letter is, the database's own rules tell: words are kept under those of bytes.
create function triples_of(words text) returns setof text
language sql immutable parallel safe as $$
  select distinct t.triple from generate_series(1, length(words) - 2) p cross join lateral (select substr(words, p, 3) as triple) t
  where t.triple collate "default" ~ '^[[:alnum:]]{3}$'
$$;

insert into search_triples (workspace_id, kind, triple, n)
select e.workspace_id, e.kind, t.triple, count(*)
from (select * from search_entries where random() < 0.02) e cross join lateral triples_of(e.words) t (triple) group by 1, 2, 3;

-- The three rarest triples of letters of a text that do not overlap, in the order of the text, for the index of pieces of words; the text itself is asked of what
-- is found. Null without three letters in a row.
drop function letters_by_three(text);
create function rare_letters(query text, kind_of text) returns text
language plpgsql stable set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  workspace uuid := app_workspace();
  key text := search_key(query);
  places int[] := '{}';
  next_place int;
begin
  for next_place in
    select p.place from generate_series(1, length(key) - 2) p (place)
    left join search_triples t on t.workspace_id = workspace and t.kind = kind_of and t.triple = substr(key, p.place, 3)
    where substr(key, p.place, 3) ~ '^[[:alnum:]]{3}$'
    order by coalesce(t.n, 0), p.place
  loop
    if not exists (select from unnest(places) chosen where abs(chosen - next_place) < 3) then
      places := places || next_place;
      exit when cardinality(places) = 3;
    end if;
  end loop;
  return (select '%' || string_agg(substr(key, chosen, 3), '%' order by chosen) || '%' from unnest(places) chosen);
end $$;
revoke execute on function rare_letters from public;

-- As before; of one in fifty it is noted which letters they are made of.
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
  ), sampled as (
    insert into search_triples as s (workspace_id, kind, triple, n)
    select f.workspace_id, f.kind, t.triple, count(*)
    from (select * from fresh where random() < 0.02) f cross join lateral triples_of(f.words) t (triple) group by 1, 2, 3
    on conflict on constraint search_triples_pkey do update set n = s.n + excluded.n
  )
  insert into search_entries as e (workspace_id, kind, id, owner_id, words) select f.workspace_id, f.kind, f.id, f.owner_id, f.words from fresh f
  on conflict on constraint search_entries_pkey do update set owner_id = excluded.owner_id, words = excluded.words
    where (e.owner_id, e.words) is distinct from (excluded.owner_id, excluded.words);
  return cardinality(targets);
end $$;

-- As before, by the rarest letters.
create or replace function deals_named(query text, most integer)
 RETURNS TABLE(id uuid, outcome text, created_at timestamp with time zone)
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
declare
  workspace uuid := app_workspace();
  everybody boolean := app_scope() = 'all';
  people uuid[] := app_people();
  wanted text := search_key(query);
  pattern text := rare_letters(query, 'deal');
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
      cross join lateral (
        select d.id, d.outcome, d.created_at, d.owner_id, d.deleted_at, d.title_key from deals d where d.workspace_id = workspace and d.id = found.id offset 0) d
      where (everybody or d.owner_id = any (people)) and d.deleted_at is null and strpos(d.title_key, wanted) > 0
      limit most
    ) d;
end $function$;

create or replace function search_ids(kind_of text, pieces text[], most integer)
 RETURNS SETOF uuid
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  conditions text;
  asked text;
begin
  if kind_of = 'contact' and not app_sees_personal() then return; end if;
  select string_agg(
    format('words like %L and strpos(words, %L) > 0', coalesce(rare_letters(piece, kind_of), like_pattern(search_key(piece))), search_key(piece)), ' and ')
  into conditions from unnest(pieces) piece;
  asked := $q$
    select e.id from search_entries e
    where e.workspace_id = (select app_workspace()) and e.kind = $1 and %1$s
      -- Asked once and not of each record that is found.
      and (e.owner_id is null or (select app_scope()) = 'all' or e.owner_id = any ((select app_people())::uuid[]))$q$;
  if exists (select from search_queue q where q.workspace_id = app_workspace() and q.kind = kind_of) then
    asked := asked || $q$
    union
    select w.id from search_words(array(select q from search_queue q where q.workspace_id = app_workspace() and q.kind = $1 limit 500)) w where %1$s$q$;
  end if;
  return query execute format(asked || ' limit $2', conditions) using kind_of, most;
end $function$;
