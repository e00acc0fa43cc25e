import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { DimensionKey } from '../calc/declarations.ts'

interface Named {
  id: string
  name: string
}

const named: Partial<Record<DimensionKey, RawBuilder<unknown>>> = {
  seller: sql`select id::text, full_name as name from facts.people where workspace_id = (select app_workspace()) order by full_name, id`,
  department: sql`select id::text, name from facts.departments where workspace_id = (select app_workspace()) order by name, id`,
  pipeline: sql`select id::text, name from facts.pipelines where workspace_id = (select app_workspace()) order by position, id`,
  stage: sql`select s.id::text, s.name from facts.stages s join facts.pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    where s.workspace_id = (select app_workspace()) order by p.position, p.id, s.position, s.id`,
  source: sql`select id::text, name from facts.sources where workspace_id = (select app_workspace()) order by name, id`,
  lossReason: sql`select id::text, name from facts.loss_reasons where workspace_id = (select app_workspace()) order by position, name, id`,
  product: sql`select id::text, name from facts.products where workspace_id = (select app_workspace()) order by name, id`,
  territory: sql`select id::text, name from facts.territories where workspace_id = (select app_workspace()) order by name, id`,
}

/** Names of the values of a dimension in their order; none for dimensions whose values are their own names. */
export async function namesOf(tx: Tx, dimension: DimensionKey): Promise<Map<string, string>> {
  const question = dimension.startsWith('field:') ? optionsOf(dimension.slice('field:'.length)) : named[dimension]
  if (!question) return new Map()
  const { rows } = await sql<Named>`${question}`.execute(tx)
  return new Map(rows.map((row) => [row.id, row.name]))
}

function optionsOf(fieldId: string): RawBuilder<unknown> {
  return sql`
    -- Which options has this field?
    select o.value ->> 'id' as id, o.value ->> 'name' as name
    from facts.fields f cross join lateral jsonb_array_elements(f.options) with ordinality as o (value, place)
    where f.workspace_id = (select app_workspace()) and f.id = ${fieldId}::uuid order by o.place`
}

export interface ChoiceField {
  id: string
  name: string
  archived: boolean
  options: Named[]
}

/** Choice fields of deals, those in the archive too. */
export async function choiceFields(tx: Tx): Promise<ChoiceField[]> {
  const { rows } = await sql<ChoiceField>`
    -- By which fields of its own can the company cut its deals?
    select id, name, archived_at is not null as archived, options
    from facts.fields
    where workspace_id = (select app_workspace()) and subject = 'deal' and kind in ('choice', 'choices')
    order by position, name`.execute(tx)
  return rows
}

/** Properties of clients and leads that occur. */
export async function profileValues(tx: Tx): Promise<Record<'industries' | 'regions' | 'campaigns', string[]>> {
  const { rows } = await sql<Record<'industries' | 'regions' | 'campaigns', string[]>>`
    -- Which industries, regions and campaigns do deals have?
    select coalesce(array_agg(distinct industry) filter (where industry is not null), '{}') as industries,
           coalesce(array_agg(distinct region) filter (where region is not null), '{}') as regions,
           coalesce(array_agg(distinct campaign) filter (where campaign is not null), '{}') as campaigns
    from facts.metrics_profiles where workspace_id = (select app_workspace())`.execute(tx)
  return rows[0] ?? { industries: [], regions: [], campaigns: [] }
}

export interface Employed {
  id: string
  departmentId: string | null
  hiredOn: string | null
  leftOn: string | null
}

/** Everybody who sells or leads those who sell, leavers too. */
export async function salesPeople(tx: Tx): Promise<Employed[]> {
  const { rows } = await sql<Employed>`
    -- Who works and has worked in sales?
    select id, department_id as "departmentId", hired_on as "hiredOn", left_on as "leftOn"
    from facts.people where workspace_id = (select app_workspace()) and role in ('seller', 'head', 'director')`.execute(
    tx,
  )
  return rows
}
