import type { Tx } from '#core/db/gate.ts'

/** What the company says about its own days of this stretch, by day. */
export async function ownDays(tx: Tx, workspaceId: string, first: string, last: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('facts.calendar_days')
    .select(['day', 'note'])
    .where('workspace_id', '=', workspaceId)
    .where('day', '>=', first)
    .where('day', '<=', last)
    .execute()
  return new Map(rows.flatMap(({ day, note }) => (note ? [[day, note] as const] : [])))
}
