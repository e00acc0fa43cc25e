-- Stays that ended in a period, of some sources: an index by the moment alone read those of all of them. Without sources it is searched once for each.
create index stage_stays_left_source on stage_stays (workspace_id, source_id, left_at) include (stage_id, owner_id, entered_at)
  where certain and not skipped;
drop index stage_stays_left;
