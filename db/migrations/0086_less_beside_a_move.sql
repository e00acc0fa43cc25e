-- What a move of a deal costs besides its own rows.

-- A sale to a client who bought before planned this statement, the largest of all, at each call: 3.2 ms, of which 2.6 were planning. One plan serves one
-- client and five hundred alike (53 ms and 55).
alter function cohorts_make_buyers set plan_cache_mode = force_generic_plan;

-- PostgreSQL counts new rows against the part of a table that is not frozen yet. On a table at rest that part is next to nothing: a million deals were
-- vacuumed, each time with all indexes, after every five thousand moves.
alter table deals set (autovacuum_vacuum_insert_threshold = 50000);
alter table stage_changes set (autovacuum_vacuum_insert_threshold = 50000);
alter table stage_stays set (autovacuum_vacuum_insert_threshold = 50000);
alter table deal_reach set (autovacuum_vacuum_insert_threshold = 50000);

-- Whoever writes within the reach of certain people has had the deal looked up by the policy `append` of the same row already.
drop trigger deals_of_new_changes on stage_changes;
create trigger deals_of_new_changes after insert on stage_changes referencing new table as fresh for each statement
  when (current_user <> 'mostik_app' or app_scope() is distinct from 'people')
  execute function check_deals_of_changes();
