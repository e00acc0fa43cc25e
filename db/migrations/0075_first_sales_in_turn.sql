-- Two deals of one client that were won at once were both his first sale: each looked for the other before it could see it. Which sale was the first is now
-- asked by one of them at a time, as the purchases of the client are.
create or replace function put_facts_of_deal(
  p_workspace uuid, p_deal uuid, t_kind text[], t_day date[], t_owner uuid[], t_pipeline uuid[], t_stage uuid[], t_bucket smallint[], t_n bigint[],
  t_money bigint[], s_seq int[], s_stage uuid[], s_pipeline uuid[], s_owner uuid[], s_source uuid[], s_entered timestamptz[], s_left timestamptz[],
  s_first boolean[], s_skipped boolean[], s_certain boolean[], p_pipeline uuid, p_owner uuid, p_first_owner uuid, p_source uuid,
  p_created_at timestamptz, p_created_day date, p_stage uuid, p_furthest uuid, p_outcome text, p_closed_at timestamptz, p_closed_day date,
  p_first_won_at timestamptz, p_base_minor bigint, p_loss_reason uuid, p_full_history boolean, b_seq int[], b_pipeline uuid[], b_owner uuid[],
  b_source uuid[], b_at timestamptz[], b_day date[], b_kind text[], b_n smallint[], b_base_minor bigint[]
) returns void
language plpgsql security definer set search_path = public, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
  won_before timestamptz;
  profile_before uuid;
  profile_after uuid;
  written int;
begin
  perform refuse_other_workspace(p_workspace);
  -- First of all, as everywhere: whoever rebuilds the facts holds this table.
  insert into total_deltas (workspace_id, kind, day, owner_id, pipeline_id, stage_id, bucket, n, money)
  select p_workspace, x.* from unnest(t_kind, t_day, t_owner, t_pipeline, t_stage, t_bucket, t_n, t_money) as x;
  if cardinality(b_seq) > 0 then
    -- By the name of cohorts_make_buyers; before a row is touched that another sale to this client may change.
    perform pg_advisory_xact_lock(hashtextextended(d.company_id::text, 35)) from deals d
    where d.workspace_id = p_workspace and d.id = p_deal and d.company_id is not null;
  end if;
  if cardinality(s_seq) > 0 then
    insert into stage_stays (workspace_id, deal_id, seq, stage_id, pipeline_id, owner_id, source_id, entered_at, left_at, first, skipped, certain)
    select p_workspace, p_deal, x.* from unnest(s_seq, s_stage, s_pipeline, s_owner, s_source, s_entered, s_left, s_first, s_skipped, s_certain) as x
    on conflict on constraint stage_stays_pkey do update
      set pipeline_id = excluded.pipeline_id, owner_id = excluded.owner_id, source_id = excluded.source_id, entered_at = excluded.entered_at,
        left_at = excluded.left_at, first = excluded.first, skipped = excluded.skipped, certain = excluded.certain;
  end if;
  if p_pipeline is not null then
    update deal_reach r
      set owner_id = p_owner, first_owner_id = p_first_owner, source_id = p_source, created_at = p_created_at, created_day = p_created_day,
        stage_id = p_stage, furthest_stage_id = p_furthest, outcome = p_outcome, closed_at = p_closed_at, closed_day = p_closed_day,
        base_minor = p_base_minor, loss_reason_id = p_loss_reason, full_history = p_full_history
      where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline and r.first_won_at is not distinct from p_first_won_at;
    if not found then
      select r.first_won_at, r.profile into won_before, profile_before from deal_reach r
        where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline;
      if found then
        if won_before is null and p_outcome = 'won' then
          profile_after := metrics_profile_of_won(p_workspace, p_deal, p_first_won_at, profile_before);
        end if;
        update deal_reach r
          set owner_id = p_owner, first_owner_id = p_first_owner, source_id = p_source, created_at = p_created_at, created_day = p_created_day,
            stage_id = p_stage, furthest_stage_id = p_furthest, outcome = p_outcome, closed_at = p_closed_at, closed_day = p_closed_day,
            first_won_at = p_first_won_at, base_minor = p_base_minor, loss_reason_id = p_loss_reason, full_history = p_full_history,
            profile = coalesce(profile_after, r.profile)
          where r.workspace_id = p_workspace and r.deal_id = p_deal and r.pipeline_id = p_pipeline;
        if profile_after is null then
          -- Without a client nothing of a profile depends on purchases.
          if exists (select from deals d where d.workspace_id = p_workspace and d.id = p_deal and d.company_id is not null) then
            perform metrics_refresh(p_workspace, array[p_deal] || metrics_deals_moved(p_workspace, array[p_deal],
              case when won_before is not null then array[p_deal] end, case when won_before is not null then array[won_before] end));
          end if;
        elsif profile_after <> profile_before then
          -- Its months as a deal that has ended are noted by the update, as the outcome has changed.
          if exists (select from cycle_closed_periods p where p.workspace_id = p_workspace and p.month > p_created_at - interval '2 months') then
            perform metrics_note_deals(p_workspace, array[p_deal]);
          else
            insert into metrics_stale_months (workspace_id, facts, owner_id, month)
            values (p_workspace, 'created', coalesce(p_first_owner, nil_uuid()), date_trunc('month', p_created_day::timestamp)::date);
          end if;
        end if;
      else
        perform put_reach(p_workspace, array[p_deal], array[p_pipeline], array[p_owner], array[p_first_owner], array[p_source], array[p_created_at],
          array[p_created_day], array[p_stage], array[p_furthest], array[p_outcome], array[p_closed_at], array[p_closed_day], array[p_first_won_at],
          array[p_base_minor], array[p_loss_reason], array[p_full_history]);
      end if;
    end if;
  end if;
  if cardinality(b_seq) > 0 then
    -- Apart, because an insert that may become an update has the triggers of both look after the clients.
    insert into bookings (workspace_id, deal_id, seq, pipeline_id, owner_id, source_id, at, day, kind, n, base_minor, profile)
    select p_workspace, p_deal, x.*, (select r.profile from deal_reach r where r.workspace_id = p_workspace and r.deal_id = p_deal limit 1)
    from unnest(b_seq, b_pipeline, b_owner, b_source, b_at, b_day, b_kind, b_n, b_base_minor) as x
    on conflict on constraint bookings_pkey do nothing;
    get diagnostics written = row_count;
    if written < cardinality(b_seq) then
      perform put_bookings(p_workspace, array_fill(p_deal, array[cardinality(b_seq)]), b_seq, b_pipeline, b_owner, b_source, b_at, b_day, b_kind, b_n,
        b_base_minor);
    end if;
  end if;
end $$;

-- What was taken for a first sale beside another one is looked at again.
select metrics_refresh(twice.workspace_id, twice.deals)
from (
  select d.workspace_id, array_agg(distinct d.id) as deals
  from deals d
  join deal_reach r on r.workspace_id = d.workspace_id and r.deal_id = d.id
  join metrics_profiles p on p.workspace_id = r.workspace_id and p.id = r.profile and p.first_sale
  where d.company_id is not null and r.first_won_at is not null
  group by d.workspace_id, d.company_id having count(distinct d.id) > 1
) twice;
