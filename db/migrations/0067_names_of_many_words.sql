-- A search by name asks less of the index and plans once.

-- Triples of letters that do not overlap, for the index of pieces of words; the text itself is asked of what is found. Four of them, from the beginning to the
-- end of the text, find hardly more than all: each costs a look at whatever the rarest has found.
create or replace function letters_by_three(query text) returns text
language sql immutable parallel safe as $$
  select '%' || string_agg(three, '%' order by place) || '%'
  from (
    select m.three[1] as three, m.place, count(*) over () as n
    from regexp_matches(search_key(query), '[[:alnum:]]{3}', 'g') with ordinality as m (three, place)
  ) found
  where n <= 4 or place in (1, round(1 + (n - 1) / 3.0), round(1 + 2 * (n - 1) / 3.0), n)
$$;

-- The plan is the same whatever is asked; to make it took a fifth of a search.
alter function deals_named(text, int) set plan_cache_mode = force_generic_plan;
