/**
 * The main question of a page as one statement over the written rows: deals, changes of stages, spend. The whole of what the page shows first, and not a
 * smaller question, so that a database that scans rows or columns does the same work as the page. Undone moves are not looked for: to the scan's favour.
 */
import { addMonths } from '#core/calendar/month.ts'
import type { Ground } from './questions.ts'

/** Where the statement runs and whose deals count. */
export interface Scan {
  /** A condition on deals `d`. */
  whose: string
  /** A condition that rows of this alias are of the company. */
  own(alias: string): string
}

export type PageScan = (scan: Scan, period: string, ground: Ground) => string

interface Months {
  from: string
  to: string
}

/** First month of a month, quarter or year, and the first after it. */
function monthsOf(period: string): Months & { months: number } {
  const quarter = /Q(\d)/.exec(period)?.[1]
  const first = quarter ? Number(quarter) * 3 - 2 : Number(period.slice(5) || 1)
  const months = quarter ? 3 : period.length === 4 ? 12 : 1
  const from = `${period.slice(0, 4)}-${String(first).padStart(2, '0')}`
  return { from, to: addMonths(from as never, months), months }
}

const back = (month: string, months: number): string => addMonths(month as never, -months)
const instant = (month: string) => `timestamptz '${month}-01 00:00:00+03'`
const during = (column: string, { from, to }: Months) => `${column} >= ${instant(from)} and ${column} < ${instant(to)}`
const within = (column: string, period: string) => during(column, monthsOf(period))
/** Whole months from one moment to another, by the calendar. */
const monthsBetween = (from: string, to: string) =>
  `(extract(year from ${to}) - extract(year from ${from})) * 12 + extract(month from ${to}) - extract(month from ${from})`
const SECONDS = 'extract(epoch from d.closed_at - d.created_at)::float8'
/** Logarithmic buckets of a length of time. */
const BUCKET = 'floor(ln(greatest(seconds, 60)) / ln(1.08))'

/** Purchases of each client in their order. */
const purchases = ({ whose }: Scan) => `
  bought as (
    select d.company_id, d.source_id, d.closed_at, d.base_minor, row_number() over (partition by d.company_id order by d.closed_at, d.id) as place
    from deals d where ${whose} and d.outcome = 'won' and d.company_id is not null
  ), firsts as (select company_id, source_id, closed_at from bought where place = 1)`

/** Deals `of` with the furthest open stage that each has been on. */
const furthest = ({ own }: Scan, of: string, when = '') => `
  select k.id, max(s.position) as stage from ${of} k
  join stage_changes c on ${own('c')} and c.deal_id = k.id ${when}
  join stages s on ${own('s')} and s.id = c.to_stage_id and s.meaning = 'open' group by k.id`

/** Sales of two periods and what makes them: deals that came, deals closed, won and lost, their money. */
export const salesAndBefore: PageScan = ({ whose }, period) => {
  const now = monthsOf(period)
  const both = { from: back(now.from, now.months), to: now.to }
  const part = (column: string) => `case when ${column} >= ${instant(now.from)} then 'now' else 'then' end`
  return `
    select 'closed' as what, ${part('d.closed_at')} as part, d.outcome, count(*) as n, sum(d.base_minor) as money
    from deals d where ${whose} and ${during('d.closed_at', both)} group by 2, 3
    union all
    select 'created', ${part('d.created_at')}, 'all', count(*), sum(d.base_minor)
    from deals d where ${whose} and ${during('d.created_at', both)} group by 2`
}

/** Of each seller: came, won, lost in the period, and what is open now. */
export const bySeller: PageScan = ({ whose }, period) => {
  const closed = within('d.closed_at', period)
  return `
    select d.owner_id, count(*) filter (where ${within('d.created_at', period)}), count(*) filter (where d.outcome = 'won' and ${closed}),
           sum(d.base_minor) filter (where d.outcome = 'won' and ${closed}), count(*) filter (where d.outcome = 'lost' and ${closed}),
           count(*) filter (where d.outcome = 'open'), sum(d.base_minor) filter (where d.outcome = 'open')
    from deals d where ${whose} group by 1`
}

export const mediansBySeller: PageScan = ({ whose }, period) => `
    select owner_id, count(*), median(base_minor), median(seconds), count(*) filter (where base_minor = 0)
    from (select d.owner_id, d.base_minor, ${SECONDS} as seconds from deals d where ${whose} and d.outcome = 'won' and ${within('d.closed_at', period)}) w
    group by 1`

