import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { NoticeData } from '../calc/words.ts'

/** Something that a person should know. */
export interface Notice {
  workspaceId: string
  /** Who is told. */
  personId: string
  /** LEAD_ASSIGNED, TASK_OVERDUE …: its words stand in the sender's texts under `notices`. */
  kind: string
  subject: { type: string; id: string } | null
  /** What the words need: names, titles, days, minor units. */
  data: NoticeData
  /** The page that it opens: '/deals/…'. */
  path: string
  /** Said once: a second notice of the same person with this key is left out. For what is found anew every minute. */
  key?: string
}

/** Without a target of the conflict and without RETURNING: both would ask for the right to read what is another person's. */
export async function insertNotices(tx: Tx, notices: readonly (Notice & { id: string })[]): Promise<void> {
  await tx
    .insertInto('notices')
    .values(
      notices.map(({ id, workspaceId, personId, kind, subject, data, path, key }) => ({
        id,
        workspace_id: workspaceId,
        person_id: personId,
        kind,
        subject_type: subject?.type ?? null,
        subject_id: subject?.id ?? null,
        data: JSON.stringify(data),
        path,
        key: key ?? null,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export interface StoredNotice {
  id: string
  kind: string
  subjectType: string | null
  subjectId: string | null
  data: NoticeData
  path: string
  createdAt: Date
  readAt: Date | null
}

interface Filter {
  unread?: boolean | undefined
  kind?: string | undefined
  /** Last notice of the page before. */
  after?: string | undefined
  limit: number
}

/** The actor's own, newest first: the policy shows no others. */
export async function listNotices(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  { unread, kind, after, limit }: Filter,
): Promise<StoredNotice[]> {
  let query = tx
    .selectFrom('notices')
    .select([
      'id',
      'kind',
      'subject_type as subjectType',
      'subject_id as subjectId',
      'data',
      'path',
      'created_at as createdAt',
      'read_at as readAt',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
  if (unread !== undefined) query = query.where('read_at', unread ? 'is' : 'is not', null)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (after !== undefined) query = query.where('id', '<', after)
  return (await query.orderBy('id', 'desc').limit(limit).execute()) as StoredNotice[]
}

/** Counted up to a hundred: nobody reads a larger number on a bell. */
export async function countUnread(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    -- How many notices of this person are unread?
    select count(*)::int as n from (
      select from notices where workspace_id = ${workspaceId}::uuid and person_id = ${personId}::uuid and read_at is null limit 100) unread`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

/** @param ids all when absent. @returns the marked ones */
export async function markRead(
  tx: Tx,
  { workspaceId, personId }: { workspaceId: string; personId: string },
  ids: readonly string[] | undefined,
  now: Date,
): Promise<string[]> {
  let query = tx
    .updateTable('notices')
    .set({ read_at: now })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
  if (ids !== undefined) query = query.where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
  return (await query.returning('id').execute()).map(({ id }) => id)
}
