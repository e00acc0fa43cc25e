import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Makes two of the same form wait for each other: the second then finds the first. */
export async function holdContent(tx: Tx, workspaceId: string, contentHash: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`leads.form ${workspaceId}`}), hashtext(${contentHash}))`.execute(
    tx,
  )
}

/** A lead that this submission repeats: the same token of the same form, or the same content since the moment; and why it was taken for spam, if it was. */
export async function sameLead(
  tx: Tx,
  workspaceId: string,
  asked: { formId: string; token: string | null; contentHash: string; since: Date },
): Promise<{ id: string; spamMark: string | null } | undefined> {
  const { rows } = await sql<{ id: string; spamMark: string | null }>`
    -- Has this been sent already?
    select id, spam_mark as "spamMark" from leads
    where workspace_id = ${workspaceId}::uuid
      and ((form_id = ${asked.formId}::uuid and client_token = ${asked.token}::text)
        or (content_hash = ${asked.contentHash} and received_at >= ${asked.since}::timestamptz))
    order by received_at limit 1`.execute(tx)
  return rows[0]
}

export async function countRepeat(tx: Tx, workspaceId: string, id: string): Promise<void> {
  await sql`update leads set repeats = repeats + 1 where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`.execute(
    tx,
  )
}
