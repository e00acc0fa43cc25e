/** Settings of the embedded PostgreSQL: two cores, server and database together within 1 GB. */
export const SETTINGS: Record<string, string> = {
  max_connections: '40',
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  synchronous_commit: 'on',
  // No replicas: an import writes less, and a table filled in the transaction that made it skips the log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  // Of an import the log grows by 50 MB a second: another process writes it down and makes its files, and not the one that imports.
  wal_buffers: '16MB',
  wal_writer_delay: '50ms',
  // An import of a million rows writes 7 GB of log: a checkpoint for each 1.2 GB, and no more room on a small disk.
  max_wal_size: '2GB',
  min_wal_size: '160MB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  io_workers: '2',
  // Compiling a query costs more than the short queries of a screen.
  jit: 'off',
  // Short commands pay for a title that nobody looks at: what goes on is told by pg_stat_activity.
  update_process_title: 'off',
  max_parallel_workers_per_gather: '1',
  autovacuum_naptime: '20s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '',
  log_checkpoints: 'off',
  // A failed statement holds people's data: the log keeps the error without it.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** For tests only: a lost database is made anew. */
export const FAST_UNSAFE_SETTINGS: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '100',
  shared_buffers: '128MB',
}
