import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/**
 * Says till the end of the transaction that the stages of a company stand still: it writes many deals by what they are, and nobody sees them yet. Waits for
 * a change of stages that is under way; stages must be read after it.
 */
export async function holdStages(tx: Tx, workspaceId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('stages ' || ${workspaceId}::text, 0))`.execute(tx)
}

/**
 * Says that this transaction changes stages; those who change them go one after another. Gives false while somebody holds them: deals that nobody sees yet
 * would stay on a stage that is no more, or be counted by what it was.
 */
export async function takeStages(tx: Tx, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ isFree: boolean }>`
    with turn as materialized (select pg_advisory_xact_lock(hashtextextended('changes of stages ' || ${workspaceId}::text, 0)) as mine)
    select pg_try_advisory_xact_lock(hashtextextended('stages ' || ${workspaceId}::text, 0)) as "isFree" from turn where mine is not null`.execute(
    tx,
  )
  return rows[0]?.isFree ?? false
}
