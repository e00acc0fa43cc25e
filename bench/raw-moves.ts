import type pg from 'pg'
import type { Connection } from '#core/db/connection.ts'
import { withClient } from '#core/db/connection.ts'
import { latencies } from './figures.ts'
import type { MovesResult } from './moves.ts'

/** Where the tables without rights and facts stand; a run that was killed leaves it, the next one begins with taking it away. */
const SCHEMA = 'bench_raw'
const DEALS_OF_EACH = 200
/** Beside those that are moved, so that an index has its depth and a row its page. */
const NEIGHBOURS = 100_000
const WARM_MS = 500

interface Card {
  id: string
  here: string
  there: string
}

/**
 * The least that a move could cost here: one update of the deal and one row of its log in a transaction, in tables with the same columns and indexes,
 * without rights, checks, facts or HTTP, and durable as ours. The data set itself is not touched.
 */
export async function rawMoves(
  connection: Connection,
  people: readonly string[],
  { clients, forMs }: { clients: number; forMs: number },
): Promise<MovesResult> {
  return withClient(connection, async (own) => {
    await own.query(`drop schema if exists ${SCHEMA} cascade; create schema ${SCHEMA}`)
    try {
      const workspaceId = await makeTables(own, people)
      const decks: Card[][] = []
      for (const person of people) {
        const cards = await cardsOf(own, workspaceId, person)
        if (cards.length > 0) decks.push(cards)
      }
      if (decks.length === 0) throw new Error('no seller has an open deal to move')
      const samples: number[] = []
      // Whoever comes later waits for a connection, and nothing of that is a move.
      const countFrom = performance.now() + WARM_MS
      await Promise.all(
        Array.from({ length: clients }, (_, index) =>
          withClient(connection, (client) =>
            moved(client, {
              workspaceId,
              cards: decks[index % decks.length] ?? [],
              personId: people[index % people.length] ?? '',
              countFrom,
              until: countFrom + forMs,
              samples,
            }),
          ),
        ),
      )
      return { ...latencies(samples), perSecond: (samples.length / forMs) * 1000, failed: 0, cost: null }
    } finally {
      await own.query(`drop schema if exists ${SCHEMA} cascade`)
    }
  })
}

/** Gives the workspace of these people. */
async function makeTables(own: pg.Client, people: readonly string[]): Promise<string> {
  const { rows } = await own.query<{ workspaceId: string }>(
    'select workspace_id as "workspaceId" from people where id = $1 limit 1',
    [people[0]],
  )
  const workspaceId = rows[0]?.workspaceId ?? ''
  await own.query(
    `create table ${SCHEMA}.deals (like deals including defaults including generated including constraints including indexes);
     create table ${SCHEMA}.stage_changes (like stage_changes including defaults including constraints including indexes)`,
  )
  const given = await own.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ') as columns from pg_attribute
     where attrelid = 'deals'::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
  )
  const columns = given.rows[0]?.columns ?? ''
  await own.query(
    `insert into ${SCHEMA}.deals (${columns})
     select ${columns} from deals where workspace_id = $1 and owner_id = any ($2) and outcome = 'open' and deleted_at is null`,
    [workspaceId, people],
  )
  await own.query(
    `insert into ${SCHEMA}.deals (${columns})
     select ${columns} from (select * from deals where workspace_id = $1 limit $2) near on conflict do nothing`,
    [workspaceId, NEIGHBOURS],
  )
  await own.query(`analyze ${SCHEMA}.deals`)
  return workspaceId
}

async function cardsOf(own: pg.Client, workspaceId: string, personId: string): Promise<Card[]> {
  const { rows } = await own.query<Card>(
    `select d.id, d.stage_id as here, (select s.id from stages s where s.workspace_id = d.workspace_id and s.pipeline_id = d.pipeline_id
       and s.meaning = 'open' and s.archived_at is null and s.id <> d.stage_id order by s.position limit 1) as there
     from ${SCHEMA}.deals d where d.workspace_id = $1 and d.owner_id = $2 and d.outcome = 'open' and d.deleted_at is null
     order by d.log_seq, d.id limit $3`,
    [workspaceId, personId, DEALS_OF_EACH],
  )
  return rows
}

interface Turn {
  workspaceId: string
  cards: readonly Card[]
  personId: string
  countFrom: number
  until: number
  samples: number[]
}

/** On and back again, as fast as it goes. */
async function moved(
  client: pg.Client,
  { workspaceId, cards, personId, countFrom, until, samples }: Turn,
): Promise<void> {
  for (let round = 0; performance.now() < until; round++) {
    const card = cards[Math.floor(round / 2) % cards.length]
    if (!card) return
    const [from, to] = round % 2 === 0 ? [card.here, card.there] : [card.there, card.here]
    const startedAt = performance.now()
    await client.query('begin')
    await client.query({
      name: 'move',
      text: `update ${SCHEMA}.deals set stage_id = $3, stage_entered_at = now(), updated_at = now(), version = version + 1, log_seq = log_seq + 1
        where workspace_id = $1 and id = $2`,
      values: [workspaceId, card.id, to],
    })
    await client.query({
      name: 'log',
      text: `insert into ${SCHEMA}.stage_changes
          (workspace_id, deal_id, seq, pipeline_id, from_stage_id, to_stage_id, occurred_at, actor_id, source, owner_id, base_minor)
        select workspace_id, id, log_seq, pipeline_id, $3, $4, now(), $5, 'ui', owner_id, base_minor
        from ${SCHEMA}.deals where workspace_id = $1 and id = $2`,
      values: [workspaceId, card.id, from, to, personId],
    })
    await client.query('commit')
    if (startedAt >= countFrom) samples.push(performance.now() - startedAt)
  }
}
