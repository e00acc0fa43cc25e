-- Statements are planned once and their plans are kept. What is planned for an empty table is planned for two hundred rows of as many companies: of all indexes
-- that begin with the company one is as good as another, and a look by a key may read all rows of the company, again and again while an import fills the table.
-- So the planner is told that rows are mostly of one company, before there is any; what it learns of the rows themselves later stands instead.
-- It does not know how many rows there are where it has never looked (-1) or has seen none.
create procedure expect_one_company() language plpgsql as $$
declare
  unknown record;
begin
  -- PostgreSQL takes such statistics since 18.
  if current_setting('server_version_num')::int < 180000 then
    return;
  end if;
  for unknown in
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.reltuples <= 0
  loop
    execute format($stats$select pg_restore_attribute_stats('schemaname', 'public', 'relname', %L, 'attname', 'workspace_id', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)$stats$, unknown.name);
  end loop;
end $$;
revoke execute on procedure expect_one_company from public;

-- The same for an older PostgreSQL, and for what else has become of a table: whoever fills tables asks for the statistics of those that are more than twice as
-- large as the planner knows. Of less than ten pages it thinks rightly that they will grow. What somebody else looks at is left to him.
create function gather_statistics_of_grown() returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  page int := current_setting('block_size');
  grown text;
begin
  select string_agg(c.oid::regclass::text, ', ' order by c.oid) into grown
  from pg_class c
  where c.oid = any ('{deals,stage_changes,stage_stays,deal_reach,bookings,deal_edits,deal_lines,companies,company_phones,company_emails,contacts,contact_phones,
      contact_emails,activities,payments,invoices,products,product_prices,product_aliases,people,departments,plan_cells,spend,import_rows}'::regclass[])
    and pg_relation_size(c.oid) > greatest(c.relpages::bigint * 2, 9) * page;
  if grown is not null then
    execute 'analyze (skip_locked) ' || grown;
  end if;
end $$;
revoke execute on function gather_statistics_of_grown from public;
grant execute on function gather_statistics_of_grown to mostik_app;
