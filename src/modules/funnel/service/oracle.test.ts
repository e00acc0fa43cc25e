import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asPeriod, contains } from '#core/calendar/period.ts'
import { asTimeZone, dayOf } from '#core/calendar/zone.ts'
import { median } from '#core/statistics/quantile.ts'
import type { Figure } from '../contract.ts'
import { testApp, type TestApp, type TestDeal } from '../../../testing.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const STAGES = ['Новая', 'КП', 'Договор']
const START = Date.parse('2026-08-20T00:00:00+03:00')

/** A log: where it went (0…2 stages, 3 won, 4 lost), after how many hours, whose it was; a move may be voided by the next. */
const logs = fc.array(
  fc.record({
    seller: fc.nat(2),
    source: fc.nat(1),
    begins: fc.nat(80 * 24),
    amount: fc.integer({ min: 0, max: 5_000_000 }),
    certain: fc.boolean(),
    moves: fc.array(fc.record({ to: fc.nat(4), hours: fc.integer({ min: 1, max: 20 * 24 }), voids: fc.boolean() }), {
      maxLength: 6,
    }),
  }),
  { minLength: 1, maxLength: 25 },
)
type Log = (typeof logs extends fc.Arbitrary<infer T> ? T : never)[number]

const questions = fc.record({
  period: fc.constantFrom('2026-09', '2026-Q3', '2026', '2026-09-10..2026-11-05', '2026-W40', '2026-10-03'),
  bySeller: fc.boolean(),
  bySource: fc.boolean(),
  /** How many deltas are folded into the totals before the question. */
  folded: fc.constantFrom(0, 40, 100_000),
})

test('the funnel equals a naive count over the log, and as many deals are behind each figure as it says', async () => {
  await fc.assert(
    fc.asyncProperty(logs, questions, async (given, { period, bySeller, bySource, folded }) => {
      const company = await app.company()
      const owner = await company.person({ role: 'owner' })
      const sellers = [await company.person(), await company.person(), await company.person()]
      const sources = [await company.source('Сайт'), await company.source('Звонок')]
      const pipeline = await company.pipeline(STAGES)
      const stageIds = pipeline.stages.map((stage) => stage.id)
      const deal = (log: Log): TestDeal => {
        const begin = new Date(START + log.begins * 3_600_000).toISOString()
        return {
          owner: sellers[log.seller] ?? null,
          sourceId: sources[log.source] ?? '',
          amountMinor: log.amount,
          createdAt: begin,
          moves: movesOf(log, stageIds),
        }
      }
      await company.deals(given.map(deal))
      if (folded > 0) await sql`select fold_totals(${company.id}::uuid, ${folded}::int)`.execute(app.database)
      const filters = {
        ...(bySeller && { sellerIds: [sellers[0]?.id ?? ''] }),
        ...(bySource && { sourceIds: [sources[0] ?? ''] }),
      }
      const ask = app.as(owner).funnel
      const view = await ask.view({ period, ...filters })
      const time = await ask.time({ period, ...filters })

      const stageId = stageIds[1] ?? ''
      const behind = async (figure: Figure) =>
        (await ask.deals({ period, ...filters, figure, stageId, limit: 200 })).rows.length
      const { snapshot, happened, cohort } = view
      const figures: Partial<Record<Figure, number | undefined>> = {
        now_all: snapshot.all.n,
        now_here_stage: snapshot.stages[1]?.here.n,
        now_reached_stage: snapshot.stages[1]?.reached.n,
        period_created: happened.created.n,
        period_won: happened.won.n,
        period_lost_stage: happened.stages[1]?.lost.n,
        period_entered_stage: happened.stages[1]?.entered,
        cohort_without_history: cohort.withoutHistory,
        cohort_reached_stage: cohort.stages[1]?.reached.n,
        cohort_lost_stage: cohort.stages[1]?.lost.n,
        stays_stage: time.stages[1]?.n,
      }
      for (const [figure, n] of Object.entries(figures))
        expect([figure, await behind(figure as Figure)]).toEqual([figure, n])

      const naive = await naiveFunnel(company.id, stageIds, period, {
        seller: bySeller ? sellers[0]?.id : undefined,
        source: bySource ? sources[0] : undefined,
      })
      expect({
        standing: view.snapshot.stages.map((stage) => stage.here.n),
        created: view.cohort.created,
        outcomes: [view.cohort.open.n, view.cohort.won.n, view.cohort.lost.n],
        reached: view.cohort.stages.map((stage) => stage.reached),
        lostAt: view.cohort.stages.map((stage) => stage.lost.n),
        withoutHistory: view.cohort.withoutHistory,
        entered: view.happened.stages.map((stage) => stage.entered),
        closed: [view.happened.won, view.happened.lost],
        stays: time.stages.map((stage) => [stage.n, rounded(stage.meanSeconds), rounded(stage.medianSeconds)]),
      }).toEqual(naive)
    }),
    { numRuns: 25 },
  )
}, 300_000)