/** Of each source: leads and how far they came, sales and their cycle, new clients, what clients of a year bought, spend. */
export const bySource: PageScan = (scan, period, { pipelineId }) => {
  const { whose, own } = scan
  const { from, to } = monthsOf(period)
  return `
    with led as (select d.id, d.source_id, d.outcome from deals d where ${whose} and ${within('d.created_at', period)}),
    far as (${furthest(scan, 'led', `and c.pipeline_id = '${pipelineId}'`)}),
    sold as (
      select d.source_id, d.base_minor, ${SECONDS} as seconds from deals d where ${whose} and d.outcome = 'won' and ${within('d.closed_at', period)}
    ), ${purchases(scan)}
    select 'leads ' || outcome as what, source_id, null as stage, count(*) as n, 0 as money from led group by outcome, source_id
    union all select 'reached', l.source_id, f.stage, count(*), 0 from far f join led l on l.id = f.id group by l.source_id, f.stage
    union all select 'sold', source_id, null, count(*), sum(base_minor) from sold group by source_id
    union all select 'cycle', null, null, count(*), median(seconds) from sold
    union all select 'clients', source_id, null, count(*), 0 from firsts where ${within('closed_at', period)} group by source_id
    union all select 'life', f.source_id, null, count(distinct f.company_id), sum(b.base_minor) from firsts f join bought b on b.company_id = f.company_id
      where ${during('f.closed_at', { from: back(to, 12), to })} and b.closed_at < ${instant(to)} group by f.source_id
    union all select 'spent', p.source_id, null, count(*), sum(p.base_minor) from spend p
      where ${own('p')} and p.day >= date '${from}-01' and p.day < date '${to}-01' group by p.source_id`
}

/** What clients of the period have brought by month of their life, and what was spent on them. */
export const payback: PageScan = (scan, period) => {
  const { from, to } = monthsOf(period)
  return `
    with ${purchases(scan)}
    select ${monthsBetween('f.closed_at', 'b.closed_at')} as age, count(distinct f.company_id) as n, sum(b.base_minor) as money
    from firsts f join bought b on b.company_id = f.company_id where ${within('f.closed_at', period)} group by 1
    union all select -1, count(*), sum(p.base_minor) from spend p where ${scan.own('p')} and p.day >= date '${from}-01' and p.day < date '${to}-01'`
}

/** Deals lost by reason, stage, seller, source, reason and stage, reason and time; deals won. */
export const lossesOf: PageScan = (scan, period) => {
  const step = { 1: 'day', 3: 'week' }[monthsOf(period).months] ?? 'month'
  return `
    with ended as (
      select d.id, d.owner_id, d.source_id, d.loss_reason_id, d.outcome, d.base_minor, date_trunc('${step}', d.closed_at) as at
      from deals d where ${scan.whose} and d.outcome in ('won', 'lost') and ${within('d.closed_at', period)}
    ), lost as (select id from ended where outcome = 'lost'), far as (${furthest(scan, 'lost')})
    select e.outcome, e.loss_reason_id, e.owner_id, e.source_id, f.stage, e.at, count(*), sum(e.base_minor)
    from ended e left join far f on f.id = e.id
    group by grouping sets ((e.outcome), (e.outcome, e.loss_reason_id), (e.outcome, e.owner_id), (e.outcome, e.source_id), (e.outcome, f.stage),
      (e.outcome, e.loss_reason_id, f.stage), (e.outcome, e.loss_reason_id, e.at))`
}

export const againstRivals: PageScan = ({ whose, own }, period) => `
    select coalesce(r.competitor_id, d.loss_competitor_id), d.outcome, count(*), sum(d.base_minor)
    from deals d left join losses_rivals r on ${own('r')} and r.deal_id = d.id
    where ${whose} and d.outcome in ('won', 'lost') and ${within('d.closed_at', period)} group by 1, 2`

/** Leads of twelve months till the end of this one by how they ended and at what age. */
export const leadsOfYear: PageScan = ({ whose }, period) => {
  const { to } = monthsOf(period)
  return `
    select date_trunc('month', d.created_at), d.outcome, case when d.outcome = 'won' then ${monthsBetween('d.created_at', 'd.closed_at')} end, count(*), sum(d.base_minor)
    from deals d where ${whose} and ${during('d.created_at', { from: back(to, 12), to })} group by 1, 2, 3`
}

/** Clients of twelve months till the end of this one by the months in which they bought again. */
export const clientsOfYear: PageScan = (scan, period) => {
  const { to } = monthsOf(period)
  return `
    with ${purchases(scan)}
    select date_trunc('month', f.closed_at), ${monthsBetween('f.closed_at', 'b.closed_at')}, count(distinct f.company_id), count(*), sum(b.base_minor)
    from firsts f join bought b on b.company_id = f.company_id where ${during('f.closed_at', { from: back(to, 12), to })} group by 1, 2`
}

