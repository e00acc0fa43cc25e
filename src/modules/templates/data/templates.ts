import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { Channel, Template } from '../contract.ts'

const columns = sql`id, channel, name, subject, body, archived_at is not null as archived, version`

/** Templates by name, letters first. */
export async function readTemplates(tx: Tx, workspaceId: string, archived: boolean): Promise<Template[]> {
  const { rows } = await sql<Template>`
    -- What does the company write again and again?
    select ${columns} from templates where workspace_id = ${workspaceId}::uuid and (${archived}::boolean or archived_at is null)
    order by archived_at is not null, channel, name collate "ru-x-icu"`.execute(tx)
  return rows
}

/** `lock` keeps others from changing it until the end of the transaction. */
export async function readTemplate(
  tx: Tx,
  workspaceId: string,
  id: string,
  lock = false,
): Promise<Template | undefined> {
  const { rows } = await sql<Template>`
    -- Which template is this?
    select ${columns} from templates where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid ${lock ? sql`for update` : sql``}`.execute(
    tx,
  )
  return rows[0]
}

/** Whether another template in use has the name. */
export async function isNameTaken(
  tx: Tx,
  workspaceId: string,
  { id, channel, name }: { id: string | null; channel: Channel; name: string },
): Promise<boolean> {
  const { rows } = await sql`
    -- Is there another one of this name?
    select from templates where workspace_id = ${workspaceId}::uuid and channel = ${channel} and lower(name) = lower(${name}) and archived_at is null
      and id is distinct from ${id}::uuid`.execute(tx)
  return rows.length > 0
}

export async function insertTemplate(
  tx: Tx,
  workspaceId: string,
  { channel, name, subject, body }: Pick<Template, 'channel' | 'name' | 'subject' | 'body'>,
): Promise<Template> {
  const { rows } = await sql<Template>`
    insert into templates (workspace_id, channel, name, subject, body) values (${workspaceId}::uuid, ${channel}, ${name}, ${subject}, ${body})
    returning ${columns}`.execute(tx)
  return rows[0] as Template
}

/** Writes a template whole; its version goes up by one. */
export async function updateTemplate(tx: Tx, workspaceId: string, it: Template): Promise<Template> {
  const { rows } = await sql<Template>`
    update templates set name = ${it.name}, subject = ${it.subject}, body = ${it.body}, version = version + 1, updated_at = now(),
      archived_at = case when ${it.archived}::boolean then coalesce(archived_at, now()) end
    where workspace_id = ${workspaceId}::uuid and id = ${it.id}::uuid returning ${columns}`.execute(tx)
  return rows[0] as Template
}