/** As the writer logs them: hours after one another; an undo is a row that voids the one before it. */
function movesOf(log: Log, stageIds: readonly string[]): TestDeal['moves'] {
  let now = START + log.begins * 3_600_000
  const moves: [string, string, { certain?: boolean; voidsSeq?: number }?][] = [
    [stageIds[0] ?? '', new Date(now).toISOString(), { certain: log.certain }],
  ]
  for (const { to, hours, voids } of log.moves) {
    now += hours * 3_600_000
    moves.push([stageIds[to] ?? '', new Date(now).toISOString()])
    if (!voids) continue
    const seq = moves.length
    moves.push([moves[seq - 2]?.[0] ?? '', new Date(now + 60_000).toISOString(), { voidsSeq: seq }])
  }
  return moves
}

interface LogRow {
  dealId: string
  seq: number
  to: string
  at: Date
  certain: boolean
  voids: number | null
  ownerId: string
  sourceId: string
  createdAt: Date
  amountMinor: number
}

/** The definitions of docs/metrics.md over stage_changes, deal by deal, nothing precomputed. */
async function naiveFunnel(
  workspaceId: string,
  stageIds: readonly string[],
  key: string,
  filter: { seller?: string | undefined; source?: string | undefined },
) {
  const { rows } = await sql<LogRow>`
    select c.deal_id as "dealId", c.seq, c.to_stage_id as to, c.occurred_at as at, c.certain, c.voids_seq as voids, d.owner_id as "ownerId",
           d.source_id as "sourceId", d.created_at as "createdAt", d.base_minor as "amountMinor"
    from stage_changes c join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    where c.workspace_id = ${workspaceId}::uuid order by c.deal_id, c.occurred_at, c.seq`.execute(app.database)
  const period = asPeriod(key)
  const within = (moment: Date) => contains(period, dayOf(moment, asTimeZone('Europe/Moscow')))
  const mine = rows.filter(
    (row) => (!filter.seller || row.ownerId === filter.seller) && (!filter.source || row.sourceId === filter.source),
  )
  const deals = [...Map.groupBy(mine, (row) => row.dealId).values()].map((log) => {
    const voided = new Set(log.map((row) => row.voids))
    const visits = log
      .filter((row) => row.voids === null && !voided.has(row.seq))
      .map((row) => ({ ...row, place: stageIds.indexOf(row.to) }))
    const last = visits.at(-1)
    const won = visits.some((visit) => visit.place === 3)
    const furthest = won ? 2 : Math.max(-1, ...visits.map((visit) => visit.place).filter((place) => place < 3))
    const entries = [0, 1, 2].map((place) => visits.find((visit) => visit.place >= place && visit.place < 4))
    return {
      created: log[0]?.createdAt ?? new Date(0),
      amountMinor: log[0]?.amountMinor ?? 0,
      place: last?.place ?? -1,
      closedAt: last && last.place > 2 ? last.at : null,
      furthest,
      entries,
      full: visits.every((visit) => visit.certain),
      stays: visits.flatMap((visit, index) => {
        const next = visits[index + 1]
        return visit.place < 3 && visit.certain && next && within(next.at)
          ? [{ place: visit.place, seconds: (+next.at - +visit.at) / 1000 }]
          : []
      }),
    }
  })
  const cohort = deals.filter((one) => within(one.created))
  const known = cohort.filter((one) => one.full)
  const sum = (list: { amountMinor: number }[]) => ({
    n: list.length,
    amountMinor: list.reduce((total, one) => total + one.amountMinor, 0),
  })
  const closed = (place: number) =>
    sum(deals.filter((one) => one.place === place && one.closedAt && within(one.closedAt)))
  return {
    standing: [0, 1, 2].map((place) => deals.filter((one) => one.place === place).length),
    created: sum(cohort),
    outcomes: [
      cohort.filter((one) => one.place < 3),
      cohort.filter((one) => one.place === 3),
      cohort.filter((one) => one.place === 4),
    ].map((list) => list.length),
    reached: [0, 1, 2].map((place) => sum(known.filter((one) => one.furthest >= place))),
    lostAt: [0, 1, 2].map((place) => known.filter((one) => one.place === 4 && one.furthest === place).length),
    withoutHistory: cohort.length - known.length,
    entered: [0, 1, 2].map(
      (place) => deals.filter((one) => one.entries[place]?.certain && within(one.entries[place].at)).length,
    ),
    closed: [closed(3), closed(4)],
    stays: [0, 1, 2].map((place) => {
      const lengths = deals
        .flatMap((one) => one.stays)
        .filter((stay) => stay.place === place)
        .map((stay) => stay.seconds)
      return [
        lengths.length,
        rounded(lengths.length ? lengths.reduce((a, b) => a + b, 0) / lengths.length : null),
        rounded(median(lengths)),
      ]
    }),
  }
}

function rounded(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1000) / 1000
}
