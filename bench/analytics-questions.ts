import { addMonths, monthOf } from '#core/calendar/month.ts'
import type { Api } from './client.ts'
import type { Ground } from './questions.ts'

/** A question of analytics, and the same as SQL over the written rows: for PostgreSQL and for a column store. */
export interface AnalyticsQuestion {
  name: string
  /** Of a page: 100 ms at p95 and five times faster than a scan of columns; a free cut: 300 ms. */
  kind: 'page' | 'cut'
  /** Different calls, so that no answer is a repeated one. */
  variants: number
  ask(api: Api, ground: Ground, round: number): Promise<unknown>
  /** Over deals `d` and companies `k`; `where` says whose. Absent: a cut by what neither of them holds. */
  sql?(where: string, ground: Ground, round: number): string
}

const span = (month: string, months: number) => {
  const day = (text: string) => `timestamptz '${text}-01 00:00:00+03'`
  return { from: day(month), to: day(addMonths(month as never, months)) }
}
const within = (column: string, { from, to }: { from: string; to: string }) =>
  `${column} >= ${from} and ${column} < ${to}`
const back = ({ today }: Ground, months: number): string => addMonths(monthOf(today), -months)

const page = (
  name: string,
  metrics: readonly string[],
  dimensions: readonly string[],
  period: (ground: Ground, round: number) => string,
  sql: NonNullable<AnalyticsQuestion['sql']>,
  variants = 12,
): AnalyticsQuestion => ({
  name,
  kind: 'page',
  variants,
  ask: (api, ground, round) =>
    api.metrics.figures({ metrics: [...metrics], dimensions: [...dimensions], period: period(ground, round) }),
  sql,
})

const cut = (
  name: string,
  metrics: readonly string[],
  dimensions: readonly string[],
  keys: readonly string[],
  measures: string,
  column: 'created_at' | 'closed_at',
): AnalyticsQuestion => ({
  name,
  kind: 'cut',
  variants: 2,
  ask: (api, ground, round) =>
    api.metrics.figures({
      metrics: [...metrics],
      dimensions: [...dimensions],
      period: String(Number(ground.today.slice(0, 4)) - round),
    }),
  sql: (where, ground, round) =>
    `select ${keys.join(', ')}, ${measures} from deals d left join companies k on k.id = d.company_id
     where ${where} and ${within(`d.${column}`, span(`${Number(ground.today.slice(0, 4)) - round}-01`, 12))} group by ${keys.map((_, at) => at + 1).join(', ')}`,
})

/** A cut by what stands beside the deal: an option of a field, a line, the class of the client. */
const cutBeside = (
  name: string,
  metrics: readonly string[],
  dimensions: (ground: Ground) => string[],
): AnalyticsQuestion => ({
  name,
  kind: 'cut',
  variants: 2,
  ask: (api, ground, round) =>
    api.metrics.figures({
      metrics: [...metrics],
      dimensions: dimensions(ground),
      period: String(Number(ground.today.slice(0, 4)) - round),
    }),
})

const SALES = `count(*) filter (where d.outcome = 'won'), sum(d.base_minor) filter (where d.outcome = 'won')`
const RATE = `${SALES}, count(*) filter (where d.outcome = 'lost')`

