-- A win asked for twice what another move costs. It made the client's purchases, what is known of his other deals and the notes of changed months by
-- statements that are meant for many deals at once, and setting those up took longer than what they did. Most clients have bought by one deal.

-- The purchases of the client of one deal whose bookings have just changed. Whoever has bought by this deal alone is settled in few steps; of all others the
-- purchases are made as for many clients (cohorts_make_buyers), to which this must agree.
create function cohorts_make_buyer_of(p_workspace uuid, p_deal uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare
  company uuid;
  contact uuid;
  client uuid;
  is_alone boolean;
  kept boolean;
  a_month date;
  last_month date;
  owners int;
  whose uuid;
  sum_of_all bigint;
  last_day date;
  last_source uuid;
begin
  perform refuse_other_workspace(p_workspace);
  select d.company_id, d.contact_id into company, contact from deals d where d.workspace_id = p_workspace and d.id = p_deal;
  client := coalesce(company, contact, p_deal);
  -- By the name of cohorts_make_buyers: two sales to one client at once wait for each other.
  perform pg_advisory_xact_lock(hashtextextended(client::text, 35));
  if company is not null then
    select bool_and(b.deal_id = p_deal), sum(b.n) > 0, cohorts_month(min(b.day)), cohorts_month(max(b.day)), count(distinct coalesce(b.owner_id, nil_uuid())),
        sum(b.base_minor), min(coalesce(b.owner_id, nil_uuid())::text)::uuid,
        max(b.day) filter (where b.n > 0), (array_agg(b.source_id order by b.day desc, b.seq desc) filter (where b.n > 0))[1]
      into is_alone, kept, a_month, last_month, owners, sum_of_all, whose, last_day, last_source
    from deals d join bookings b on b.workspace_id = p_workspace and b.deal_id = d.id
    where d.workspace_id = p_workspace and d.deleted_at is null and d.company_id = company;
  elsif contact is not null then
    select bool_and(b.deal_id = p_deal), sum(b.n) > 0, cohorts_month(min(b.day)), cohorts_month(max(b.day)), count(distinct coalesce(b.owner_id, nil_uuid())),
        sum(b.base_minor), min(coalesce(b.owner_id, nil_uuid())::text)::uuid,
        max(b.day) filter (where b.n > 0), (array_agg(b.source_id order by b.day desc, b.seq desc) filter (where b.n > 0))[1]
      into is_alone, kept, a_month, last_month, owners, sum_of_all, whose, last_day, last_source
    from deals d join bookings b on b.workspace_id = p_workspace and b.deal_id = d.id
    where d.workspace_id = p_workspace and d.deleted_at is null and d.company_id is null and d.contact_id = contact;
  else
    select bool_and(b.deal_id = p_deal), sum(b.n) > 0, cohorts_month(min(b.day)), cohorts_month(max(b.day)), count(distinct coalesce(b.owner_id, nil_uuid())),
        sum(b.base_minor), min(coalesce(b.owner_id, nil_uuid())::text)::uuid,
        max(b.day) filter (where b.n > 0), (array_agg(b.source_id order by b.day desc, b.seq desc) filter (where b.n > 0))[1]
      into is_alone, kept, a_month, last_month, owners, sum_of_all, whose, last_day, last_source
    from deals d join bookings b on b.workspace_id = p_workspace and b.deal_id = d.id
    where d.workspace_id = p_workspace and d.deleted_at is null and d.company_id is null and d.contact_id is null and d.id = p_deal;
  end if;
  if is_alone and not kept then
    with gone as (
      delete from cohorts_buyers b where b.workspace_id = p_workspace and b.client_id = client
      returning b.first_month, b.month, b.source_id, b.counts, b.is_first, b.orders, b.money
    )
    insert into cohorts_buyer_deltas (workspace_id, first_month, month, source_id, fresh, active, orders, money)
    select p_workspace, g.first_month, g.month, g.source_id, -g.is_first::int, -g.counts::int, -g.orders, -g.money from gone g;
  elsif is_alone and a_month = last_month and owners = 1
    and not exists (select from cohorts_buyers b where b.workspace_id = p_workspace and b.client_id = client) then
    insert into cohorts_buyers (workspace_id, client_id, month, owner_id, first_day, first_month, source_id, counts, is_first, orders, money)
    values (p_workspace, client, a_month, whose, last_day, a_month, coalesce(last_source, nil_uuid()), true, true, 1, sum_of_all);
    insert into cohorts_buyer_deltas (workspace_id, first_month, month, source_id, fresh, active, orders, money)
    values (p_workspace, a_month, a_month, coalesce(last_source, nil_uuid()), 1, 1, 1, sum_of_all);
  else
    perform cohorts_make_buyers(p_workspace, array[client]);
  end if;
end $$;
revoke execute on function cohorts_make_buyer_of from public;

create or replace function cohorts_booked() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
declare
  one_workspace uuid;
  one_deal uuid;
begin
  select t.workspace_id, t.deal_id into one_workspace, one_deal from touched t limit 1;
  if one_deal is null then
    return null;
  end if;
  if not exists (select from touched t where t.deal_id <> one_deal or t.workspace_id <> one_workspace) then
    perform cohorts_make_buyer_of(one_workspace, one_deal);
    return null;
  end if;
  perform cohorts_touch(x.workspace_id, x.clients) from (
    select b.workspace_id, array_agg(distinct coalesce(d.company_id, d.contact_id, b.deal_id)) as clients
    from (select distinct workspace_id, deal_id from touched) b left join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
    group by b.workspace_id) x;
  return null;
end $$;

-- A few notes are written as they are; so many that whole months are noted go the way of all (metrics_note).
create or replace function metrics_note_bookings() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from touched) <= 60 then
    insert into metrics_stale_months (workspace_id, facts, owner_id, month)
    select distinct t.workspace_id, 'booked', coalesce(t.owner_id, nil_uuid()), date_trunc('month', t.day::timestamp)::date from touched t
    where exists (select from workspaces w where w.id = t.workspace_id);
    return null;
  end if;
  perform metrics_note(f.workspace_id, array_agg('booked'::text), array_agg(f.owner_id), array_agg(f.month))
  from (select distinct t.workspace_id, t.owner_id, date_trunc('month', t.day::timestamp)::date as month from touched t) f group by f.workspace_id;
  return null;
