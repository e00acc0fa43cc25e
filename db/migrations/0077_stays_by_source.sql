-- Stays of some sources that ended in a period: from the index by the moment alone they were counted by reading those of all sources.
create index stage_stays_left_source on stage_stays (workspace_id, source_id, left_at) include (stage_id, owner_id, entered_at)
  where certain and not skipped;
