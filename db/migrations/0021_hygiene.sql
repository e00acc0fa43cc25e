-- Rules of hygiene, and what they ask of every open deal.

-- What a company has changed; a rule without a row is as usual (src/modules/hygiene/calc/rules.ts).
create table hygiene_rules (
  workspace_id uuid not null references workspaces on delete cascade,
  code text not null check (code in ('noStep', 'overdueTask', 'stuck', 'overdueClose', 'pushedClose', 'silent', 'missingField', 'zeroAmount')),
  enabled boolean not null,
  -- Days or times, by the rule; null where it has none.
  threshold int check (threshold between 0 and 365),
  primary key (workspace_id, code)
);
call protect_by_workspace('hygiene_rules');

-- One narrow row an open deal with all that the rules look at, so that a hundred thousand deals are judged in one pass without a join. Triggers keep it:
-- a step or a call counts for the deal whoever of the colleagues has it, also where the reader sees the deal alone. rebuild_deal_signs gives the same rows.
create table deal_signs (
  workspace_id uuid not null,
  deal_id uuid not null,
  owner_id uuid,
  pipeline_id uuid not null,
  stage_id uuid not null,
  base_minor bigint not null,
  created_at timestamptz not null,
  stage_entered_at timestamptz not null,
  expected_close_on date,
  -- The earliest of its open tasks and planned activities.
  next_due_at timestamptz,
  -- The latest call, meeting or message in which the client was reached.
  last_contact_at timestamptz,
  -- How often the close date was put off.
  pushes int not null default 0,
  primary key (workspace_id, deal_id),
  foreign key (workspace_id, deal_id) references deals (workspace_id, id) on delete cascade
) with (fillfactor = 80);
-- All that a summary reads, so that it needs the index alone.
create index deal_signs_owner on deal_signs (workspace_id, owner_id)
  include (deal_id, stage_id, base_minor, created_at, stage_entered_at, expected_close_on, next_due_at, last_contact_at, pushes);
call protect_by_owner('deal_signs');
revoke insert, update, delete on deal_signs from mostik_app;

-- Whether an edit puts the close date off. Days are written as '2026-11-21', so texts compare as days do.
create function close_pushed(changes jsonb) returns boolean language sql immutable parallel safe
  as $$ select coalesce((changes -> 'expectedCloseOn' ->> 'to') > (changes -> 'expectedCloseOn' ->> 'from'), false) $$;

create function next_due(p_workspace uuid, p_deal uuid) returns timestamptz language sql stable as $$
  select least(
    (select min(t.due_at) from tasks t where t.workspace_id = p_workspace and t.deal_id = p_deal and t.state = 'open' and t.deleted_at is null),
    (select min(a.occurred_at) from activities a where a.workspace_id = p_workspace and a.deal_id = p_deal and not a.done))
$$;
create function last_contact(p_workspace uuid, p_deal uuid) returns timestamptz language sql stable as $$
  select max(a.occurred_at) from activities a where a.workspace_id = p_workspace and a.deal_id = p_deal and a.done and a.is_contact
$$;

-- Signs of these deals as their records give them now.
create function signs_of(p_workspace uuid, p_deals uuid[]) returns setof deal_signs language sql stable as $$
  select d.workspace_id, d.id, d.owner_id, d.pipeline_id, d.stage_id, d.base_minor, d.created_at, d.stage_entered_at, d.expected_close_on,
         next_due(d.workspace_id, d.id), last_contact(d.workspace_id, d.id),
         (select count(*)::int from deal_edits e where e.workspace_id = d.workspace_id and e.deal_id = d.id and close_pushed(e.changes))
  from deals d
  where d.workspace_id = p_workspace and (p_deals is null or d.id = any (p_deals)) and d.outcome = 'open' and d.deleted_at is null
$$;
create function rebuild_deal_signs(p_workspace uuid) returns void language sql as $$
  delete from deal_signs where workspace_id = p_workspace;
  insert into deal_signs select * from signs_of(p_workspace, null);
$$;
revoke execute on function next_due, last_contact, signs_of, rebuild_deal_signs from public;

create function signs_of_new_deals() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into deal_signs (workspace_id, deal_id, owner_id, pipeline_id, stage_id, base_minor, created_at, stage_entered_at, expected_close_on)
  select workspace_id, id, owner_id, pipeline_id, stage_id, base_minor, created_at, stage_entered_at, expected_close_on
  from fresh where outcome = 'open' and deleted_at is null;
  return null;
end $$;
create trigger signs_of_new_deals after insert on deals referencing new table as fresh for each statement execute function signs_of_new_deals();

create function signs_of_changed_deal() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.outcome <> 'open' or new.deleted_at is not null then
    delete from deal_signs where workspace_id = new.workspace_id and deal_id = new.id;
  elsif old.outcome <> 'open' or old.deleted_at is not null then
    insert into deal_signs select * from signs_of(new.workspace_id, array[new.id]) on conflict do nothing;
  else
    update deal_signs set owner_id = new.owner_id, pipeline_id = new.pipeline_id, stage_id = new.stage_id, base_minor = new.base_minor,
      created_at = new.created_at, stage_entered_at = new.stage_entered_at, expected_close_on = new.expected_close_on
    where workspace_id = new.workspace_id and deal_id = new.id;
  end if;
  return null;