/** Moves between stages with money and time, stages with visits, and the twenty commonest ways of the deals that came in the period. */
export const waysOf: PageScan = ({ whose, own }, period, { pipelineId }) => `
    with cohort as (
      select d.id, d.outcome, d.base_minor, ${SECONDS} as seconds from deals d
      where ${whose} and d.pipeline_id = '${pipelineId}' and ${within('d.created_at', period)}
    ), steps as (
      select c.deal_id, c.to_stage_id, lag(c.to_stage_id) over one as left_id, c.occurred_at, c.seq, k.base_minor,
             extract(epoch from c.occurred_at - lag(c.occurred_at) over one)::float8 as seconds
      from cohort k join stage_changes c on ${own('c')} and c.deal_id = k.id and c.pipeline_id = '${pipelineId}'
      window one as (partition by c.deal_id order by c.occurred_at, c.seq)
    ), ways as (select deal_id, string_agg(cast(to_stage_id as text), '>' order by occurred_at, seq) as way from steps group by deal_id),
    common as (
      select w.way, count(*) as n, count(*) filter (where k.outcome = 'won') as won, sum(k.base_minor) as money, median(k.seconds) as middle
      from ways w join cohort k on k.id = w.deal_id group by w.way order by 2 desc, 1 limit 20
    )
    select 'move' as what, cast(left_id as text) as one, cast(to_stage_id as text) as other, count(*) as times, count(distinct deal_id) as n,
           sum(base_minor) as money, median(seconds) as middle from steps group by left_id, to_stage_id
    union all select 'stage', cast(to_stage_id as text), null, count(*), count(distinct deal_id), sum(base_minor), null from steps group by to_stage_id
    union all select 'way', way, null, won, n, money, middle from common`

/** How far the deals of the period came within thirty days, how many entered each stage in it, and what stands where now. */
export const funnelWithin30: PageScan = (scan, period, { pipelineId }) => {
  const { whose, own } = scan
  return `
    with cohort as (
      select d.id, d.outcome, d.base_minor, d.created_at from deals d where ${whose} and d.pipeline_id = '${pipelineId}' and ${within('d.created_at', period)}
    ), far as (${furthest(scan, 'cohort', `and c.occurred_at < k.created_at + interval '30 days'`)})
    select 'cohort' as what, cast(f.stage as text) as stage, k.outcome, count(*) as n, sum(k.base_minor) as money
    from cohort k join far f on f.id = k.id group by f.stage, k.outcome
    union all select 'entered', cast(c.to_stage_id as text), null, count(*), sum(d.base_minor) from stage_changes c join deals d on ${own('d')} and d.id = c.deal_id
      where ${own('c')} and ${whose} and c.pipeline_id = '${pipelineId}' and ${within('c.occurred_at', period)} group by c.to_stage_id
    union all select 'stands', cast(d.stage_id as text), null, count(*), sum(d.base_minor) from deals d
      where ${whose} and d.pipeline_id = '${pipelineId}' and d.outcome = 'open' group by d.stage_id`
}

/** How long the stays that ended in the period took, by stage. */
export const staysOf: PageScan = ({ whose, own }, period, { pipelineId }) => `
    with stays as (
      select c.to_stage_id, c.occurred_at, lead(c.occurred_at) over (partition by c.deal_id order by c.occurred_at, c.seq) as left_at
      from stage_changes c join deals d on ${own('d')} and d.id = c.deal_id where ${own('c')} and ${whose} and c.pipeline_id = '${pipelineId}'
    ), ended as (
      select to_stage_id, extract(epoch from left_at - occurred_at)::float8 as seconds from stays where ${within('left_at', period)}
    )
    select to_stage_id, ${BUCKET}, count(*), sum(seconds) from ended group by 1, 2
    union all select to_stage_id, -1, count(*), median(seconds) from ended group by 1`

/** How long the deals won in the period took. */
export const cycleOf: PageScan = ({ whose }, period, { pipelineId }) => `
    with won as (
      select ${SECONDS} as seconds from deals d where ${whose} and d.pipeline_id = '${pipelineId}' and d.outcome = 'won' and ${within('d.closed_at', period)}
    )
    select ${BUCKET} as bucket, count(*) as n, sum(seconds) as seconds from won group by 1 union all select -1, count(*), median(seconds) from won`

/** PostgreSQL has no median. */
export const forPostgres = (text: string): string =>
  text.replace(/median\(([^)]+)\)/g, 'percentile_cont(0.5) within group (order by $1)')
