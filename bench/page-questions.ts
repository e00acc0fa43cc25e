import { addMonths, monthOf } from '#core/calendar/month.ts'
import type { Api } from './client.ts'
import {
  againstRivals,
  bySeller,
  bySource,
  clientsOfYear,
  cycleOf,
  funnelWithin30,
  leadsOfYear,
  lossesOf,
  mediansBySeller,
  type PageScan,
  payback,
  salesAndBefore,
  staysOf,
  waysOf,
} from './page-scans.ts'
import type { Ground } from './questions.ts'

export const ROLES = ['owner', 'head', 'seller'] as const
export type Role = (typeof ROLES)[number]

/** What a page asks first, by whoever opens it. */
export interface PageQuestion {
  name: string
  /** Who has the page; absent: owner and head. */
  roles?: readonly Role[]
  /** Milliseconds at p95; 100 when absent. */
  p95Ms?: number
  variants: number
  ask(api: Api, ground: Ground, round: number): Promise<unknown>
  /** The same as SQL over the written rows, where it is a scan of them, and of which period. For PostgreSQL and for a column store. */
  scan?: { of: PageScan; period(ground: Ground, round: number): string }
}

const LOOP_MS = 300
/** A page with a filter that no totals are kept for. */
const CUT_MS = 300
const month = ({ today }: Ground, round = 0): string => addMonths(monthOf(today), -round)
const year = ({ today }: Ground, round = 0): string => String(Number(today.slice(0, 4)) - round)
function quarter(ground: Ground, round = 0): string {
  const at = month(ground, 3 * round)
  return `${at.slice(0, 4)}-Q${Math.ceil(Number(at.slice(5)) / 3)}`
}

const everybody: readonly Role[] = ['owner', 'head', 'seller']

