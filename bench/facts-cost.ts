import { sql } from 'kysely'
import type { Connection } from '#core/db/connection.ts'
import { createDatabase, type Database } from '#core/db/database.ts'
import { createGate, type Gate, type Scoped, type Tx } from '#core/db/gate.ts'
import { holdOpen } from '#core/db/transaction.ts'
import { actorOf } from '#modules/auth/api.ts'
import { shiftDeal } from '#modules/deals/service/deal-writes.ts'
import { latencies, type Latencies } from './figures.ts'

export interface FactsCost {
  withFacts: Latencies
  without: Latencies
}

const WARM = 20
const PORTIONS = 4

/**
 * The same moves by the same code, in a transaction as their seller, with the facts kept up and without them: nothing derived is written and the triggers
 * that keep what derives from deals are off. Every transaction is rolled back, so the data set is left as it was.
 */
export async function factsCost(connection: Connection, personId: string, moves: number): Promise<FactsCost> {
  const database = createDatabase(connection, { connections: 1 })
  const gate = createGate(database)
  const samples = { with: [] as number[], without: [] as number[] }
  try {
    // Alternately, because a machine has its moods.
    for (let portion = 0; portion < PORTIONS; portion++) {
      samples.with.push(...(await timedMoves(gate, database, personId, { moves: moves / PORTIONS, hasFacts: true })))
      samples.without.push(
        ...(await timedMoves(gate, database, personId, { moves: moves / PORTIONS, hasFacts: false })),
      )
    }
  } finally {
    await database.destroy()
  }
  return { withFacts: latencies(samples.with), without: latencies(samples.without) }
}

class Undone extends Error {}

async function timedMoves(
  gate: Gate,
  database: Database,
  personId: string,
  { moves, hasFacts }: { moves: number; hasFacts: boolean },
): Promise<number[]> {
  const actor = await actorOf(gate, personId)
  if (!actor) throw new Error('the seller is gone')
  const { rows: cards } = await sql<{ id: string; here: string; there: string }>`
    select d.id, d.stage_id as here, (select s.id from stages s where s.workspace_id = d.workspace_id and s.pipeline_id = d.pipeline_id
      and s.meaning = 'open' and s.archived_at is null and s.id <> d.stage_id order by abs(s.position - h.position), s.position desc limit 1) as there
    from deals d join stages h on h.workspace_id = d.workspace_id and h.id = d.stage_id
    where d.workspace_id = ${actor.workspaceId}::uuid and d.owner_id = ${personId}::uuid and d.outcome = 'open' and d.deleted_at is null
    order by d.log_seq, d.id limit 500`.execute(database)
  const samples: number[] = []
  const work = async (tx: Tx) => {
    holdOpen(tx)
    if (!hasFacts) await leaveFactsOut(tx)
    await actAs(tx, actor)
    for (let round = 0; round < WARM + moves; round++) {
      const card = cards[Math.floor(round / 2) % cards.length]
      if (!card) throw new Error('the seller has no open deals')
      const startedAt = performance.now()
      await shiftDeal(
        tx,
        { actor, now: new Date() },
        { id: card.id, stageId: round % 2 === 0 ? card.there : card.here },
      )
      if (round >= WARM) samples.push(performance.now() - startedAt)
    }
    throw new Undone()
  }
  await gate.asServer(work).catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error
  })
  return samples
}

/** Till the end of the transaction. */
async function leaveFactsOut(tx: Tx): Promise<void> {
  await sql`alter table deals disable trigger signs_of_changed_deal`.execute(tx)
  await sql`alter table deals disable trigger paths_of_changed`.execute(tx)
  await sql`
    do $$ begin
      execute format('create or replace function put_facts_of_deal(%s) returns void language plpgsql as $f$ begin end $f$',
        (select pg_get_function_arguments(oid) from pg_proc where proname = 'put_facts_of_deal'));
    end $$`.execute(tx)
}

async function actAs(
  tx: Tx,
  { workspaceId, personId, role, scope, people, departments, seesPersonal }: Scoped,
): Promise<void> {
  await sql`set local role mostik_app`.execute(tx)
  await sql`
    select set_config('app.workspace', ${workspaceId}, true), set_config('app.person', ${personId}, true), set_config('app.role', ${role}, true),
      set_config('app.scope', ${scope}, true), set_config('app.people', ${people.join(',')}, true),
      set_config('app.departments', ${departments.join(',')}, true), set_config('app.personal', ${seesPersonal ? 'on' : 'off'}, true)`.execute(
    tx,
  )
}