export const analyticsQuestions: readonly AnalyticsQuestion[] = [
  page(
    'sales, won, check, win rate by seller, month',
    ['sales', 'won', 'averageCheck', 'winRate'],
    ['seller'],
    (ground, round) => back(ground, round),
    (where, ground, round) =>
      `select d.owner_id, ${RATE} from deals d where ${where} and ${within('d.closed_at', span(back(ground, round), 1))} group by 1`,
  ),
  page(
    'sales by month, year',
    ['sales', 'won', 'created'],
    ['month'],
    (ground, round) => String(Number(ground.today.slice(0, 4)) - round),
    (where, ground, round) =>
      `select date_trunc('month', d.closed_at), ${SALES} from deals d
       where ${where} and ${within('d.closed_at', span(`${Number(ground.today.slice(0, 4)) - round}-01`, 12))} group by 1`,
    2,
  ),
  page(
    'open, weighted pipeline by stage',
    ['openDeals', 'openPipeline', 'weightedPipeline'],
    ['stage'],
    (ground) => monthOf(ground.today),
    (where) =>
      `select d.stage_id, count(*), sum(d.base_minor) from deals d where ${where} and d.outcome = 'open' group by 1`,
    1,
  ),
  page(
    'cohort conversion by month, year',
    ['cohortConversion', 'cohortOpen'],
    ['month'],
    (ground, round) => String(Number(ground.today.slice(0, 4)) - round),
    (where, ground, round) =>
      `select date_trunc('month', d.created_at), count(*), count(*) filter (where d.outcome = 'won'), count(*) filter (where d.outcome = 'open')
       from deals d where ${where} and ${within('d.created_at', span(`${Number(ground.today.slice(0, 4)) - round}-01`, 12))} group by 1`,
    2,
  ),
  cut(
    'sales, source × industry, year',
    ['sales', 'won'],
    ['source', 'industry'],
    ['d.source_id', 'k.industry'],
    SALES,
    'closed_at',
  ),
  cut(
    'win rate, region × deal size, year',
    ['winRate'],
    ['region', 'dealSize'],
    ['k.region', 'd.base_minor / 50000000'],
    RATE,
    'closed_at',
  ),
  cut(
    'new deals, source × month, year',
    ['created'],
    ['source', 'month'],
    ['d.source_id', `date_trunc('month', d.created_at)`],
    'count(*)',
    'created_at',
  ),
  cut(
    'cohort conversion, seller × source, year',
    ['cohortConversion'],
    ['seller', 'source'],
    ['d.owner_id', 'd.source_id'],
    `count(*), ${SALES}`,
    'created_at',
  ),
  cut(
    'lost money, reason × seller, year',
    ['lostMoney'],
    ['lossReason', 'seller'],
    ['d.loss_reason_id', 'd.owner_id'],
    RATE,
    'closed_at',
  ),
  cut(
    'median check and cycle, source × industry, year',
    ['medianCheck', 'cycleMedian'],
    ['source', 'industry'],
    ['d.source_id', 'k.industry'],
    `${SALES}, percentile_cont(0.5) within group (order by d.base_minor)`,
    'closed_at',
  ),
  cut(
    'win rate, industry × month, year',
    ['winRate'],
    ['industry', 'month'],
    ['k.industry', `date_trunc('month', d.closed_at)`],
    RATE,
    'closed_at',
  ),
  cut(
    'win rate, seller × deal size, year',
    ['winRate'],
    ['seller', 'dealSize'],
    ['d.owner_id', 'd.base_minor / 50000000'],
    RATE,
    'closed_at',
  ),
  cut(
    'period conversion, seller × industry, year',
    ['periodConversion'],
    ['seller', 'industry'],
    ['d.owner_id', 'k.industry'],
    `count(*), ${SALES}`,
    'created_at',
  ),
  cut(
    'median check and cycle, seller × source, year',
    ['medianCheck', 'cycleMedian'],
    ['seller', 'source'],
    ['d.owner_id', 'd.source_id'],
    `${SALES}, percentile_cont(0.5) within group (order by d.base_minor)`,
    'closed_at',
  ),
  cutBeside('win rate, field × source, year', ['winRate'], ({ fieldId }) => [`field:${fieldId}`, 'source']),
  cutBeside('win rate, class × industry, year', ['winRate'], () => ['segment', 'industry']),
  cutBeside('win rate, field × class, year', ['winRate'], ({ fieldId }) => [`field:${fieldId}`, 'segment']),
  cutBeside('sales, product × source, year', ['sales', 'won'], () => ['product', 'source']),
  cutBeside('sales, product group × month, year', ['sales', 'won'], () => ['productGroup', 'month']),
]