export const pageQuestions: readonly PageQuestion[] = [
  { name: 'home: attention', roles: everybody, p95Ms: LOOP_MS, variants: 1, ask: (api) => api.home.attention({}) },
  { name: 'home: today', roles: everybody, variants: 1, ask: (api) => api.home.today({}) },
  { name: 'home: abandoned deals', roles: everybody, variants: 1, ask: (api) => api.home.abandoned({ limit: 100 }) },
  { name: 'home: recent', roles: ['seller'], variants: 1, ask: (api) => api.home.recent({}) },
  { name: 'home: start', roles: everybody, variants: 1, ask: (api) => api.home.start({}) },
  {
    name: 'plan/fact: course, month',
    roles: everybody,
    variants: 12,
    ask: (api, ground, round) => api.planfact.course({ period: month(ground, round) }),
  },
  { name: 'cycle board, month', p95Ms: LOOP_MS, variants: 1, ask: (api) => api.cycle.board({}) },
  {
    name: 'cycle board, quarter',
    p95Ms: LOOP_MS,
    variants: 2,
    ask: (api, ground, round) => api.cycle.board({ period: quarter(ground, round) }),
  },
  {
    name: 'decomposition of everybody, month',
    p95Ms: LOOP_MS,
    variants: 2,
    ask: (api, ground, round) => api.decomposition.team({ period: month(ground, round) }),
  },
  {
    name: 'decomposition of everybody, quarter',
    p95Ms: LOOP_MS,
    variants: 1,
    ask: (api, ground) => api.decomposition.team({ period: quarter(ground) }),
  },
  { name: 'cases: list', variants: 1, ask: (api) => api.cases.list({}) },
  { name: 'cases: counts', variants: 1, ask: (api) => api.cases.counts({}) },
  { name: 'goals, year', variants: 2, ask: (api, ground, round) => api.goals.list({ period: year(ground, round) }) },
  {
    name: 'norms: heat map, month',
    variants: 6,
    ask: (api, ground, round) => api.norms.board({ period: month(ground, round) }),
  },
  {
    name: 'norms: outcome, quarter',
    variants: 3,
    ask: (api, ground, round) => api.norms.outcome({ period: quarter(ground, round) }),
  },
  { name: 'rituals', roles: everybody, variants: 1, ask: (api) => api.rituals.list({}) },
  { name: 'ritual templates', variants: 1, ask: (api) => api.rituals.templates({}) },
  {
    name: 'plan of the year',
    variants: 2,
    ask: (api, ground, round) => api.plans.grid({ year: Number(year(ground, round)) }),
  },
  {
    name: 'kpi board, month',
    roles: everybody,
    variants: 6,
    ask: (api, ground, round) => api.kpi.board({ period: month(ground, round) }),
  },
  {
    name: 'kpi courses, month',
    roles: everybody,
    variants: 6,
    ask: (api, ground, round) => api.kpi.courses({ period: month(ground, round) }),
  },
  {
    name: 'kpi board, quarter',
    variants: 3,
    ask: (api, ground, round) => api.kpi.board({ period: quarter(ground, round) }),
  },
  {
    name: 'explain sales, month',
    variants: 6,
    ask: (api, ground, round) => api.metrics.explain({ metric: 'sales', period: month(ground, round) }),
    scan: { of: salesAndBefore, period: month },
  },
  {
    name: 'explain sales by seller, quarter',
    variants: 3,
    ask: (api, ground, round) => api.metrics.explain({ metric: 'sales', by: 'seller', period: quarter(ground, round) }),
  },
  {
    name: 'sellers, quarter',
    variants: 3,
    ask: (api, ground, round) => api.sellers.table({ period: quarter(ground, round) }),
    scan: { of: bySeller, period: quarter },
  },
  {
    name: 'sellers: medians, quarter',
    variants: 3,
    ask: (api, ground, round) => api.sellers.medians({ period: quarter(ground, round) }),
    scan: { of: mediansBySeller, period: quarter },
  },
  {
    name: 'page of a seller, month',
    roles: everybody,
    variants: 6,
    ask: (api, ground, round) => api.sellers.profile({ personId: ground.sellerId, period: month(ground, round) }),
  },
  {
    name: 'page of a seller, year',
    roles: everybody,
    variants: 2,
    ask: (api, ground, round) => api.sellers.profile({ personId: ground.sellerId, period: year(ground, round) }),
  },
  {
    name: 'sources, month',
    variants: 6,
    ask: (api, ground, round) => api.sources.table({ period: month(ground, round) }),
    scan: { of: bySource, period: month },
  },
  {
    name: 'sources, year',
    variants: 2,
    ask: (api, ground, round) => api.sources.table({ period: year(ground, round) }),
    scan: { of: bySource, period: year },
  },
  {
    name: 'sources: payback, year',
    variants: 2,
    ask: (api, ground, round) => api.sources.payback({ period: year(ground, round) }),
    scan: { of: payback, period: year },
  },
  {
    name: 'losses, month',
    variants: 6,
    ask: (api, ground, round) => api.losses.view({ period: month(ground, round) }),
    scan: { of: lossesOf, period: month },
  },
  {
    name: 'losses, quarter',
    variants: 3,
    ask: (api, ground, round) => api.losses.view({ period: quarter(ground, round) }),
    scan: { of: lossesOf, period: quarter },
  },
  {
    name: 'losses, year',
    variants: 2,
    ask: (api, ground, round) => api.losses.view({ period: year(ground, round) }),
    scan: { of: lossesOf, period: year },
  },
  {
    name: 'competitors, quarter',
    variants: 3,
    ask: (api, ground, round) => api.losses.competitors({ period: quarter(ground, round) }),
    scan: { of: againstRivals, period: quarter },
  },
  { name: 'segments: summary', variants: 1, ask: (api) => api.segments.summary({}) },
  { name: 'segments: clients', variants: 1, ask: (api) => api.segments.clients({}) },
  { name: 'segments: cross-sell', variants: 1, ask: (api) => api.segments.crossSell({}) },
  {
    name: 'cohorts of leads, 12 months',
    variants: 2,
    ask: (api, ground, round) => api.cohorts.leads({ until: month(ground, round) }),
    scan: { of: leadsOfYear, period: month },
  },
  {
    name: 'cohorts of leads by seller',
    variants: 2,
    ask: (api, ground, round) => api.cohorts.leads({ until: month(ground, round), cut: 'seller' }),
  },
  {
    name: 'cohorts of clients, 12 months',
    variants: 2,
    ask: (api, ground, round) => api.cohorts.buyers({ until: month(ground, round) }),
    scan: { of: clientsOfYear, period: month },
  },
  {
    name: 'process, month',
    variants: 6,
    ask: (api, ground, round) => api.process.map({ period: month(ground, round), pipelineId: ground.pipelineId }),
    scan: { of: waysOf, period: month },
  },
  {
    name: 'process, quarter',
    variants: 3,
    ask: (api, ground, round) => api.process.map({ period: quarter(ground, round), pipelineId: ground.pipelineId }),
    scan: { of: waysOf, period: quarter },
  },
  {
    name: 'process, year',
    variants: 2,
    ask: (api, ground, round) => api.process.map({ period: year(ground, round), pipelineId: ground.pipelineId }),
    scan: { of: waysOf, period: year },
  },
  {
    name: 'process: deals of a move, quarter',
    variants: 3,
    ask: (api, ground, round) =>
      api.process.deals({ period: quarter(ground, round), pipelineId: ground.pipelineId, from: 'start' }),
  },
  {
    name: 'funnel, strict order, quarter',
    variants: 3,
    ask: (api, ground, round) =>
      api.funnel.view({ period: quarter(ground, round), pipelineId: ground.pipelineId, order: 'strict' }),
  },
  {
    name: 'funnel within 30 days, quarter',
    variants: 3,
    ask: (api, ground, round) =>
      api.funnel.view({ period: quarter(ground, round), pipelineId: ground.pipelineId, window: '30' }),
    scan: { of: funnelWithin30, period: quarter },
  },
  {
    name: 'funnel within 30 days, year',
    variants: 2,
    ask: (api, ground, round) =>
      api.funnel.view({ period: year(ground, round), pipelineId: ground.pipelineId, window: '30' }),
    scan: { of: funnelWithin30, period: year },
  },
  {
    name: 'funnel: reasons, quarter',
    variants: 3,
    ask: (api, ground, round) => api.funnel.reasons({ period: quarter(ground, round), pipelineId: ground.pipelineId }),
  },
  {
    name: 'funnel: leaks, quarter',
    variants: 3,
    ask: (api, ground, round) => api.funnel.leaks({ period: quarter(ground, round), pipelineId: ground.pipelineId }),
  },
  {
    name: 'funnel: leaks, year',
    variants: 2,
    ask: (api, ground, round) => api.funnel.leaks({ period: year(ground, round), pipelineId: ground.pipelineId }),
  },
  {
    name: 'funnel: two quarters compared',
    variants: 2,
    ask: (api, ground, round) =>
      api.funnel.compare({
        period: quarter(ground, round),
        otherPeriod: quarter(ground, round + 1),
        pipelineId: ground.pipelineId,
      }),
  },
  { name: 'time: going on', variants: 1, ask: (api, ground) => api.funnel.ongoing({ pipelineId: ground.pipelineId }) },
  {
    name: 'time: distribution, quarter',
    variants: 3,
    ask: (api, ground, round) =>
      api.funnel.distribution({ period: quarter(ground, round), pipelineId: ground.pipelineId }),
    scan: { of: staysOf, period: quarter },
  },
  {
    name: 'time: distribution, working, quarter',
    variants: 3,
    ask: (api, ground, round) =>
      api.funnel.distribution({ period: quarter(ground, round), pipelineId: ground.pipelineId, clock: 'working' }),
  },
  {
    name: 'time: distribution of a source, year',
    p95Ms: CUT_MS,
    variants: 2,
    ask: (api, ground, round) =>
      api.funnel.distribution({
        period: year(ground, round),
        pipelineId: ground.pipelineId,
        sourceIds: [ground.sourceId],
      }),
  },
  {
    name: 'time: deals behind a stage, year',
    variants: 2,
    ask: (api, ground, round) =>
      api.funnel.deals({
        figure: 'stays_stage',
        period: year(ground, round),
        pipelineId: ground.pipelineId,
        stageId: ground.stageId,
      }),
  },
  { name: 'time: stuck deals', variants: 1, ask: (api, ground) => api.funnel.stuck({ pipelineId: ground.pipelineId }) },
  {
    name: 'time: cycle, quarter',
    variants: 3,
    ask: (api, ground, round) => api.funnel.cycle({ period: quarter(ground, round), pipelineId: ground.pipelineId }),
    scan: { of: cycleOf, period: quarter },
  },
  { name: 'hygiene: summary', variants: 1, ask: (api) => api.hygiene.summary({}) },
  { name: 'hygiene: deals', variants: 1, ask: (api) => api.hygiene.deals({}) },
  { name: 'silent deals', variants: 1, ask: (api) => api.activities.silent({}) },
  { name: 'my day', roles: everybody, variants: 1, ask: (api) => api.activities.myDay({}) },
  { name: 'tasks', roles: everybody, variants: 1, ask: (api) => api.tasks.list({}) },
  { name: 'tasks: counts', roles: everybody, variants: 1, ask: (api) => api.tasks.counts({}) },
  { name: 'leads', roles: everybody, variants: 1, ask: (api) => api.leads.list({}) },
  {
    name: 'leads: figures, month',
    variants: 6,
    ask: (api, ground, round) => api.leads.figures({ period: month(ground, round) }),
  },
  { name: 'clients', roles: everybody, variants: 1, ask: (api) => api.clients.companies({}) },
  { name: 'persons', roles: everybody, variants: 1, ask: (api) => api.clients.contacts({}) },
  { name: 'deal card', roles: everybody, variants: 1, ask: (api, ground) => api.deals.get({ id: ground.dealId }) },
  {
    name: 'board of deals: totals',
    roles: everybody,
    variants: 1,
    ask: (api, ground) => api.deals.boardTotals({ pipelineId: ground.pipelineId }),
  },
  { name: 'list of deals: totals', roles: everybody, variants: 1, ask: (api) => api.deals.totals({}) },
  {
    name: 'search everywhere',
    roles: everybody,
    variants: 20,
    ask: (api, { words }, round) => api.search.find({ text: words[round % words.length] ?? '' }),
  },
  { name: 'receivables', variants: 1, ask: (api) => api.payments.receivables({}) },
  { name: 'invoices', variants: 1, ask: (api) => api.payments.invoices({}) },
  { name: 'absences', roles: everybody, variants: 1, ask: (api) => api.absences.board({}) },
  { name: 'people', roles: everybody, variants: 1, ask: (api) => api.org.people({}) },
  { name: 'spend of the year', variants: 1, ask: (api, ground) => api.spend.year({ year: Number(year(ground)) }) },
]
