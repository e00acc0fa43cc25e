import { announce } from '#core/db/changes.ts'
import type { Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { insertNotices, type Notice } from '../data/notices.ts'

/**
 * Tells people, when this transaction commits: in the app at once, by their other channels a moment later. One statement for all notices;
 * nobody waits for a mail server. The receiver need not be visible to whoever writes.
 */
export async function notify(tx: Tx, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map((notice) => ({ ...notice, id: uuid7() }))
  await insertNotices(tx, rows)
  announce(
    tx,
    ...rows.map(({ workspaceId, id, personId }) => ({
      workspaceId,
      topic: 'notice',
      id,
      ownerIds: [personId],
      byPersonId: null,
    })),
  )
}
