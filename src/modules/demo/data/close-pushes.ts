import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'

/** Days by which each edit put the close date off. */
const STEP_DAYS = 12

/** Puts into the histories of these open deals how their close dates were put off, `times` each, the last one a week before the moment. */
export async function insertClosePushes(
  tx: Tx,
  workspaceId: string,
  dealIds: readonly string[],
  times: number,
  before: Date,
): Promise<void> {
  await sql`
    -- Edits that put the close dates of these deals off, the last one to the date that they have.
    with pushed as (
      select d.id, d.owner_id, d.version, d.expected_close_on as due, push
      from deals d cross join generate_series(1, ${times}::int) push
      where d.workspace_id = ${workspaceId}::uuid and d.id = any (${[...dealIds]}::uuid[]) and d.expected_close_on is not null
    ), edits as (
      insert into deal_edits (workspace_id, deal_id, version, at, actor_id, source, changes)
      select ${workspaceId}::uuid, id, version + push, ${before}::timestamptz - (${times}::int - push + 1) * interval '7 days', owner_id, 'demo',
             jsonb_build_object('expectedCloseOn', jsonb_build_object(
               'from', due - (${times}::int - push + 1) * ${STEP_DAYS}::int, 'to', due - (${times}::int - push) * ${STEP_DAYS}::int))
      from pushed
    )
    update deals d set version = d.version + ${times}::int
    from (select distinct id from pushed) x where d.workspace_id = ${workspaceId}::uuid and d.id = x.id`.execute(tx)
}
