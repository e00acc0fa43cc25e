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
