import { addMonths, monthOf } from '#core/calendar/month.ts'
import type { Day } from '#core/calendar/day.ts'
import type { Api } from './client.ts'

/** What a question may mention; taken from the data set. */
export interface Ground {
  workspaceId: string
  pipelineId: string
  today: Day
  /** Whose deals the asker sees; null: everybody's. */
  people: string[] | null
  words: readonly string[]
  /** A seller of the asking head, and an open deal of his. */
  sellerId: string
  dealId: string
  /** Where most deals of the pipeline pass. */
  stageId: string
  /** Where deals come from most. */
  sourceId: string
  /** A choice field of deals. */
  fieldId: string
}

export interface Question {
  name: string
  /** Milliseconds at p50; at p95 every screen has to be below 100. */
  targetMs: number
  /** p50 of the quickest other CRM on the same machine with as many deals, milliseconds (docs/decisions). */
  peerMs?: number
  /** The call of this round: rounds differ, so that no answer can be a repeated one. */
  ask(api: Api, ground: Ground, round: number): Promise<unknown>
  /** How many different calls there are. */
  variants: number
  /** The same asked of the written tables by hand. */
  raw(ground: Ground, round: number): { text: string; values: unknown[] }
}

const scope = (owner: string) => `($2::uuid[] is null or ${owner} = any($2::uuid[]))`

function monthBefore({ today }: Ground, months: number): string {
  return addMonths(monthOf(today), -months)
}

function quarterOf(month: string): string {
  return `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`
}

/** First day of the period and the first after it. */
function span(period: string): [from: string, to: string] {
  const year = Number(period.slice(0, 4))
  const quarter = /Q(\d)/.exec(period)?.[1]
  const month = quarter ? Number(quarter) * 3 - 2 : Number(period.slice(5) || 1)
  const length = quarter ? 3 : period.length === 4 ? 12 : 1
  const day = (at: number) => new Date(Date.UTC(year, at - 1, 1)).toISOString().slice(0, 10)
  return [day(month), day(month + length)]
}

function planFact(name: string, period: (ground: Ground, round: number) => string, variants: number): Question {
  return {
    name,
    targetMs: 15,
    peerMs: 161,
    variants,
    ask: (api, ground, round) => api.planfact.table({ period: period(ground, round) }),
    raw: (ground, round) => ({
      text: `
        with won as (
          select distinct on (c.deal_id) c.owner_id, c.occurred_at, c.base_minor
          from stage_changes c join stages s on s.workspace_id = c.workspace_id and s.id = c.to_stage_id
          where c.workspace_id = $1 and s.meaning = 'won' and ${scope('c.owner_id')}
          order by c.deal_id, c.occurred_at)
        select p.department_id, w.owner_id, count(*), sum(w.base_minor)
        from won w left join people p on p.workspace_id = $1 and p.id = w.owner_id
        where w.occurred_at >= ($3::date)::timestamp at time zone 'Europe/Moscow' and w.occurred_at < ($4::date)::timestamp at time zone 'Europe/Moscow'
        group by 1, 2`,
      values: [ground.workspaceId, ground.people, ...span(period(ground, round))],
    }),
  }
}

function funnel(name: string, period: (ground: Ground, round: number) => string, variants: number): Question {
  return {
    name,
    targetMs: 15,
    peerMs: 161,
    variants,
    ask: (api, ground, round) => api.funnel.view({ period: period(ground, round), pipelineId: ground.pipelineId }),
    raw: (ground, round) => ({
      text: `
        with cohort as (
          select id, outcome, base_minor from deals
          where workspace_id = $1 and ${scope('owner_id')} and pipeline_id = $5 and deleted_at is null
            and created_at >= ($3::date)::timestamp at time zone 'Europe/Moscow' and created_at < ($4::date)::timestamp at time zone 'Europe/Moscow'
        ), far as (
          select c.deal_id, max(s.position) as position
          from cohort d join stage_changes c on c.workspace_id = $1 and c.deal_id = d.id
          join stages s on s.workspace_id = $1 and s.id = c.to_stage_id and s.meaning = 'open'
          group by c.deal_id)
        select far.position, d.outcome, count(*), sum(d.base_minor)
        from cohort d join far on far.deal_id = d.id group by 1, 2`,
      values: [ground.workspaceId, ground.people, ...span(period(ground, round)), ground.pipelineId],
    }),
  }
}

const DEAL_ROW = `d.id, d.title, d.amount_minor, d.base_minor, d.expected_close_on, d.created_at, s.name as stage, p.full_name, k.name as company, o.name as source`
const DEAL_JOINS = `
  join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
  left join people p on p.workspace_id = d.workspace_id and p.id = d.owner_id
  left join companies k on k.workspace_id = d.workspace_id and k.id = d.company_id
  left join sources o on o.workspace_id = d.workspace_id and o.id = d.source_id`

