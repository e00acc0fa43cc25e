import pg from 'pg'
import type { Connection } from '#core/db/connection.ts'
import { latencies } from './figures.ts'
import type { MovesResult } from './moves.ts'

/** The least that a move could cost here: one update and one insert in a transaction, without rights, checks, facts or HTTP; rolled into the same log. */
export async function rawMoves(
  connection: Connection,
  people: readonly string[],
  { clients, forMs }: { clients: number; forMs: number },
): Promise<MovesResult> {
  const samples: number[] = []
  const until = performance.now() + forMs
  const client = async (personId: string) => {
    const own = new pg.Client(connection)
    await own.connect()
    try {
      const { rows } = await own.query<{ id: string }>(
        `select id from deals where owner_id = $1 and outcome = 'open' order by id desc limit 200`,
        [personId],
      )
      for (let round = 0; performance.now() < until && rows.length > 0; round++) {
        const startedAt = performance.now()
        await own.query('begin')
        await own.query({
          name: 'update',
          text: 'update deals set version = version + 1, updated_at = now(), stage_entered_at = now() where id = $1 and workspace_id = (select id from workspaces limit 1)',
          values: [rows[round % rows.length]?.id],
        })
        await own.query({
          name: 'insert',
          text: `insert into deal_edits (workspace_id, deal_id, version, source, changes)
            select workspace_id, id, version + 1000000, 'bench', '{}' from deals where id = $1 and workspace_id = (select id from workspaces limit 1)`,
          values: [rows[round % rows.length]?.id],
        })
        await own.query('commit')
        samples.push(performance.now() - startedAt)
      }
    } finally {
      await own.end()
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, index) => client(people[index % people.length] ?? '')))
  await withoutTraces(connection)
  return { ...latencies(samples), perSecond: (samples.length / forMs) * 1000, failed: 0, cost: null }
}

async function withoutTraces(connection: Connection): Promise<void> {
  const own = new pg.Client(connection)
  await own.connect()
  await own.query(`delete from deal_edits where source = 'bench'`)
  await own.end()
}
