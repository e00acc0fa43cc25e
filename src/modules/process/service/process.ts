import { asPeriod, periodKey } from '#core/calendar/period.ts'
import { asInstant, periodInstants } from '#core/calendar/zone.ts'
import type { InTransaction, Tx } from '#core/db/gate.ts'
import { cursorText } from '#core/http/cursor.ts'
import { ratioOf, rateOf } from '#core/statistics/rate.ts'
import { mayExport } from '#modules/lists/api.ts'
import { cutPeriod, type FunnelAsking, type FunnelFilters, funnelQuestion } from '#modules/funnel/api.ts'
import { mapOf, Places, variantsOf, wayFigures } from '../calc/process-map.ts'
import { dealsOfWay, findWays, moveLengths, type WaysAsked, type WayNarrowing } from '../data/ways.ts'

type Filters = FunnelFilters & { period: string }

/** The question with its names resolved. @throws Refusal as funnelQuestion */
export async function askedWays(tx: Tx, asking: FunnelAsking, filters: Filters) {
  const { pipeline, whose, zone } = await funnelQuestion(tx, asking, filters)
  const period = asPeriod(filters.period)
  const asked: WaysAsked = { ...whose, ...periodInstants(period, zone), cut: cutPeriod(period, zone, false), zone }
  return { pipeline, period, asked }
}

type MapFilters = Filters & { edges: number; variants: number; waiting: number }

/** The map of the real ways and their variants. @throws Refusal as funnelQuestion */
export async function processMap(as: InTransaction, asking: FunnelAsking, filters: MapFilters) {
  // Neither waits for the other: to count the moves is half as much work as to read the ways.
  const [found, beside] = await Promise.all([
    as((tx) => waysAndVariants(tx, asking, filters)),
    isOfPeople(asking, filters) ? null : as((tx) => lengthsOf(tx, asking, filters)),
  ])
  const { pipeline, period, places, ways, withoutHistory, isExporter, listed, inAll } = found
  const { nodes, edges } = mapOf(ways, found.lengths ?? beside ?? [], places)
  const n = ways.reduce((sum, way) => sum + way.n, 0)
  const moves = edges.reduce((sum, { times }) => sum + times, 0)
  const shown = edges.slice(0, filters.edges)
  const drawn = new Set(shown.flatMap(({ from, to }) => [from, to]))
  const order = ['start', ...pipeline.stages.map(({ id }) => id), 'moved']
  return {
    period: { key: periodKey(period), start: period.start, end: period.end },
    pipeline: { id: pipeline.id, name: pipeline.name },
    deals: { n, amountMinor: ways.reduce((sum, way) => sum + way.amountMinor, 0) },
    withoutHistory,
    waiting: filters.waiting,
    mayExport: isExporter,
    nodes: nodes
      .filter(({ place }) => drawn.has(place))
      .toSorted((a, b) => order.indexOf(a.place) - order.indexOf(b.place)),
    edges: shown,
    edgesInAll: edges.length,
    coverage: ratioOf(
      shown.reduce((sum, edge) => sum + edge.times, 0),
      moves,
    ),
    variants: listed.map(({ won, lost, ...variant }) => ({
      ...variant,
      share: variant.n / n,
      winRate: rateOf(won, won + lost),
      medianSeconds: found.times.get(variant.id) ?? null,
    })),
    variantsInAll: inAll,
    ...wayFigures(ways, places),
  }
}

/** Whether months of people answer, which tell of ways and moves together. */
const isOfPeople = ({ actor }: FunnelAsking, { sellerIds = [], departmentIds = [], sourceIds }: Filters): boolean =>
  sourceIds === undefined && (actor.scope !== 'all' || sellerIds.length + departmentIds.length > 0)

async function waysAndVariants(tx: Tx, asking: FunnelAsking, filters: MapFilters) {
  const { pipeline, period, asked } = await askedWays(tx, asking, filters)
  const places = new Places(pipeline.stages)
  const [{ medians, ...found }, isExporter] = await Promise.all([findWays(tx, asked), mayExport(tx, asking.actor)])
  const variants = variantsOf(found.ways, places, filters.variants)
  const times = await medians(variants.listed.map(({ id }) => id))
  return { pipeline, period, places, ...found, isExporter, ...variants, times }
}

async function lengthsOf(tx: Tx, asking: FunnelAsking, filters: Filters) {
  const { asked } = await askedWays(tx, asking, filters)
  return moveLengths(tx, asked)
}

interface Behind extends Filters, WayNarrowing {
  cursor?: readonly [moment: string, dealId: string] | undefined
  limit: number
}

/** A page of the deals that went a way. @throws Refusal as funnelQuestion */
export async function dealsBehindWay(tx: Tx, asking: FunnelAsking, input: Behind) {
  const { asked } = await askedWays(tx, asking, input)
  const rows = await dealsOfWay(tx, asked, input, { after: input.cursor, limit: input.limit + 1 })
  const page = rows.slice(0, input.limit)
  const last = page.at(-1)
  return {
    rows: page.map((row) => ({ ...row, createdAt: asInstant(row.createdAt) })),
    nextCursor: last && rows.length > input.limit ? cursorText([last.moment, last.dealId]) : null,
  }
}
