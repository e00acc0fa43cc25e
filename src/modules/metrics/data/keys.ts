import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#core/calendar/period.ts'
import type { Currency } from '#core/money/currency.ts'
import { dealSizeBounds, dealSizeKeys } from '../calc/deal-sizes.ts'
import type { DimensionKey } from '../calc/declarations.ts'
import { isTime, timeBuckets, type TimeDimension } from '../calc/time-buckets.ts'
import { sizeOf } from './slice.ts'

/** How a row says the key of a dimension, and what has to be joined for it. `r` are the rows, `f` their profile. */
export interface KeySql {
  key: RawBuilder<unknown>
  /** By what rows are put in order for it: as good as the key and quicker to compare. */
  by: RawBuilder<unknown>
  joins: readonly RawBuilder<unknown>[]
  profile: boolean
  /** One record may stand under several keys: parts do not sum to the whole then. */
  several: boolean
  /** The part of the money that belongs to this key. */
  share: RawBuilder<unknown> | null
  /** The column from which the key follows, and how rows are summed up by it; null: the key needs the single record. */
  column: string | null
  summed: { from: RawBuilder<unknown>; key: RawBuilder<unknown> } | null
}

const plain = (key: RawBuilder<unknown>, column: string | null = null): KeySql => ({
  key,
  by: key,
  joins: [],
  profile: false,
  several: false,
  share: null,
  column,
  summed: null,
})
/** An id: put in order as it is, told as text. */
const named = (id: RawBuilder<unknown>, more: Partial<KeySql> = {}): KeySql => ({
  ...plain(sql`${id}::text`),
  by: id,
  ...more,
})
const ofRow = (column: string): KeySql => named(sql.ref(`r.${column}`), { column })
const profile = (key: RawBuilder<unknown>, ...joins: RawBuilder<unknown>[]): KeySql => ({
  ...plain(key),
  joins,
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
const SIZE_KEYS = sql.lit(`{${dealSizeKeys.join(',')}}`)
const GROUPS = sql`left join facts.products product on product.workspace_id = (select app_workspace()) and product.id = line.product_id`
const PART = sql`case when line.whole > 0 then line.part / line.whole when line.deal_id is null then 1 else 1.0 / line.lines end`

/** The key of a dimension as SQL. */
export function keySql(dimension: DimensionKey, currency: Currency): KeySql {
  if (isTime(dimension)) return plain(sql`to_char(r.day, ${sql.lit(TIME_FORMATS[dimension])})`, 'day')
  if (dimension.startsWith('field:')) {
    const fieldId = dimension.slice('field:'.length)
    // Two fields may cut the same deals.
    const choice = (column: string) => sql.ref(`choice_${fieldId.replaceAll('-', '')}.${column}`)
    return named(choice('option_id'), {
      joins: [
        sql`left join facts.deal_choices ${sql.ref(`choice_${fieldId.replaceAll('-', '')}`)} on ${choice('workspace_id')} = (select app_workspace())
        and ${choice('field_id')} = ${fieldId}::uuid and ${choice('deal_id')} = r.deal_id`,
      ],
      several: true,
    })
  }
  switch (dimension) {
    case 'company':
      return plain(sql`''::text`, 'kind')
    case 'seller':
      return ofRow('owner_id')
    case 'department':
      return named(sql`person.department_id`, {
        joins: [
          sql`left join facts.people person on person.workspace_id = (select app_workspace()) and person.id = r.owner_id`,
        ],
        column: 'owner_id',
      })
    case 'pipeline':
      return ofRow('pipeline_id')
    case 'source':
      return ofRow('source_id')
    case 'stage':
      return ofRow('stage_id')
    case 'lossReason':
      return ofRow('loss_reason_id')
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
      return {
        ...plain(sql`class.abc`),
        joins: [
          sql`left join facts.deals deal on deal.workspace_id = (select app_workspace()) and deal.id = r.deal_id
        left join facts.client_classes class on class.workspace_id = (select app_workspace()) and class.client_id = deal.company_id`,
        ],
      }
    case 'dealSize':
      return {
        ...plain(sizeOf(sql`r.size_minor`, currency), 'size'),
        summed: {
          // The number of a band is found faster than its name.
          from: sql`width_bucket(abs(size_minor), ${sql.lit(`{${dealSizeBounds(currency).join(',')}}`)}::bigint[])`,
          key: sql`(${SIZE_KEYS}::text[])[r.size + 1]`,
        },
      }
    case 'product':
      return named(sql`line.product_id`, { joins: [LINES], several: true, share: PART })
    case 'productGroup':
      return { ...plain(sql`product.product_group`), joins: [LINES, GROUPS], several: true, share: PART }
    default:
      throw new Error(`no such dimension: ${dimension}`)
  }
}

/** What has to be joined for these keys, each once. */
export function joinsOf(keys: readonly KeySql[]): RawBuilder<unknown> {
  return sql.join([...new Set(keys.flatMap(({ joins }) => joins))], sql` `)
}

/** Longer courses are summed up by their days. */
const MOST_BUCKETS = 60

/** The bucket of time in which a day of the period lies, by its number: found without making a text of each date. Null where there are too many. */
export function bucketOf(
  period: Period,
  dimension: TimeDimension,
): { from: RawBuilder<unknown>; key(column: string): RawBuilder<unknown> } | null {
  const buckets = dimension === 'day' ? [] : timeBuckets(period, dimension)
  if (buckets.length === 0 || buckets.length > MOST_BUCKETS) return null
  const starts = sql.lit(`{${buckets.map((bucket) => bucket.period.start).join(',')}}`)
  const keys = sql.lit(`{${buckets.map(({ key }) => key).join(',')}}`)
  return {
    from: sql`width_bucket(day, ${starts}::date[])`,
    key: (column) => sql`(${keys}::text[])[${sql.ref(column)}]`,
  }
}
