import { addMonths, firstDay, monthsBetween } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import { type BuyerCount, buyerCounts, type SourceLeads, sourceLeads } from '#modules/cohorts/api.ts'
import { clientLosses } from '#modules/segments/api.ts'
import { type Gathered, stagesPassed } from '../calc/lines.ts'
import { bearing } from '../calc/borne.ts'
import { shareCosts } from '../calc/money.ts'
import { goodsBySource, newClients, type PipelineOfSources, soldBySource } from '../data/sold.ts'
import { acquisitionCosts, companyLeads, type Spent, spentBySource } from '../data/spent.ts'
import { type Question, type Span, wholeMonths } from './question.ts'

/** Months of clients that tell what a client brings. */
const LOOK_BACK = 12

/** Clients of the last months by the source of their first purchase. */
export function latelyBought(tx: Tx, question: Span, withActive: boolean): Promise<BuyerCount[]> {
  const from = addMonths(question.until, 1 - LOOK_BACK)
  return buyerCounts(tx, question, from, question.until, 'source', { withActive })
}

/** Whether the clients of the period are among those of the last months. */
export function isLate({ from, until }: Span): boolean {
  return from >= addMonths(until, 1 - LOOK_BACK)
}

/** What came and who bought: read beside the rest, for it costs as much. */
export interface CameAndBought {
  leads: readonly SourceLeads[]
  /** Clients of the last months, see latelyBought. */
  buyers: readonly BuyerCount[]
}

/** Leads of the period, those of this pipeline by their furthest stage too, and who bought. @param byMonth whether months of leads are told apart */
export async function cameAndBought(
  tx: Tx,
  span: Span,
  { pipelineId, byMonth, withActive }: { pipelineId: string | null; byMonth: boolean; withActive: boolean },
): Promise<CameAndBought> {
  const [leads, buyers] = await Promise.all([
    sourceLeads(tx, { ...span, pipelineId }, span.from, span.until, byMonth),
    latelyBought(tx, span, withActive),
  ])
  return { leads, buyers }
}

/** What was sold and what it cost, by source and month. */
export type SoldAndSpent = Awaited<ReturnType<typeof soldAndSpent>>

export async function soldAndSpent(tx: Tx, question: Question, seesSpend: boolean) {
  const { spendMonths, owners } = question
  const [sold, goods, fresh, losses, spent, costs, inTeam] = await Promise.all([
    soldBySource(tx, question, question.counting),
    // What products cost us is told to those who see what clients cost us.
    seesSpend ? goodsBySource(tx, question, question.counting) : [],
    notCounted(tx, question),
    clientLosses(tx, question),
    seesSpend ? spentBySource(tx, spendMonths) : [],
    seesSpend ? acquisitionCosts(tx, spendMonths) : [],
    seesSpend && owners !== null ? companyLeads(tx, wholeMonths(question)) : [],
  ])
  return { sold, goods, fresh, losses, spent, costs, inTeam }
}

/** New clients by source and month that clients of the last months do not tell of: these are counted by months that are over. */
async function notCounted(tx: Tx, question: Question) {
  const { period, until, running } = question
  if (!isLate(question)) return newClients(tx, question, period)
  return until < running ? [] : newClients(tx, question, { start: firstDay(running), end: period.end })
}

/** New clients by source and month. */
function freshClients(question: Question, buyers: readonly BuyerCount[], others: SoldAndSpent['fresh']) {
  if (!isLate(question)) return others
  const { from, running } = question
  const counted = buyers.flatMap(({ key, firstMonth, fresh }) =>
    fresh > 0 && firstMonth >= from && firstMonth < running ? [{ sourceId: key, month: firstMonth, n: fresh }] : [],
  )
  return [...counted, ...others]
}

