import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Field, FieldSubject } from '../contract.ts'

/** Fields of the company in order, archived ones last. */
export async function readFields(tx: Tx, workspaceId: string, subject: FieldSubject | null): Promise<Field[]> {
  const { rows } = await sql<Field>`
    -- Which fields of its own does the company have?
    select ${columns} from fields f
    where f.workspace_id = ${workspaceId}::uuid and (${subject}::text is null or f.subject = ${subject})
    order by f.archived_at is not null, f.subject, f.position, f.id`.execute(tx)
  return rows
}

const columns = sql`
  f.id, f.subject, f.name, f.kind, f.hint, f.options, f.pipeline_ids as "pipelineIds", f.required_stage_ids as "requiredStageIds", f.position,
  f.archived_at is not null as archived, f.version`

/** One field; undefined when there is none. */
export async function readField(tx: Tx, workspaceId: string, id: string): Promise<Field | undefined> {
  const { rows } = await sql<Field>`
    -- What is this field?
    select ${columns} from fields f where f.workspace_id = ${workspaceId}::uuid and f.id = ${id}::uuid`.execute(tx)
  return rows[0]
}

/** One field, locked until the end of the transaction; undefined when there is none. */
export async function lockField(tx: Tx, workspaceId: string, id: string): Promise<Field | undefined> {
  const { rows } = await sql<Field>`
    -- What is this field now?
    select ${columns} from fields f where f.workspace_id = ${workspaceId}::uuid and f.id = ${id}::uuid for update`.execute(
    tx,
  )
  return rows[0]
}

export type FieldRow = Omit<Field, 'position' | 'version'>

/** Adds a field after the others of its subject; undefined when the name is taken. */
export async function insertField(tx: Tx, workspaceId: string, field: FieldRow): Promise<Field | undefined> {
  const { rows } = await sql<Field>`
    -- One more field, the last of its subject.
    insert into fields as f (workspace_id, id, subject, name, kind, hint, options, pipeline_ids, required_stage_ids, position)
    select ${workspaceId}::uuid, ${field.id}::uuid, ${field.subject}, ${field.name}, ${field.kind}, ${field.hint}, ${JSON.stringify(field.options)}::jsonb,
           ${field.pipelineIds}::uuid[], ${field.requiredStageIds}::uuid[],
           (select coalesce(max(position) + 1, 0) from fields where workspace_id = ${workspaceId}::uuid and subject = ${field.subject})
    on conflict (workspace_id, subject, name) do nothing
    returning ${columns}`.execute(tx)
  return rows[0]
}

/** Writes a field anew; undefined when another has the name. */
export async function updateField(tx: Tx, workspaceId: string, field: FieldRow): Promise<Field | undefined> {
  const { rows } = await sql<Field>`
    -- A field as it is from now on, unless another has its name.
    update fields f set name = ${field.name}, kind = ${field.kind}, hint = ${field.hint}, options = ${JSON.stringify(field.options)}::jsonb,
      pipeline_ids = ${field.pipelineIds}::uuid[], required_stage_ids = ${field.requiredStageIds}::uuid[],
      archived_at = case when ${field.archived}::boolean then coalesce(f.archived_at, now()) end, version = f.version + 1
    where f.workspace_id = ${workspaceId}::uuid and f.id = ${field.id}::uuid
      and not exists (select from fields other where other.workspace_id = f.workspace_id and other.subject = f.subject
                      and other.name = ${field.name} and other.id <> f.id)
    returning ${columns}`.execute(tx)
  return rows[0]
}

/** Puts the fields of a subject in this order; those that are not named stand after them as they stood. */
export async function orderFields(
  tx: Tx,
  workspaceId: string,
  subject: FieldSubject,
  ids: readonly string[],
): Promise<void> {
  await sql`
    -- In which order do the fields stand?
    update fields f set position = ordered.place
    from (select id, row_number() over (order by array_position(${[...ids]}::uuid[], id) nulls last, position, id) - 1 as place
          from fields where workspace_id = ${workspaceId}::uuid and subject = ${subject}) ordered
    where f.workspace_id = ${workspaceId}::uuid and f.id = ordered.id and f.position <> ordered.place`.execute(tx)
}

/** How many of these pipelines and stages the company has. */
export async function countPlaces(
  tx: Tx,
  workspaceId: string,
  pipelineIds: readonly string[],
  stageIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- Do these pipelines and stages exist?
    select (select count(*)::int from facts.pipelines where workspace_id = ${workspaceId}::uuid and id = any (${[...pipelineIds]}::uuid[]))
         + (select count(*)::int from facts.stages where workspace_id = ${workspaceId}::uuid and id = any (${[...stageIds]}::uuid[])) as n`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

export interface Colleague {
  id: string
  name: string
  left: boolean
}

/** Everybody of the company by name; those who work first. */
export async function readColleagues(tx: Tx, workspaceId: string, today: string): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    -- Whom can a field name?
    select id, full_name as name, coalesce(left_on < ${today}::date, false) or state = 'disabled' as left
    from people where workspace_id = ${workspaceId}::uuid order by 3, full_name collate "ru-x-icu"`.execute(tx)
  return rows
}

/** Which of these are not people of the company. */
export async function unknownPeople(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    -- Who of these is not of the company?
    select given.id from unnest(${[...ids]}::uuid[]) as given (id)
    where not exists (select from people p where p.workspace_id = ${workspaceId}::uuid and p.id = given.id)`.execute(tx)
  return rows.map(({ id }) => id)
}