end $$;
create trigger signs_of_changed_deal after update on deals for each row
  when (old.outcome <> 'open' and new.outcome = 'open' or new.outcome = 'open' and
    (old.deleted_at, old.owner_id, old.pipeline_id, old.stage_id, old.base_minor, old.created_at, old.stage_entered_at, old.expected_close_on)
    is distinct from (new.deleted_at, new.owner_id, new.pipeline_id, new.stage_id, new.base_minor, new.created_at, new.stage_entered_at, new.expected_close_on)
    or old.outcome = 'open' and new.outcome <> 'open')
  execute function signs_of_changed_deal();

create function count_close_pushes() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update deal_signs s set pushes = s.pushes + x.n
  from (select workspace_id, deal_id, count(*)::int as n from fresh where close_pushed(changes) group by 1, 2) x
  where s.workspace_id = x.workspace_id and s.deal_id = x.deal_id;
  return null;
end $$;
create trigger count_close_pushes after insert on deal_edits referencing new table as fresh for each statement execute function count_close_pushes();

-- What is new can only bring the next step nearer and the last contact later.
create function signs_of_new_tasks() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update deal_signs s set next_due_at = least(s.next_due_at, x.due_at)
  from (select workspace_id, deal_id, min(due_at) as due_at from fresh
        where deal_id is not null and state = 'open' and deleted_at is null group by 1, 2) x
  where s.workspace_id = x.workspace_id and s.deal_id = x.deal_id and (s.next_due_at is null or s.next_due_at > x.due_at);
  return null;
end $$;
create trigger signs_of_new_tasks after insert on tasks referencing new table as fresh for each statement execute function signs_of_new_tasks();

create function signs_of_new_activities() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update deal_signs s set next_due_at = least(s.next_due_at, x.due_at), last_contact_at = greatest(s.last_contact_at, x.contact_at)
  from (select workspace_id, deal_id, min(occurred_at) filter (where not done) as due_at, max(occurred_at) filter (where done and is_contact) as contact_at
        from fresh where deal_id is not null group by 1, 2) x
  where s.workspace_id = x.workspace_id and s.deal_id = x.deal_id
    and (s.next_due_at is distinct from least(s.next_due_at, x.due_at) or s.last_contact_at is distinct from greatest(s.last_contact_at, x.contact_at));
  return null;
end $$;
create trigger signs_of_new_activities after insert on activities referencing new table as fresh
  for each statement execute function signs_of_new_activities();

-- What was changed or is gone is looked up anew.
create function signs_of_touched() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    update deal_signs s set next_due_at = next_due(s.workspace_id, s.deal_id), last_contact_at = last_contact(s.workspace_id, s.deal_id)
    from (select workspace_id, deal_id from was union select workspace_id, deal_id from fresh) x
    where s.workspace_id = x.workspace_id and s.deal_id = x.deal_id;
  else
    update deal_signs s set next_due_at = next_due(s.workspace_id, s.deal_id), last_contact_at = last_contact(s.workspace_id, s.deal_id)
    from (select distinct workspace_id, deal_id from was) x
    where s.workspace_id = x.workspace_id and s.deal_id = x.deal_id;
  end if;
  return null;
end $$;
create trigger signs_of_changed_tasks after update on tasks referencing old table as was new table as fresh
  for each statement execute function signs_of_touched();
create trigger signs_of_gone_tasks after delete on tasks referencing old table as was for each statement execute function signs_of_touched();
create trigger signs_of_changed_activities after update on activities referencing old table as was new table as fresh
  for each statement execute function signs_of_touched();
create trigger signs_of_gone_activities after delete on activities referencing old table as was for each statement execute function signs_of_touched();

insert into deal_signs select s.* from workspaces w, signs_of(w.id, null) s;

create view facts.deal_signs with (security_invoker = true) as select * from deal_signs;
grant select on facts.deal_signs to mostik_app;

-- How long ended stays on each stage were, of the whole company: what is usual must not depend on who asks. It tells no deal and no person.
create function company_stays(months date[]) returns table (stage_id uuid, bucket smallint, n bigint, seconds bigint)
  language sql stable security definer set search_path = public, pg_temp as $$
  select t.stage_id, t.bucket, sum(t.n)::bigint, sum(t.money)::bigint
  from (
    select m.stage_id, m.bucket, m.n, m.money from company_month_totals m
    where m.workspace_id = (select app_workspace()) and m.kind = 'stay' and m.month = any (months)
    union all
    select d.stage_id, d.bucket, d.n, d.money from total_deltas d
    where d.workspace_id = (select app_workspace()) and d.kind = 'stay' and date_trunc('month', d.day)::date = any (months)
  ) t
  group by t.stage_id, t.bucket
$$;
revoke execute on function company_stays from public;
grant execute on function company_stays to mostik_app;
