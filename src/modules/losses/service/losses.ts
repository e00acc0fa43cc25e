import { asPeriod, type Period, periodKey } from '#core/calendar/period.ts'
import { asInstant } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { correctedRateOf, ratioOf } from '#core/statistics/rate.ts'
import { ownersOf } from '#modules/funnel/api.ts'
import { cutsOf, stepOf } from '../calc/cuts.ts'
import { competitorSums } from '../data/competitors.ts'
import { type LossGroup, lossGroups, lossNames } from '../data/losses.ts'
import { dealsOfFigure, type Narrowing } from '../data/lost-deals.ts'
import type { LossQuestion } from '../data/question.ts'
import { can } from '../policy.ts'

interface Filters {
  period: string
  pipelineId?: string | undefined
  sellerIds?: string[] | undefined
  departmentIds?: string[] | undefined
  sourceIds?: string[] | undefined
}

/** @throws Refusal FORBIDDEN to those who see no deals; NOT_FOUND for people and departments that do not exist for the actor */
async function questionOf(tx: Tx, actor: Actor, filters: Filters, period: Period): Promise<LossQuestion> {
  if (!can(actor, 'see')) throw new Refusal('FORBIDDEN')
  return {
    pipelineId: filters.pipelineId ?? null,
    owners: await ownersOf(tx, actor, filters),
    sources: filters.sourceIds ?? null,
    period,
  }
}

/** Lost deals of the period from all sides. @throws Refusal as questionOf */
export async function lossesView(tx: Tx, actor: Actor, filters: Filters) {
  const period = asPeriod(filters.period)
  const question = await questionOf(tx, actor, filters, period)
  const step = stepOf(period)
  const groups = await lossGroups(tx, question, step)
  const of = (cut: LossGroup['cut']) => groups.filter((group) => group.cut === cut)
  const sumOf = (cut: 'all' | 'won') => {
    const { n = 0, amountMinor = 0 } = of(cut)[0] ?? {}
    return { n, amountMinor }
  }
  const { n, amountMinor } = sumOf('all')
  const won = sumOf('won')
  const ids = groups.flatMap(({ reasonId, stageId, sellerId, sourceId }) =>
    [reasonId, stageId, sellerId, sourceId].filter((id) => id !== null),
  )
  const names = await lossNames(tx, [...new Set(ids)])
  const by = (cut: LossGroup['cut'], key: 'reasonId' | 'stageId' | 'sellerId' | 'sourceId') =>
    cutsOf(
      of(cut).map((group) => ({ id: group[key], n: group.n, amountMinor: group.amountMinor })),
      names,
    )
  return {
    period: { key: periodKey(period), start: period.start, end: period.end },
    lost: { n, amountMinor },
    won,
    winRate: correctedRateOf(won.n, won.n + n),
    winRateByMoney: ratioOf(won.amountMinor, won.amountMinor + amountMinor),
    reasons: by('reason', 'reasonId'),
    stages: by('stage', 'stageId'),
    sellers: by('seller', 'sellerId'),
    sources: by('source', 'sourceId'),
    cells: of('cell').map(({ reasonId, stageId, n: count, amountMinor: money }) => ({
      reasonId,
      stageId,
      n: count,
      amountMinor: money,
    })),
    step,
    overTime: of('time')
      .flatMap(({ day, reasonId, n: count, amountMinor: money }) =>
        day === null ? [] : [{ day, reasonId, n: count, amountMinor: money }],
      )
      .toSorted((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day))),
  }
}

/** Won and lost against each competitor. @throws Refusal as questionOf */
export async function againstCompetitors(tx: Tx, actor: Actor, filters: Filters) {
  const sums = await competitorSums(tx, await questionOf(tx, actor, filters, asPeriod(filters.period)))
  const record = ({ won, wonMinor, lost, lostMinor }: Omit<(typeof sums)[number], 'id' | 'name'>) => ({
    won: { n: won, amountMinor: wonMinor },
    lost: { n: lost, amountMinor: lostMinor },
    winRate: correctedRateOf(won, won + lost),
  })
  return {
    rows: sums.flatMap(({ id, name, ...rest }) => (id === null ? [] : [{ id, name: name ?? '', ...record(rest) }])),
    unknown: record(sums.find(({ id }) => id === null) ?? { won: 0, wonMinor: 0, lost: 0, lostMinor: 0 }),
  }
}

interface Behind extends Filters, Narrowing {
  within?: string | undefined
  cursor?: readonly [moment: string, dealId: string] | undefined
  limit: number
}

/** A page of the deals behind a figure. @throws Refusal as questionOf */
export async function dealsBehindLoss(tx: Tx, actor: Actor, asked: Behind) {
  const period = overlap(asPeriod(asked.period), asked.within === undefined ? null : asPeriod(asked.within))
  const question = await questionOf(tx, actor, asked, period)
  const rows = await dealsOfFigure(tx, question, asked, { after: asked.cursor, limit: asked.limit + 1 })
  const page = rows.slice(0, asked.limit)
  const last = page.at(-1)
  return {
    rows: page.map((row) => ({ ...row, closedAt: asInstant(row.closedAt) })),
    nextCursor: last && rows.length > asked.limit ? cursorText([last.moment, last.dealId]) : null,
  }
}

function overlap(period: Period, within: Period | null): Period {
  if (!within) return period
  const start = within.start > period.start ? within.start : period.start
  const end = within.end < period.end ? within.end : period.end
  return { start, end: end < start ? start : end }
}
