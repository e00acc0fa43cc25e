import { type RawBuilder, sql } from 'kysely'
import type { DimensionKey } from '../calc/declarations.ts'
import { isTime, type TimeDimension } from '../calc/time-buckets.ts'
import { sizeOf } from './slice.ts'

/** How a row says the key of a dimension, and what has to be joined for it. `r` are the rows, `f` their profile. */
export interface KeySql {
  key: RawBuilder<unknown>
  join: RawBuilder<unknown> | null
  profile: boolean
  /** One record may stand under several keys: parts do not sum to the whole then. */
  several: boolean
  /** The part of the money that belongs to this key. */
  share: RawBuilder<unknown> | null
  /** The column of the rows from which the key follows; null: it needs the single record. */
  column: string | null
}

const plain = (key: RawBuilder<unknown>, column: string | null = null): KeySql => ({
  key,
  join: null,
  profile: false,
  several: false,
  share: null,
  column,
})
const joined = (key: RawBuilder<unknown>, join: RawBuilder<unknown>, more: Partial<KeySql> = {}): KeySql => ({
  ...plain(key),
  join,
  ...more,
})
const profile = (key: RawBuilder<unknown>, join: RawBuilder<unknown> | null = null): KeySql => ({
  ...plain(key),
  join,
  profile: true,
  column: 'profile',
})

const TIME_FORMATS: Record<TimeDimension, string> = {
  day: 'YYYY-MM-DD',
  week: 'IYYY-"W"IW',
  month: 'YYYY-MM',
  quarter: 'YYYY-"Q"Q',
  year: 'YYYY',
}

/** Lines of deals by product: what part of its deal each is. */
const LINES = sql`left join (
      select deal_id, product_id, sum(sum_minor) as part, sum(sum(sum_minor)) over (partition by deal_id) as whole,
             count(*) over (partition by deal_id) as lines
      from facts.deal_lines where workspace_id = (select app_workspace()) and deal_id in (select deal_id from rows) group by deal_id, product_id
    ) line on line.deal_id = r.deal_id`
const PART = sql`case when line.whole > 0 then line.part / line.whole when line.deal_id is null then 1 else 1.0 / line.lines end`

/** The key of a dimension as SQL. */
export function keySql(dimension: DimensionKey): KeySql {
  if (isTime(dimension)) return plain(sql`to_char(r.day, ${sql.lit(TIME_FORMATS[dimension])})`, 'day')
  if (dimension.startsWith('field:')) {
    const fieldId = dimension.slice('field:'.length)
    return joined(
      sql`choice.option_id::text`,
      sql`left join facts.deal_choices choice on choice.workspace_id = (select app_workspace()) and choice.field_id = ${fieldId}::uuid
        and choice.deal_id = r.deal_id`,
      { several: true },
    )
  }
  switch (dimension) {
    case 'company':
      return plain(sql`''`)
    case 'seller':
      return plain(sql`r.owner_id::text`, 'owner_id')
    case 'department':
      return joined(
        sql`person.department_id::text`,
        sql`left join facts.people person on person.workspace_id = (select app_workspace()) and person.id = r.owner_id`,
        { column: 'owner_id' },
      )
    case 'pipeline':
      return plain(sql`r.pipeline_id::text`, 'pipeline_id')
    case 'source':
      return plain(sql`r.source_id::text`, 'source_id')
    case 'stage':
      return plain(sql`r.stage_id::text`, 'stage_id')
    case 'lossReason':
      return plain(sql`r.loss_reason_id::text`, 'loss_reason_id')
    case 'campaign':
      return profile(sql`f.campaign`)
    case 'industry':
      return profile(sql`f.industry`)
    case 'region':
      return profile(sql`f.region`)
    case 'clientKind':
      return profile(sql`f.client_kind`)
    case 'territory':
      return profile(
        sql`territory.id::text`,
        sql`left join lateral (select t.id from facts.territories t where t.workspace_id = (select app_workspace()) and f.region = any(t.regions)
          order by t.name limit 1) territory on true`,
      )
    case 'segment':
      return joined(
        sql`class.abc`,
        sql`left join facts.deals deal on deal.workspace_id = (select app_workspace()) and deal.id = r.deal_id
        left join facts.client_classes class on class.workspace_id = (select app_workspace()) and class.client_id = deal.company_id`,
      )
    case 'dealSize':
      return plain(sizeOf(sql`r.size_minor`))
    case 'product':
      return joined(sql`line.product_id::text`, LINES, { several: true, share: PART })
    case 'productGroup':
      return joined(
        sql`product.product_group`,
        sql`${LINES} left join facts.products product on product.workspace_id = (select app_workspace()) and product.id = line.product_id`,
        { several: true, share: PART },
      )
    default:
      throw new Error(`no such dimension: ${dimension}`)
  }
}
