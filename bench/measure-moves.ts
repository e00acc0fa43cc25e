import { type Connection, withClient } from '#core/db/connection.ts'
import { startEmbeddedPostgres } from '#core/db/embedded-postgres.ts'
import { createLog } from '#core/log/log.ts'
import type { DataSet } from './data-set.ts'
import { type FactsCost, factsCost } from './facts-cost.ts'
import type { MovesResult } from './moves.ts'
import type { BenchOptions } from './options.ts'
import { rawMoves } from './raw-moves.ts'
import { type Line, met, printTable } from './table.ts'

const TARGET = { perSecond: 1_000, p99Ms: 60 }
const FACTS_TARGET = 1.5
const FACTS_MOVES = 800

export interface Moved {
  clients: number
  ours: MovesResult
}

/** Prints them beside the same by hand, on the same data without the server. */
export async function printMoves(
  { folder, cast }: DataSet,
  moves: readonly Moved[],
  { movesMs }: BenchOptions,
): Promise<void> {
  const lines: Line[] = []
  const database = await startEmbeddedPostgres({ dataFolder: folder, log: createLog('error') })
  let facts: FactsCost
  try {
    const people = cast.sellers.map(({ id }) => id)
    facts = await factsCost(database.connection, await busiest(database.connection, people), FACTS_MOVES)
    for (const { clients, ours } of moves) {
      const byHand = await rawMoves(database.connection, people, { clients, forMs: movesMs / 2 })
      const isMet = ours.perSecond >= TARGET.perSecond && ours.p99 <= TARGET.p99Ms && ours.failed === 0
      const target = clients === 1 ? ['·', ''] : [`≥ ${TARGET.perSecond}, p99 ≤ ${TARGET.p99Ms}`, met(isMet)]
      lines.push({
        name: clients === 1 ? '1 client' : `${clients} clients of one team`,
        cells: [
          ours.perSecond,
          ours.p50,
          ours.p95,
          ours.p99,
          ours.failed,
          ...target,
          ours.cost?.server ?? null,
          ours.cost?.database ?? null,
          byHand.perSecond,
          byHand.perSecond / ours.perSecond,
        ],
      })
    }
  } finally {
    await database.stop()
  }
  printTable(
    'Moves of deals over HTTP',
    [
      '',
      'a second',
      'p50 ms',
      'p95',
      'p99',
      'failed',
      'target',
      '',
      'CPU server',
      'database',
      'raw a second',
      'raw ÷ ours',
    ],
    lines,
  )
  printFacts(facts)
}

/** Who has most open deals: a small company has sellers without any. */
function busiest(connection: Connection, people: readonly string[]): Promise<string> {
  return withClient(connection, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select owner_id as id from deals where owner_id = any ($1) and outcome = 'open' and deleted_at is null
       group by owner_id order by count(*) desc, owner_id limit 1`,
      [people],
    )
    return rows[0]?.id ?? ''
  })
}

function printFacts({ withFacts, without }: FactsCost): void {
  const lines = (['p50', 'p95'] as const).map((name): Line => {
    const ratio = withFacts[name] / without[name]
    const target = name === 'p50' ? [`≤ ${FACTS_TARGET}`, met(ratio <= FACTS_TARGET)] : ['·', '']
    return { name, cells: [without[name], withFacts[name], ratio, ...target] }
  })
  const heads = ['', 'without, ms', 'with, ms', 'with ÷ without', 'target', '']
  printTable('A move in a transaction of its seller: with the facts kept up and without them', heads, lines)
}
