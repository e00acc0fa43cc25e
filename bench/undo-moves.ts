import { sql } from 'kysely'
import type { Connection } from '#core/db/connection.ts'
import { createDatabase } from '#core/db/database.ts'
import { createGate, type Tx } from '#core/db/gate.ts'
import { timeZoneOf } from '#modules/org/api.ts'
import { derive, Stages, stateOf } from '#modules/deals/calc/derive.ts'
import { allStages, lockDeals, readHistories } from '#modules/deals/data/histories.ts'
import { writeChangedDeals } from '#modules/deals/data/write-deals.ts'
import { factsWork } from '#modules/deals/data/write-facts.ts'

const DEALS_AT_ONCE = 200

/**
 * Takes the moves that were recorded since this moment out of the logs again, with what follows from them. Deals that every run moves on would have logs
 * that no deal has, and a move reads the log.
 */
export async function undoMoves(
  connection: Connection,
  workspaceId: string,
  { dealIds, since }: { dealIds: readonly string[]; since: Date },
): Promise<void> {
  const database = createDatabase(connection, { connections: 1 })
  const gate = createGate(database)
  try {
    for (let at = 0; at < dealIds.length; at += DEALS_AT_ONCE)
      await gate.asServer((tx) => cutLogs(tx, workspaceId, dealIds.slice(at, at + DEALS_AT_ONCE), since))
  } finally {
    await database.destroy()
  }
}

async function cutLogs(tx: Tx, workspaceId: string, ids: readonly string[], since: Date): Promise<void> {
  const zone = await timeZoneOf(tx, workspaceId)
  const stages = new Stages(await allStages(tx, workspaceId))
  const before = new Map((await lockDeals(tx, workspaceId, ids)).map(({ stored, history }) => [stored.id, history]))
  await sql`delete from stage_changes
    where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...ids]}::uuid[]) and recorded_at >= ${since}`.execute(
    tx,
  )
  await sql`delete from deal_edits
    where workspace_id = ${workspaceId}::uuid and deal_id = any (${[...ids]}::uuid[]) and at >= ${since}`.execute(tx)
  const cut = (await readHistories(tx, workspaceId, ids)).flatMap(({ stored, history }) => {
    const was = before.get(stored.id)
    const state = stateOf(history.moves, stages)
    if (!was || !state || was.moves.length === history.moves.length) return []
    const { stage, outcome, enteredAt, closedAt } = state
    const logSeq = Math.max(...history.moves.map(({ seq }) => seq))
    const lossReasonId = outcome === 'lost' ? stored.lossReasonId : null
    const now = { ...stored, pipelineId: stage.pipelineId, stageId: stage.id, outcome, enteredAt, closedAt, logSeq }
    const is = { ...history, deal: { ...history.deal, lossReasonId } }
    return [{ now, facts: { before: derive(was, stages, zone), after: derive(is, stages, zone) } }]
  })
  if (cut.length === 0) return
  await writeChangedDeals(
    tx,
    workspaceId,
    {
      deals: cut.map(({ now }) => now),
      moves: [],
      edits: [],
      facts: factsWork(
        cut.map(({ facts }) => facts),
        zone,
      ),
    },
    { actorId: null, source: 'demo', importId: null },
  )
  await sql`update deals set loss_reason_id = null
    where workspace_id = ${workspaceId}::uuid and id = any (${[...ids]}::uuid[]) and outcome <> 'lost' and loss_reason_id is not null`.execute(
    tx,
  )
}
