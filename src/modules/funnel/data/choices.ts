import { sql } from 'kysely'
import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'

interface Named {
  id: string
  name: string
}

export interface Choices {
  pipelines: Named[]
  people: (Named & { hasLeft: boolean })[]
  departments: Named[]
  sources: Named[]
}

/** What questions can be narrowed by. People in scope, those who work here first; departments with any of them, in themselves or below. */
export async function choices(tx: Tx, today: Day): Promise<Choices> {
  const { rows } = await sql<Choices>`
    -- By which pipelines, people, departments and sources can figures be narrowed?
    with recursive seen as (
      select id, full_name, department_id, coalesce(left_on < ${today}::date, false) as has_left
      from facts.people
      where (select app_scope()) = 'all' or id = any((select app_people())::uuid[])
    ), within as (
      select d.id, d.name, d.parent_id from facts.departments d where d.id in (select department_id from seen)
      union
      select d.id, d.name, d.parent_id from facts.departments d join within w on d.id = w.parent_id
    )
    select
      coalesce((select json_agg(json_build_object('id', id, 'name', name) order by archived_at is not null, position, id) from facts.pipelines), '[]') as pipelines,
      coalesce((select json_agg(json_build_object('id', id, 'name', full_name, 'hasLeft', has_left)
                                order by has_left, full_name collate "ru-x-icu", id) from seen), '[]') as people,
      coalesce((select json_agg(json_build_object('id', id, 'name', name) order by name collate "ru-x-icu") from within), '[]') as departments,
      coalesce((select json_agg(json_build_object('id', id, 'name', name) order by archived_at is not null, name collate "ru-x-icu")
                from facts.sources), '[]') as sources`.execute(tx)
  return rows[0] ?? { pipelines: [], people: [], departments: [], sources: [] }
}
