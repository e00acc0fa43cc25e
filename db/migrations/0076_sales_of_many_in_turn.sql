-- A change of many deals and a sale beside it could both make the first sale to one client (0075 is about sales of one deal): the many take their turn with
-- other sales to their clients as well, before a row is touched that those may change.
-- It writes nothing, and needs no rights but those of whoever sells, who sees the deals that he changes.
-- Does the same as when it was 10efb2293f1682c4808a0b61fb1f32727f7d7dfeb9d534a3cfe8e64ec07a889f.
-- Does the same as when it was a89f23bfa3d87654e1953fc3a851a068a2b70124d491caa7f6bd05191fe8c125 then 7674759650f1a4c3671cf83dfd6645a785e06719ee85bff9060e142e8847cfe9, which was 0077_turns_write_nothing.sql.
create function take_turns_of_clients(p_workspace uuid, p_deals uuid[]) returns void
language plpgsql set search_path = public, pg_temp as $$
declare
  clients uuid[];
begin
  clients := array(select distinct coalesce(d.company_id, d.contact_id, d.id) from deals d where d.workspace_id = p_workspace and d.id = any (p_deals));
  -- Of more clients nobody holds the turns till the end of a transaction (see cohorts_touch): there are not so many locks.
  if cardinality(clients) <= 50 then
    -- By the name of cohorts_make_buyers and in its order.
    perform pg_advisory_xact_lock(hashtextextended(c::text, 35)) from (select c from unnest(clients) c order by c) sorted;
  end if;
end $$;
