import { sql } from 'kysely'
import type { Tx } from './gate.ts'

/** Rows that the server writes of its own accord, in one transaction of a company at a time. */
export interface OwnRows {
  workspaceId: string
  /** What they are called among all that the server writes so. */
  rows: string
}

/**
 * Says till the end of the transaction for which company the server reads, and that it alone writes these rows.
 * Gives false when somebody else is at it: for works that come again by themselves.
 */
export async function tryToWriteAlone(tx: Tx, { workspaceId, rows }: OwnRows): Promise<boolean> {
  const { rows: found } = await sql<{ mine: boolean }>`
    select set_config('app.workspace', ${workspaceId}, true), pg_try_advisory_xact_lock(hashtext(${rows + workspaceId})) as mine`.execute(
    tx,
  )
  return found[0]?.mine ?? false
}

/** The same for whoever has to do it: waits until the one who is at it has done. */
export async function waitToWriteAlone(tx: Tx, { workspaceId, rows }: OwnRows): Promise<void> {
  await sql`select set_config('app.workspace', ${workspaceId}, true), pg_advisory_xact_lock(hashtext(${rows + workspaceId}))`.execute(
    tx,
  )
}