/** Everything of the period by source or by month, undivided; one line for each that has anything. */
export function gather(
  question: Question,
  cut: 'source' | 'month',
  pipeline: PipelineOfSources | null,
  seesSpend: boolean,
  { leads, buyers, sold, goods, losses, spent, costs, inTeam, ...read }: CameAndBought & SoldAndSpent,
): Gathered[] {
  const { from, until } = question
  const fresh = freshClients(question, buyers, read.fresh)

  const keyOf = (one: { month: string; source: string | null }) => (cut === 'source' ? one.source : one.month)
  const stages = pipeline?.stages ?? []
  const shown = stages.filter(({ archived }) => !archived).length
  const lines = new Map<string | null, Gathered>()
  const lineOf = (source: string | null, month: string): Gathered => {
    const key = keyOf({ source, month })
    const line = lines.get(key) ?? emptyLine(key, shown)
    lines.set(key, line)
    return line
  }
  if (cut === 'month') for (let month = from; month <= until; month = addMonths(month, 1)) lineOf(null, month)
  const passed = stagesPassed(stages)
  for (const { source, month, outcome, inPipeline, stageId, n, known } of leads) {
    const line = lineOf(source, month ?? from)
    line.leads += n
    if (outcome === 'open') line.open += n
    if (outcome === 'won') line.won += n
    if (!inPipeline) continue
    line.known += known
    if (outcome === 'won') line.wonKnown += known
    const came = passed.get(stageId ?? '') ?? 0
    line.reached = line.reached.map((before, index) => (index < came ? before + known : before))
  }
  for (const { sourceId, month, n, salesMinor } of sold) {
    const line = lineOf(sourceId, month)
    line.wonInPeriod += n
    line.salesMinor += salesMinor
  }
  for (const { sourceId, month, coveredMinor, goodsMinor } of goods) {
    const line = lineOf(sourceId, month)
    line.coveredMinor += coveredMinor
    line.goodsMinor += goodsMinor
  }
  for (const { sourceId, month, n } of fresh) lineOf(sourceId, month).newClients += n
  addSpend()
  addCosts()
  addLives()
  return [...lines.values()]

  function addSpend(): void {
    for (const { sourceId, month, spendMinor } of spendBorne(question, { leads, spent, inTeam })) {
      const line = lineOf(sourceId, month)
      line.spendMinor = (line.spendMinor ?? 0) + spendMinor
    }
  }

  /** Other costs stand in their months; of sources those bear more of them who brought more work. */
  function addCosts(): void {
    if (costs.length === 0 || question.sources !== null) return
    const borne = costsBorne(question, { leads, costs, inTeam })
    const total = [...borne.values()].reduce((sum, amountMinor) => sum + amountMinor, 0)
    const list = [...lines.values()]
    const parts = shareCosts(
      total,
      list.map(({ leads: n }) => n),
    )
    const hasLeads = list.some(({ leads: n }) => n > 0)
    for (const [index, line] of list.entries())
      line.costsMinor = cut === 'source' || !hasLeads ? (parts[index] ?? 0) : (borne.get(line.key ?? '') ?? 0)
  }

  /** What a client brings a month, by those who came lately; and how soon clients leave, by all. */
  function addLives(): void {
    const isMonth = cut === 'month'
    for (const { key, firstMonth, month, fresh: n, orders, money } of buyers) {
      if (month > until) continue
      // A month's line tells of the clients who came in it.
      if (isMonth && (firstMonth < from || firstMonth > until)) continue
      const known = keyOf({ source: key, month: firstMonth })
      const line = lines.get(known)
      if (!line) continue
      line.clientMonths += n * (monthsBetween(firstMonth, until) + 1)
      line.orders += orders
      line.revenueMinor += money
    }
    if (isMonth) return
    for (const { sourceId, lost, monthsAtRisk } of losses) {
      const line = lines.get(sourceId)
      if (!line) continue
      line.lost += lost
      line.monthsAtRisk += monthsAtRisk
    }
  }
}

/** What was spent on the sources asked about for each month; a team bears of it the part that its leads are of all (see bearing). */
export function spendBorne(
  { owners, sources, from }: Span,
  { leads, spent, inTeam }: Pick<CameAndBought, 'leads'> & Pick<SoldAndSpent, 'spent' | 'inTeam'>,
): Spent[] {
  const asked = spent.filter(({ sourceId }) => sources === null || sources.includes(sourceId))
  if (owners === null) return asked
  const own = leads.map(({ source, month, n }) => ({ sourceId: source, month: month ?? from, n }))
  const partOf = bearing(own, inTeam)
  return asked.map((one) => ({ ...one, spendMinor: partOf(one.spendMinor, one) }))
}

/** Other costs by month; a team bears of them the part that its leads of all sources are of all. */
function costsBorne(
  { owners, from }: Span,
  { leads, costs, inTeam }: Pick<CameAndBought, 'leads'> & Pick<SoldAndSpent, 'costs' | 'inTeam'>,
): Map<string, number> {
  const ofAll = (month: string | null, n: number) => ({ sourceId: null, month: month ?? from, n })
  const partOf = bearing(
    leads.map(({ month, n }) => ofAll(month, n)),
    inTeam.map(({ month, n }) => ofAll(month, n)),
  )
  return new Map(
    costs.map(({ month, amountMinor }) => [
      month,
      owners === null ? amountMinor : partOf(amountMinor, { sourceId: null, month }),
    ]),
  )
}

function emptyLine(key: string | null, stages: number): Gathered {
  return {
    key,
    leads: 0,
    open: 0,
    won: 0,
    known: 0,
    reached: Array.from({ length: stages }, () => 0),
    wonKnown: 0,
    wonInPeriod: 0,
    salesMinor: 0,
    coveredMinor: 0,
    goodsMinor: 0,
    newClients: 0,
    spendMinor: null,
    costsMinor: null,
    clientMonths: 0,
    orders: 0,
    revenueMinor: 0,
    lost: 0,
    monthsAtRisk: 0,
  }
}
