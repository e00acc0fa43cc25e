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

type Step = 'open' | 'won' | 'lost'

/** How deals go on, as they do in the data set: of ten moves seven lead to another open stage, two are losses, one a win. */
const WAYS: readonly (readonly Step[])[] = [
  ['open', 'open', 'open', 'lost'],
  ['open', 'open', 'lost'],
  ['open', 'open', 'won'],
]

/**
 * Sellers of one team move their own deals as fast as they are answered, each deal on to its end; whoever is free takes the next deal of the next seller, so
 * that the sums of one team change all the time. The first second is not counted; afterwards all moves are taken back.
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
  const lossReasonId = await lossReasonOf(raw, workspaceId)
  const deals = await openDeals(raw, cast, sellers)
  if (deals.length === 0) throw new Error('no seller of the team has an open deal to move')
  const samples: number[] = []
  let failed = 0
  let taken = 0
  let moves = 0
  const before = server.processor()
  const countFrom = performance.now() + Math.min(1_000, forMs / 4)
  let until = countFrom + forMs
  const client = async () => {
    for (;;) {
      const number = taken++
      const deal = deals[number]
      if (!deal) until = Math.min(until, performance.now())
      if (!deal || performance.now() >= until) return
      for (const stageId of wayOf(deal.card, stages.get(deal.card.pipelineId), WAYS[number % WAYS.length] ?? [])) {
        const startedAt = performance.now()
        if (startedAt >= until) return
        try {
          await send(moveOf(deal.seller, deal.card.id, stageId, lossReasonId))
          moves += 1
          if (startedAt >= countFrom) samples.push(performance.now() - startedAt)
        } catch (error) {
          if (failed === 0) console.error(`  ${String(error)}`)
          if (++failed > 100) return
        }
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  const cost = costOf(before, server.processor(), moves)
  const dealIds = deals.slice(0, taken).map(({ card }) => card.id)
  await undoMoves(server.database, workspaceId, { dealIds, since })
  return { ...latencies(samples), perSecond: (samples.length / (until - countFrom)) * 1000, failed, cost }
}

/** The stages that a deal goes to; from the last open one it returns to that before. */
function wayOf(card: Card, stages: StagesOfPipeline | undefined, steps: readonly Step[]): string[] {
  if (!stages) return []
  let here = stages.open.indexOf(card.stageId)
  return steps.map((step) => {
    if (step !== 'open') return stages[step]
    here += here + 1 < stages.open.length ? 1 : -1
    return stages.open[here] ?? ''
  })
}

async function clockOf(raw: pg.Client): Promise<Date> {
  const { rows } = await raw.query<{ now: Date }>('select now()')
  return rows[0]?.now ?? new Date()
}

/** A reason is taken by a loss alone. */
function moveOf({ url, cookie }: Session, dealId: string, stageId: string, lossReasonId: string): Prepared {
  return {
    method: 'POST',
    url: `${url}/api${MOVE_PATH?.replace('{id}', dealId)}`,
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ stageId, lossReasonId }),
  }
}

interface StagesOfPipeline {
  open: string[]
  won: string
  lost: string
}

async function stagesOf(raw: pg.Client): Promise<Map<string, StagesOfPipeline>> {
  const { rows } = await raw.query<{ id: string; pipeline_id: string; meaning: string }>(
    'select id, pipeline_id, meaning from stages where archived_at is null order by pipeline_id, position',
  )
  const ways = new Map<string, StagesOfPipeline>()
  for (const { id, pipeline_id: pipelineId, meaning } of rows) {
    const way = ways.get(pipelineId) ?? { open: [], won: '', lost: '' }
    ways.set(pipelineId, way)
    if (meaning === 'open') way.open.push(id)
    if (meaning === 'won' || meaning === 'lost') way[meaning] = id
  }
  return ways
}

async function lossReasonOf(raw: pg.Client, workspaceId: string): Promise<string> {
  const { rows } = await raw.query<{ id: string }>(
    'select id from loss_reasons where workspace_id = $1 and archived_at is null order by position, id limit 1',
    [workspaceId],
  )
  return rows[0]?.id ?? ''
}

/** Of each seller in turn. */
async function openDeals(raw: pg.Client, cast: Cast, sellers: readonly Session[]) {
  const { rows } = await raw.query<Card & { ownerId: string }>(
    `select id, pipeline_id as "pipelineId", stage_id as "stageId", owner_id as "ownerId" from deals
     where owner_id = any ($1) and outcome = 'open' and deleted_at is null
     order by row_number() over (partition by owner_id order by log_seq, id), owner_id`,
    [cast.sellers.map(({ id }) => id)],
  )
  return rows.flatMap(({ ownerId, ...card }) => {
    const seller = sellers[cast.sellers.findIndex(({ id }) => id === ownerId)]
    return seller ? [{ seller, card }] : []
  })
}
