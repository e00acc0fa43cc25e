import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { ActivityKind, ActivityResult } from '../contract.ts'

interface Row {
  id: string
  kind: ActivityKind
  name: string
  isContact: boolean
  nextKind: ActivityKind | null
  nextInDays: number | null
  archived: boolean
}

const columns = sql`id, kind, name, is_contact as "isContact", next_kind as "nextKind", next_in_days as "nextInDays", archived_at is not null as archived`

function resultOf({ nextKind, nextInDays, ...row }: Row): ActivityResult {
  return { ...row, next: nextKind === null || nextInDays === null ? null : { kind: nextKind, inDays: nextInDays } }
}

/** The company's results of contacts: those in use first, each kind in its order. */
export async function listResults(tx: Tx, workspaceId: string): Promise<ActivityResult[]> {
  const { rows } = await sql<Row>`
    -- What may come of a contact?
    select ${columns} from activity_results where workspace_id = ${workspaceId}::uuid
    order by archived_at is not null, kind, position, name collate "ru-x-icu"`.execute(tx)
  return rows.map(resultOf)
}

export async function resultById(tx: Tx, workspaceId: string, id: string): Promise<ActivityResult | undefined> {
  const { rows } = await sql<Row>`
    -- Which result is this?
    select ${columns} from activity_results where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
  return rows[0] && resultOf(rows[0])
}

export type NewResult = Pick<ActivityResult, 'kind' | 'name' | 'isContact' | 'next'>

/** Puts it after the others of its kind. Undefined when the name is taken. */
export async function insertResult(
  tx: Tx,
  workspaceId: string,
  { kind, name, isContact, next }: NewResult,
): Promise<ActivityResult | undefined> {
  const { rows } = await sql<Row>`
    -- One more result to choose from.
    insert into activity_results (workspace_id, kind, name, is_contact, next_kind, next_in_days, position)
    values (${workspaceId}::uuid, ${kind}, ${name}, ${isContact}, ${next?.kind ?? null}, ${next?.inDays ?? null}::smallint,
      (select coalesce(max(position) + 1, 0) from activity_results where workspace_id = ${workspaceId}::uuid and kind = ${kind}))
    on conflict (workspace_id, kind, name) do nothing
    returning ${columns}`.execute(tx)
  return rows[0] && resultOf(rows[0])
}

/** Writes a result whole; 'taken' when another one of its kind has the name. */
export async function updateResult(
  tx: Tx,
  workspaceId: string,
  { id, kind, name, isContact, next, archived }: ActivityResult,
): Promise<'taken' | undefined> {
  const { rows: taken } = await sql`
    -- Does another one of this kind have the name?
    select from activity_results where workspace_id = ${workspaceId}::uuid and kind = ${kind} and name = ${name} and id <> ${id}::uuid`.execute(
    tx,
  )
  if (taken.length > 0) return 'taken'
  await sql`
    -- A changed result.
    update activity_results set name = ${name}, is_contact = ${isContact}, next_kind = ${next?.kind ?? null}, next_in_days = ${next?.inDays ?? null}::smallint,
      archived_at = case when ${archived}::boolean then coalesce(archived_at, now()) end
    where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(tx)
  return undefined
}

/** Places by the order of the list; those it leaves out come after. */
export async function orderResults(
  tx: Tx,
  workspaceId: string,
  kind: ActivityKind,
  ids: readonly string[],
): Promise<void> {
  await sql`
    -- The results of one kind in order.
    update activity_results r set position = coalesce(x.place, 1000 + r.position)
    from activity_results o left join unnest(${[...ids]}::uuid[]) with ordinality as x (id, place) on x.id = o.id
    where o.workspace_id = ${workspaceId}::uuid and o.kind = ${kind} and r.workspace_id = o.workspace_id and r.id = o.id`.execute(
    tx,
  )
}
