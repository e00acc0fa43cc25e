-- What several commands of one transaction make necessary is written by one call: setting up its statements costs more than the rows of a move.
create function put_facts_of_moves(
  p_workspace uuid,
  t_kind text[], t_day date[], t_owner uuid[], t_pipeline uuid[], t_stage uuid[], t_bucket smallint[], t_n bigint[], t_money bigint[],
  s_deal uuid[], s_seq integer[], s_stage uuid[], s_pipeline uuid[], s_owner uuid[], s_source uuid[], s_entered timestamptz[], s_left timestamptz[],
  s_first boolean[], s_skipped boolean[], s_certain boolean[],
  r_deal uuid[], r_pipeline uuid[], r_owner uuid[], r_first_owner uuid[], r_source uuid[], r_created_at timestamptz[], r_created_day date[], r_stage uuid[],
  r_furthest uuid[], r_outcome text[], r_closed_at timestamptz[], r_closed_day date[], r_first_won_at timestamptz[], r_base_minor bigint[],
  r_loss_reason uuid[], r_full_history boolean[], r_came_at timestamptz[], r_came_day date[])
 returns void
 language plpgsql
 security definer
 set search_path to 'public', 'pg_temp'
 set plan_cache_mode to 'force_generic_plan'
as $function$
declare
  written int;
begin
  perform refuse_other_workspace(p_workspace);
  insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  select p_workspace, x.* from unnest(t_kind, t_day, t_owner, t_pipeline, t_stage, t_bucket, t_n, t_money) as x;
  insert into stage_stays (workspace_id, deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain)
  select p_workspace, x.* from unnest(s_deal, s_seq, s_stage, s_pipeline, s_owner, s_source, s_entered, s_left, s_first, s_skipped, s_certain) as x
  on conflict on constraint stage_stays_pkey do update
    set pipeline_id = excluded.pipeline_id, owner_id = excluded.owner_id, source_id = excluded.source_id, entered_at = excluded.entered_at,
      left_at = excluded.left_at, first = excluded.first, skipped = excluded.skipped, certain = excluded.certain;
  update deal_reach r
    set owner_id = x.owner_id, first_owner_id = x.first_owner_id, source_id = x.source_id, created_at = x.created_at, created_day = x.created_day,
      stage_id = x.stage_id, furthest_stage_id = x.furthest_stage_id, outcome = x.outcome, closed_at = x.closed_at, closed_day = x.closed_day,
      base_minor = x.base_minor, loss_reason_id = x.loss_reason_id, full_history = x.full_history, came_at = x.came_at, came_day = x.came_day
    from unnest(r_deal, r_pipeline, r_owner, r_first_owner, r_source, r_created_at, r_created_day, r_stage, r_furthest, r_outcome, r_closed_at, r_closed_day,
      r_first_won_at, r_base_minor, r_loss_reason, r_full_history, r_came_at, r_came_day) as x (deal_id, pipeline_id, owner_id, first_owner_id, source_id,
      created_at, created_day, stage_id, furthest_stage_id, outcome, closed_at, closed_day, first_won_at, base_minor, loss_reason_id, full_history, came_at,
      came_day)
    where r.workspace_id = p_workspace and r.deal_id = x.deal_id and r.pipeline_id = x.pipeline_id and r.first_won_at is not distinct from x.first_won_at;
  get diagnostics written = row_count;
  -- A pipeline that the deal came to, or a first sale that is another: what hangs on it follows there.
  if written < cardinality(r_deal) then
    perform put_reach(p_workspace, r_deal, r_pipeline, r_owner, r_first_owner, r_source, r_created_at, r_created_day, r_stage, r_furthest, r_outcome,
      r_closed_at, r_closed_day, r_first_won_at, r_base_minor, r_loss_reason, r_full_history, r_came_at, r_came_day);
  end if;
end $function$;
revoke execute on function put_facts_of_moves from public;
grant execute on function put_facts_of_moves to mostik_app;
