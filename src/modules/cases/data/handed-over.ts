import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { rowsAsTable } from '#core/db/rows-as-table.ts'
import { MOVE, type Move } from '#modules/handover/api.ts'
import type { CaseLevel, CaseMetric } from '../contract.ts'

/** Open cases that these people answer for, but for those that are about themselves: nobody can mend what somebody else did not do. */
export async function answeredBy(tx: Tx, workspaceId: string, personIds: readonly string[]) {
  const { rows } = await sql<{
    ownerId: string
    id: string
    metric: CaseMetric
    level: CaseLevel
    department: string | null
  }>`
    -- Which cases do these people answer for?
    select c.owner_id as "ownerId", c.id, c.metric, c.level, d.name as department
    from cases c left join facts.departments d on d.workspace_id = c.workspace_id and d.id = c.subject_id
    where c.workspace_id = ${workspaceId}::uuid and c.owner_id = any (${[...personIds]}::uuid[]) and c.state <> 'closed' and c.subject_id <> c.owner_id
    order by c.opened_at, c.id`.execute(tx)
  return rows
}

/** Gives them to others, with a line in the history of each. */
export async function changeAnswerers(
  tx: Tx,
  { workspaceId, actorId, at }: { workspaceId: string; actorId: string; at: Date },
  moves: readonly Move[],
) {
  const { rows } = await sql<{ id: string; version: number }>`
    -- Somebody else answers for these cases.
    with moved as (
      update cases t set owner_id = x."toId", version = t.version + 1
      from ${rowsAsTable(moves, MOVE)}
      where t.workspace_id = ${workspaceId}::uuid and t.id = x.id and t.owner_id = x."fromId" and (x.version is null or t.version = x.version)
        and t.state <> 'closed'
      returning t.id, t.version, t.owner_id
    ), logged as (
      insert into cases_log (workspace_id, case_id, owner_id, at, author_id, kind, body)
      select ${workspaceId}::uuid, m.id, m.owner_id, ${at}::timestamptz, ${actorId}::uuid, 'handedOver', p.full_name
      from moved m join facts.people p on p.workspace_id = ${workspaceId}::uuid and p.id = m.owner_id
    )
    select id, version from moved`.execute(tx)
  return rows
}
