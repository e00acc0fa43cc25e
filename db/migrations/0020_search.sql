-- One search over everything: companies, contacts, tasks and leads join the deals in the index of 0010.

create trigger queue_fresh after insert on companies referencing new table as fresh for each statement execute function queue_fresh('company');
create trigger queue_renamed after update on companies for each row
  when ((old.name, old.inn, old.deleted_at) is distinct from (new.name, new.inn, new.deleted_at)) execute function queue_for_search('company');
create trigger queue_gone after delete on companies for each row execute function queue_for_search('company');

create trigger queue_fresh after insert on contacts referencing new table as fresh for each statement execute function queue_fresh('contact');
create trigger queue_renamed after update on contacts for each row
  when ((old.full_name, old.owner_id, old.deleted_at) is distinct from (new.full_name, new.owner_id, new.deleted_at)) execute function queue_for_search('contact');
create trigger queue_gone after delete on contacts for each row execute function queue_for_search('contact');

create trigger queue_fresh after insert on tasks referencing new table as fresh for each statement execute function queue_fresh('task');
create trigger queue_renamed after update on tasks for each row
  when (old.title is distinct from new.title) execute function queue_for_search('task');
create trigger queue_gone after delete on tasks for each row execute function queue_for_search('task');

create trigger queue_fresh after insert on leads referencing new table as fresh for each statement execute function queue_fresh('lead');
create trigger queue_renamed after update on leads for each row
  when ((old.name, old.company_name) is distinct from (new.name, new.company_name)) execute function queue_for_search('lead');
create trigger queue_gone after delete on leads for each row execute function queue_for_search('lead');

-- Only deals and contacts are left out by their owner: companies are seen by all, and tasks and leads by more people than their owner.
create or replace function search_words(targets search_queue[])
  returns table (workspace_id uuid, kind text, id uuid, owner_id uuid, words text) language sql stable set search_path = public, pg_temp as $$
  select d.workspace_id, t.kind, d.id, d.owner_id, d.title_key
  from unnest(targets) t join deals d on t.kind = 'deal' and d.workspace_id = t.workspace_id and d.id = t.id
  union all
  select c.workspace_id, t.kind, c.id, null, search_key(c.name) || coalesce(' ' || c.inn, '')
  from unnest(targets) t join companies c on t.kind = 'company' and c.workspace_id = t.workspace_id and c.id = t.id and c.deleted_at is null
  union all
  select c.workspace_id, t.kind, c.id, c.owner_id, search_key(c.full_name)
  from unnest(targets) t join contacts c on t.kind = 'contact' and c.workspace_id = t.workspace_id and c.id = t.id and c.deleted_at is null
  union all
  select k.workspace_id, t.kind, k.id, null, search_key(k.title)
  from unnest(targets) t join tasks k on t.kind = 'task' and k.workspace_id = t.workspace_id and k.id = t.id
  union all
  select l.workspace_id, t.kind, l.id, null, search_key(concat_ws(' ', l.name, l.company_name))
  from unnest(targets) t join leads l on t.kind = 'lead' and l.workspace_id = t.workspace_id and l.id = t.id
$$;

insert into search_queue (workspace_id, kind, id)
select workspace_id, 'company', id from companies union all select workspace_id, 'contact', id from contacts
union all select workspace_id, 'task', id from tasks union all select workspace_id, 'lead', id from leads;

-- Records that have all these words, each a piece of at least three letters or digits; at most so many of the kind. What somebody may see of them, the
-- policies say where they are read: these functions give ids alone, and leave out what others own only so that the rest is not lost in it.
create function search_ids(kind_of text, pieces text[], most int) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  conditions text;
begin
  if kind_of = 'contact' and not app_sees_personal() then return; end if;
  select string_agg(format('words like %L', like_pattern(search_key(piece))), ' and ') into conditions from unnest(pieces) piece;
  return query execute format($q$
    select e.id from search_entries e
    where e.workspace_id = app_workspace() and e.kind = $1 and %1$s
      and (e.owner_id is null or app_scope() = 'all' or e.owner_id = any (app_people()))
    union
    select w.id from search_words(array(select q from search_queue q where q.workspace_id = app_workspace() and q.kind = $1 limit 500)) w where %1$s
    limit $2$q$, conditions) using kind_of, most;
end $$;

-- Records with words that are nearly these: a letter left out, doubled or changed. The likest first.
create function search_likes(kind_of text, words_of text, most int) returns setof uuid
  language plpgsql stable security definer set search_path = public, pg_temp set plan_cache_mode = force_custom_plan
  set pg_trgm.word_similarity_threshold = 0.55 as $$
declare
  workspace uuid := app_workspace();
  everybody boolean := app_scope() = 'all';
  people uuid[] := app_people();
  wanted text := search_key(words_of);
begin
  if kind_of = 'contact' and not app_sees_personal() then return; end if;
  return query
    select e.id from search_entries e
    where e.workspace_id = workspace and e.kind = kind_of and wanted <% e.words and (e.owner_id is null or everybody or e.owner_id = any (people))
    order by word_similarity(wanted, e.words) desc limit most;
end $$;
revoke execute on function search_ids, search_likes from public;
grant execute on function search_ids, search_likes to mostik_app;
