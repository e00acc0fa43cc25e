-- Tables whose rows wait a second or two and go. After a large import they are hundreds of megabytes of nothing, which whoever folds them reads from end
-- to end; by the usual share of changed rows they would stay so for days. Vacuumed after each few thousand rows they shrink as soon as they are empty.
do $$
declare
  queue text;
begin
  foreach queue in array array['total_deltas', 'cohorts_deltas', 'cohorts_queue', 'funnel_queue', 'search_queue'] loop
    execute format('alter table %I set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_insert_threshold = -1,
      autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000)', queue);
  end loop;
end $$;
