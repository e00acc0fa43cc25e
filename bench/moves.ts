import type pg from 'pg'
import { dealsContract } from '#modules/deals/contract.ts'
import { type Prepared, send, type Session } from './client.ts'
import { type Cost, costOf, type Latencies, latencies } from './figures.ts'
import type { Cast } from './people.ts'
import type { RunningServer } from './server.ts'
import { undoMoves } from './undo-moves.ts'

export interface MovesResult extends Latencies {
  perSecond: number
  failed: number
  cost: Cost | null
}

interface Card {
  id: string
  pipelineId: string
  stageId: string
}

const { path: MOVE_PATH } = dealsContract.move['~orpc'].route

/**
 * Sellers of one team move their own deals as fast as they are answered: on and back again, and every fourth time into the won stage and out of it, which
 * changes the same sums of the same team. Fewer clients than sellers are each sellers by turns, so that a deal is moved a few times only. The first second
 * is not counted; afterwards all moves are taken back.
 */
export async function moveDeals(
  server: RunningServer,
  sellers: readonly Session[],
  raw: pg.Client,
  cast: Cast,
  { workspaceId, clients, forMs }: { workspaceId: string; clients: number; forMs: number },
): Promise<MovesResult> {
  const since = await clockOf(raw)
  const stages = await stagesOf(raw)
  const decks = new Map<string, Card[]>()
  for (const { id } of cast.sellers) decks.set(id, await openDeals(raw, id))
  // Who has nothing to move would make sixteen clients fewer.
  const movers = cast.sellers.flatMap((person, index) => {
    const seller = sellers[index]
    return seller && (decks.get(person.id)?.length ?? 0) > 0 ? [{ seller, person }] : []
  })
  if (movers.length === 0) throw new Error('no seller of the team has an open deal to move')
  const samples: number[] = []
  let failed = 0
  let moves = 0
  const before = server.processor()
  const countFrom = performance.now() + Math.min(1_000, forMs / 4)
  const until = countFrom + forMs
  const client = async (own: typeof movers) => {
    for (let round = 0; performance.now() < until; round++) {
      // On and back again is one turn.
      const turn = Math.floor(round / 2)
      const mover = own[turn % own.length]
      const cards = decks.get(mover?.person.id ?? '') ?? []
      const card = cards[Math.floor(turn / own.length) % cards.length]
      if (!mover || !card) return
      const way = stages.get(card.pipelineId)
      const here = way?.open.indexOf(card.stageId) ?? 0
      const next = turn % 4 === 0 ? way?.won : way?.open[here === 0 ? 1 : here - 1]
      const stageId = round % 2 === 0 ? next : card.stageId
      const startedAt = performance.now()
      try {
        await send(moveOf(mover.seller, card.id, stageId ?? ''))
        moves += 1
        if (startedAt >= countFrom) samples.push(performance.now() - startedAt)
      } catch (error) {
        if (failed === 0) console.error(`  ${String(error)}`)
        if (++failed > 100) return
      }
    }
  }
  await Promise.all(
    Array.from({ length: clients }, (_, index) => {
      const own = movers.filter((_mover, number) => number % clients === index % movers.length)
      return client(own)
    }),
  )
  const cost = costOf(before, server.processor(), moves)
  const dealIds = [...decks.values()].flatMap((cards) => cards.map(({ id }) => id))
  await undoMoves(server.database, workspaceId, { dealIds, since })
  return { ...latencies(samples), perSecond: (samples.length / forMs) * 1000, failed, cost }
}

async function clockOf(raw: pg.Client): Promise<Date> {
  const { rows } = await raw.query<{ now: Date }>('select now()')
  return rows[0]?.now ?? new Date()
}

function moveOf({ url, cookie }: Session, dealId: string, stageId: string): Prepared {
  return {
    method: 'POST',
    url: `${url}/api${MOVE_PATH?.replace('{id}', dealId)}`,
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ stageId }),
  }
}

async function stagesOf(raw: pg.Client) {
  const { rows } = await raw.query<{ id: string; pipeline_id: string; meaning: string }>(
    'select id, pipeline_id, meaning from stages where archived_at is null order by pipeline_id, position',
  )
  const ways = new Map<string, { open: string[]; won: string }>()
  for (const { id, pipeline_id: pipelineId, meaning } of rows) {
    const way = ways.get(pipelineId) ?? { open: [], won: '' }
    ways.set(pipelineId, way)
    if (meaning === 'open') way.open.push(id)
    if (meaning === 'won') way.won = id
  }
  return ways
}

async function openDeals(raw: pg.Client, personId: string): Promise<Card[]> {
  const { rows } = await raw.query<Card>(
    `select id, pipeline_id as "pipelineId", stage_id as "stageId" from deals
     where owner_id = $1 and outcome = 'open' and deleted_at is null order by log_seq, id limit 500`,
    [personId],
  )
  return rows
}