export const questions: readonly Question[] = [
  planFact('plan/fact, month', (ground, round) => monthBefore(ground, round), 12),
  planFact('plan/fact, quarter', (ground, round) => quarterOf(monthBefore(ground, 3 * round)), 6),
  planFact('plan/fact, year', (ground, round) => String(Number(ground.today.slice(0, 4)) - round), 2),
  funnel('funnel, month of creation', (ground, round) => monthBefore(ground, round), 12),
  funnel('funnel, quarter', (ground, round) => quarterOf(monthBefore(ground, 3 * round)), 6),
  funnel('funnel, year', (ground, round) => String(Number(ground.today.slice(0, 4)) - round), 2),
  {
    name: 'time in stage, quarter',
    targetMs: 15,
    variants: 6,
    ask: (api, ground, round) =>
      api.funnel.time({ period: quarterOf(monthBefore(ground, 3 * round)), pipelineId: ground.pipelineId }),
    raw: (ground, round) => ({
      text: `
        with stays as (
          select c.to_stage_id, c.occurred_at, lead(c.occurred_at) over (partition by c.deal_id order by c.occurred_at, c.seq) as left_at
          from stage_changes c where c.workspace_id = $1 and c.pipeline_id = $5 and ${scope('c.owner_id')})
        select to_stage_id, count(*), avg(left_at - occurred_at),
               percentile_cont(array[0.5, 0.9]) within group (order by extract(epoch from left_at - occurred_at))
        from stays
        where left_at >= ($3::date)::timestamp at time zone 'Europe/Moscow' and left_at < ($4::date)::timestamp at time zone 'Europe/Moscow'
        group by 1`,
      values: [
        ground.workspaceId,
        ground.people,
        ...span(quarterOf(monthBefore(ground, 3 * round))),
        ground.pipelineId,
      ],
    }),
  },
  {
    name: 'board, first page',
    targetMs: 40,
    peerMs: 784,
    variants: 1,
    ask: (api, { pipelineId }) => api.deals.board({ pipelineId }),
    raw: (ground) => ({
      text: `
        with here as (
          select d.*, row_number() over (partition by stage_id order by stage_entered_at desc) as place,
                 count(*) over (partition by stage_id) as n, sum(base_minor) over (partition by stage_id) as money
          from deals d where workspace_id = $1 and ${scope('owner_id')} and pipeline_id = $3 and deleted_at is null and outcome = 'open')
        select d.n, d.money, ${DEAL_ROW} from here d ${DEAL_JOINS} where d.place <= 20`,
      values: [ground.workspaceId, ground.people, ground.pipelineId],
    }),
  },
  {
    name: 'list, first page',
    targetMs: 25,
    peerMs: 258,
    variants: 1,
    ask: (api) => api.deals.list({}),
    raw: (ground) => listed(ground, 'd.created_at desc'),
  },
  {
    name: 'list, open by amount',
    targetMs: 25,
    peerMs: 258,
    variants: 1,
    ask: (api) => api.deals.list({ outcomes: ['open'], sort: '-amount' }),
    raw: (ground) => listed(ground, 'd.base_minor desc', `and d.outcome = 'open'`),
  },
  {
    name: 'search by name',
    targetMs: 10,
    peerMs: 28,
    variants: 40,
    ask: (api, { words }, round) => api.deals.search({ text: words[round % words.length] ?? '' }),
    raw: (ground, round) => ({
      text: `select ${DEAL_ROW} from deals d ${DEAL_JOINS}
        where d.workspace_id = $1 and ${scope('d.owner_id')} and d.deleted_at is null and d.title ilike $3 order by d.created_at desc limit 10`,
      values: [ground.workspaceId, ground.people, `%${ground.words[round % ground.words.length]}%`],
    }),
  },
  {
    name: 'sellers, month',
    targetMs: 25,
    variants: 12,
    ask: (api, ground, round) => api.sellers.table({ period: monthBefore(ground, round) }),
    raw: (ground, round) => ({
      text: `
        select d.owner_id,
               count(*) filter (where d.created_at >= ($3::date)::timestamp at time zone 'Europe/Moscow' and d.created_at < ($4::date)::timestamp at time zone 'Europe/Moscow'),
               count(*) filter (where d.outcome = 'won' and d.closed_at >= ($3::date)::timestamp at time zone 'Europe/Moscow' and d.closed_at < ($4::date)::timestamp at time zone 'Europe/Moscow'),
               count(*) filter (where d.outcome = 'lost' and d.closed_at >= ($3::date)::timestamp at time zone 'Europe/Moscow' and d.closed_at < ($4::date)::timestamp at time zone 'Europe/Moscow'),
               count(*) filter (where d.outcome = 'open')
        from deals d where d.workspace_id = $1 and ${scope('d.owner_id')} and d.deleted_at is null group by 1`,
      values: [ground.workspaceId, ground.people, ...span(monthBefore(ground, round))],
    }),
  },
]

function listed(ground: Ground, order: string, where = '') {
  return {
    text: `select ${DEAL_ROW} from deals d ${DEAL_JOINS}
      where d.workspace_id = $1 and ${scope('d.owner_id')} and d.deleted_at is null ${where} order by ${order}, d.id limit 50`,
    values: [ground.workspaceId, ground.people],
  }
}