end $$;

-- Which profile has a deal that is won for the first time, if no other deal's profile changes by it? Null when others may change, or when more is to be looked at
-- than the client's sales: then all of them are compared (metrics_refresh). What a first sale and a client's kind are stands in metrics_profiles_of.
create function metrics_profile_of_won(p_workspace uuid, p_deal uuid, p_won_at timestamptz, p_profile uuid) returns uuid
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  client uuid;
  is_plain boolean;
  first_at timestamptz;
  first_id uuid;
  first_created timestamptz;
  known metrics_profiles;
  made uuid;
begin
  perform refuse_other_workspace(p_workspace);
  select d.company_id, (select count(*) from deal_reach r where r.workspace_id = p_workspace and r.deal_id = p_deal) = 1
      and not exists (select from bookings b where b.workspace_id = p_workspace and b.deal_id = p_deal)
    into client, is_plain from deals d where d.workspace_id = p_workspace and d.id = p_deal;
  if client is null then
    return p_profile;
  end if;
  if not is_plain then
    return null;
  end if;
  select r.first_won_at, e.id, e.created_at into first_at, first_id, first_created
  from deals e join deal_reach r on r.workspace_id = e.workspace_id and r.deal_id = e.id
  where e.workspace_id = p_workspace and e.company_id = client and e.id <> p_deal and r.first_won_at is not null
  order by r.first_won_at, e.id limit 1;
  if found then
    -- A later sale changes nothing of what the first one was.
    return case when (first_at, first_id) < (p_won_at, p_deal) and (first_created, first_id) < (p_won_at, p_deal) then p_profile end;
  end if;
  -- To a deal that came after the sale the client is one who has bought before.
  if exists (select from deals e where e.workspace_id = p_workspace and e.company_id = client and e.id <> p_deal and (e.created_at, e.id) > (p_won_at, p_deal)) then
    return null;
  end if;
  select p.* into known from metrics_profiles p where p.workspace_id = p_workspace and p.id = p_profile;
  if not found then
    return null;
  end if;
  made := md5(jsonb_build_array(known.industry, known.region, known.campaign, known.client_kind, true)::text)::uuid;
  if not exists (select from metrics_profiles p where p.workspace_id = p_workspace and p.id = made) then
    insert into metrics_profiles (workspace_id, id, industry, region, campaign, client_kind, first_sale)
    values (p_workspace, made, known.industry, known.region, known.campaign, known.client_kind, true) on conflict do nothing;
  end if;
  return made;
end $$;
revoke execute on function metrics_profile_of_won from public;

-- As before, but a deal that is won for the first time gets its profile along with the rest, unless other deals' profiles change as well.
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
