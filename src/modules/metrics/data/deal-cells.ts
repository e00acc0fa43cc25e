import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import { askWithKeptPlan } from '#core/db/kept-plan.ts'
import { median } from '#core/statistics/quantile.ts'
import type { Atoms } from '../calc/atoms.ts'
import type { Cell } from '../calc/cells.ts'
import type { DimensionKey, MetricKey } from '../calc/declarations.ts'
import { isTime } from '../calc/time-buckets.ts'
import { type Counting, countedOutcomes, countingOf } from '#modules/funnel/api.ts'
import { isChanged } from './deal-months.ts'
import { cellDaysOf, type DealFacts, dealRows } from './deal-rows.ts'
import { bucketOf, joinsOf, type KeySql, keySql } from './keys.ts'
import { addedUp, fromMonths, wonOfMonths, type WonOfMonths } from './month-cells.ts'
import { ofProfile, type Slice, totalsKnow, within } from './slice.ts'

export interface DealMeasures {
  facts: ReadonlySet<DealFacts>
  /** New clients apart. */
  newClients: boolean
  /** Odds of a win by stage, for the weighted pipeline; null: not asked for. */
  odds: { stageIds: readonly string[]; odds: readonly number[] } | null
  /** First stages of pipelines: deals on them are not qualified yet. */
  firstStageIds: readonly string[]
}

type Row = Record<`k${number}`, string | null> & Record<keyof Atoms, number | null>

/** Counts and sums of facts about deals in every cell of the cut. */
export async function dealCells(tx: Tx, slice: Slice, measures: DealMeasures): Promise<Cell[]> {
  const { facts, newClients, odds, firstStageIds } = measures
  const counting = await countingOf(tx, slice.period)
  const cellDays = await cellDaysOf(tx, slice, counting)
  // What totals know is found there; all else stands packed by months, and the rest of it is read from the facts.
  const months = totalsKnow(slice) ? null : await fromMonths(tx, slice, counting, { facts, newClients })
  const keys = slice.dimensions.map((dimension) => keySql(dimension, slice.currency))
  const condition = ofProfile(slice)
  const profiled = newClients || condition !== null || keys.some((key) => key.profile)
  const part = keys.find((key) => key.share)?.share
  const money = part ? sql`r.money * (${part})` : sql`r.money`
  const atoms: [keyof Atoms, RawBuilder<unknown>][] = []
  const count = (atom: keyof Atoms, kinds: readonly string[]) =>
    atoms.push([atom, sql`sum(r.n) filter (where r.kind = any(${sql.lit(`{${kinds.join(',')}}`)}::text[]))`])
  const sum = (atom: keyof Atoms, kind: string, of: RawBuilder<unknown> = money, only: RawBuilder<unknown> = sql``) => {
    const found = sql`sum(${of}) filter (where r.kind = ${sql.lit(kind)} ${only})`
    // Parts of deals are rounded when all of a cell is known.
    atoms.push([atom, months ? found : sql`round(${found})`])
  }
  if (facts.has('booked')) {
    count('bookedN', ['booked'])
    sum('bookedMinor', 'booked')
  }
  if (newClients) {
    sum('newBookedMinor', 'booked', money, sql`and f.client_kind = 'new'`)
    atoms.push(['firstSalesN', sql`sum(r.n) filter (where r.kind = 'booked' and f.first_sale)`])
  }
  if (facts.has('created')) count('createdN', ['created', 'came'])
  if (facts.has('closed')) {
    count('closedWonN', ['closed_won'])
    sum('closedWonMinor', 'closed_won')
    count('closedLostN', ['closed_lost'])
    sum('closedLostMinor', 'closed_lost')
  }
  if (facts.has('cohort')) {
    count('cohortN', ['cohort_open', 'cohort_won', 'cohort_lost', 'cohort_moved'])
    count('cohortWonN', ['cohort_won'])
    count('cohortOpenN', ['cohort_open'])
  }
  if (facts.has('open')) {
    count('openN', ['open'])
    sum('openMinor', 'open')
    atoms.push([
      'qualifiedN',
      sql`sum(r.n) filter (where r.kind = 'open' and r.stage_id is not null and r.stage_id <> all(${firstStageIds}::uuid[]))`,
    ])
    // Rounded once, when the whole is known: else a cut would not sum to the uncut figure.
    if (odds) atoms.push(['weightedMinor', sql`sum(r.money * coalesce(o.odds, 0)) filter (where r.kind = 'open')`])
  }
  if (facts.has('all')) {
    count('allN', ['all_won', 'all_else'])
    count('allWonN', ['all_won'])
  }
  const joins = [
    ...(profiled
      ? [sql`left join facts.metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = r.profile`]
      : []),
    ...(odds
      ? [
          sql`left join unnest(${odds.stageIds}::uuid[], ${odds.odds}::float8[]) as o (stage_id, odds) on o.stage_id = r.stage_id`,
        ]
      : []),
    joinsOf(keys),
  ]
  const columns = columnsOf(slice, keys, profiled)
  const question = sql<Row>`
    -- How many and how much in each cell of the cut?
    with rows as (${months ? (months.rest ?? sql`select`) : dealRows(slice, counting, facts, { profiled, cellDays })})
    select ${selected(columns ?? keys, atoms)}
    from ${columns ? summedUp(columns, { profiled, staged: facts.has('open') }) : sql`rows`} r ${sql.join(joins, sql` `)} ${condition ?? sql``}
    ${grouped(keys)}`
  // What totals know is found in one way whatever is asked, and views of what is closed take longer to plan than to read.
  const names = atoms.map(([atom]) => atom)
  const rows =
    months && !months.rest ? [] : (await (months ? question.execute(tx) : askWithKeptPlan(tx, question))).rows
  const cells = rows.map((row) => cellOf(row, keys.length, names))
  return months ? addedUp([...months.cells, ...cells], names) : cells
}

/** A column by which rows are summed up, and the key that follows from it. */
interface Column {
  name: string
  from: RawBuilder<unknown>
  key: RawBuilder<unknown>
}

/** By what rows are summed up before names and dates are made, so that they are made for few; null where a key needs the single record. */
function columnsOf({ dimensions, period }: Slice, keys: readonly KeySql[], profiled: boolean): Column[] | null {
  const columns = keys.map(({ column, key, summed }, place) => {
    const dimension = dimensions[place]
    // By days there would be nearly as many sums as rows when each has a profile too.
    const bucket = profiled && dimension && isTime(dimension) ? bucketOf(period, dimension) : null
    if (bucket) return { name: `bucket_${place}`, from: bucket.from, key: bucket.key(`r.bucket_${place}`) }
    return column === null ? null : { name: column, from: summed?.from ?? sql.ref(column), key: summed?.key ?? key }
  })
  return columns.some((column) => column === null) ? null : columns.filter((column) => column !== null)
}

function summedUp(
  columns: readonly Column[],
  { profiled, staged }: { profiled: boolean; staged: boolean },
): RawBuilder<unknown> {
  const named = new Map<string, RawBuilder<unknown>>([
    ['kind', sql.ref('kind')],
    ...columns.map(({ name, from }) => [name, from] as const),
    ...(profiled ? [['profile', sql.ref('profile')] as const] : []),
    ...(staged ? [['stage_id', sql.ref('stage_id')] as const] : []),
  ])
  const list = sql.join([...named].map(([name, from]) => sql`${from} as ${sql.ref(name)}`))
  return sql`(select ${list}, sum(n::int) as n, sum(money)::bigint as money from rows ${grouped([...named])})`
}

function selected(
  keys: readonly { key: RawBuilder<unknown> }[],
  atoms: readonly [string, RawBuilder<unknown>][],
): RawBuilder<unknown> {
  return sql.join([
    ...keys.map(({ key }, place) => sql`${key} as ${sql.ref(`k${place}`)}`),
    ...atoms.map(([atom, of]) => sql`coalesce(${of}, 0)::float8 as ${sql.ref(atom)}`),
  ])
}

/** By the places of the keys in the select. */
export function grouped(keys: readonly unknown[]): RawBuilder<unknown> {
  return keys.length === 0 ? sql`` : sql`group by ${sql.raw(keys.map((_, place) => place + 1).join(', '))}`
}

export function cellOf(row: Row, keys: number, atoms: readonly (keyof Atoms)[]): Cell {
  return {
    keys: Array.from({ length: keys }, (_, place) => row[`k${place}`] ?? null),
    atoms: Object.fromEntries(atoms.map((atom) => [atom, row[atom]])),
  }
}

/**
 * Median check, median and mean cycle of the deals won in the period, in every cell and of all together: those of them that these metrics need.
 * `whole` is empty where a deal may stand in several cells.
 */
export async function wonDealCells(
  tx: Tx,
  slice: Slice,
  metrics: ReadonlySet<MetricKey>,
): Promise<{ cells: Cell[]; whole: Atoms | null }> {
  const counting = await countingOf(tx, slice.period)
  const months = await wonOfMonths(tx, slice, counting)
  return months ? wonCells(tx, slice, metrics, months) : wonFromFacts(tx, slice, counting, metrics)
}

type Won = WonOfMonths['cells'][number]

/** The same from packed months and the deals that are left. */
async function wonCells(
  tx: Tx,
  slice: Slice,
  metrics: ReadonlySet<MetricKey>,
  months: WonOfMonths,
): Promise<{ cells: Cell[]; whole: Atoms | null }> {
  const cells = new Map<string, Won>(months.cells.map((cell) => [JSON.stringify(cell.keys), cell]))
  const others = await Promise.all(months.rest.map((part) => wonRows(tx, slice, part)))
  for (const { keys, amount, seconds } of others.flat()) {
    const key = JSON.stringify(keys)
    const cell = cells.get(key) ?? { keys, amounts: [], seconds: [] }
    cells.set(key, cell)
    cell.amounts.push(amount)
    cell.seconds.push(seconds)
  }
  const atoms = ({ amounts, seconds }: Pick<Won, 'amounts' | 'seconds'>): Atoms => ({
    wonDealsN: amounts.length,
    ...(metrics.has('medianCheck') && { medianCheckMinor: median(amounts) }),
    ...((metrics.has('cycleMedian') || metrics.has('velocity')) && { cycleMedianS: median(seconds) }),
    ...(metrics.has('cycleMean') && {
      cycleMeanS: seconds.length === 0 ? null : seconds.reduce((sum, one) => sum + one, 0) / seconds.length,
    }),
  })
  const all = [...cells.values()]
  const whole = () =>
    atoms({ amounts: all.flatMap((cell) => cell.amounts), seconds: all.flatMap((cell) => cell.seconds) })
  if (slice.dimensions.length === 0) return { cells: [{ keys: [], atoms: whole() }], whole: null }
  const isSeveral = slice.dimensions.some((dimension) => keySql(dimension, slice.currency).several)
  return { cells: all.map((cell) => ({ keys: cell.keys, atoms: atoms(cell) })), whole: isSeveral ? null : whole() }
}

/** The won deals of this part of the question, one by one. */
async function wonRows(
  tx: Tx,
  { dimensions, period }: Slice,
  part: WonOfMonths['rest'][number],
): Promise<{ keys: (string | null)[]; amount: number; seconds: number }[]> {
  const {
    keys,
    rows: won,
    from,
  } = wonReading(
    { ...part.slice, dimensions, period },
    part.slice,
    part.counting,
    part.changed ? sql`and ${isChanged(part.changed, 'owner_id', 'day')}` : sql``,
  )
  const { rows } = await sql<Row & { amount: number; seconds: number }>`
    -- Which deals were won that do not stand in packed months?
    with rows as (${won})
    select ${sql.join([
      ...keys.map(({ key }, place) => sql`${key} as ${sql.ref(`k${place}`)}`),
      sql`r.base_minor::float8 as amount`,
      sql`r.seconds`,
    ])} ${from}`.execute(tx)
  return rows.map((row) => ({
    keys: keys.map((_, place) => row[`k${place}`] ?? null),
    amount: row.amount,
    seconds: row.seconds,
  }))
}

/** Won deals with what their keys need, as `r`; `asked` says whose and when, `slice` by what. */
function wonReading(slice: Slice, asked: Slice, counting: Counting, only: RawBuilder<unknown> = sql``) {
  const keys = slice.dimensions.map((dimension, place) => wonKey(slice, dimension, place))
  const condition = ofProfile(slice)
  const profiled = condition !== null || keys.some((key) => key.profile)
  const rows = sql`
      select owner_id, pipeline_id, source_id, furthest_stage_id as stage_id, loss_reason_id, profile, deal_id, day, size_minor, base_minor, seconds
             ${sql.join(
               keys.map(({ row }) => row),
               sql``,
             )}
      from (
        select *, closed_day as day, base_minor as size_minor, date_part('epoch', closed_at - created_at) as seconds
        -- A win that is taken back later does not leave the middle of a closed month; one that is learnt later stands in the open one.
        from ${countedOutcomes(counting)} o
      ) c where outcome = 'won' and n > 0 ${within(asked)} ${only}`
  const from = sql`
    from rows r
    ${profiled ? sql`left join facts.metrics_profiles f on f.workspace_id = (select app_workspace()) and f.id = r.profile` : sql``}
    ${joinsOf(keys)} ${condition ?? sql``}`
  return { keys, rows, from }
}

async function wonFromFacts(
  tx: Tx,
  slice: Slice,
  counting: Counting,
  metrics: ReadonlySet<MetricKey>,
): Promise<{ cells: Cell[]; whole: Atoms | null }> {
  const { keys, rows: won, from } = wonReading(slice, slice, counting)
  const atoms: [keyof Atoms, RawBuilder<unknown>][] = [['wonDealsN', sql`count(*)::float8`]]
  if (metrics.has('medianCheck'))
    atoms.push(['medianCheckMinor', sql`percentile_cont(0.5) within group (order by r.base_minor)`])
  if (metrics.has('cycleMedian') || metrics.has('velocity'))
    atoms.push(['cycleMedianS', sql`percentile_cont(0.5) within group (order by r.seconds)`])
  if (metrics.has('cycleMean')) atoms.push(['cycleMeanS', sql`avg(r.seconds)`])
  // The whole is told by the same reading, unless a deal stands in several cells.
  const withWhole = keys.length > 0 && keys.every(({ several }) => !several)
  const by = sql.join(keys.map((key) => key.by))
  const { rows } = await sql<Row & { whole: boolean }>`
    -- What are the median check and the cycle of the deals won, in each cell of the cut?
    with rows as (${won})
    select ${sql.join([
      ...keys.map(({ key }, place) => sql`${key} as ${sql.ref(`k${place}`)}`),
      ...atoms.map(([atom, of]) => sql`${of} as ${sql.ref(atom)}`),
      withWhole ? sql`grouping(${by}) > 0 as whole` : sql`false as whole`,
    ])} ${from}
    ${keys.length === 0 ? sql`` : withWhole ? sql`group by grouping sets ((${by}), ())` : sql`group by ${by}`}`.execute(
    tx,
  )
  const names = atoms.map(([atom]) => atom)
  const whole = rows.find((row) => row.whole)
  return {
    cells: rows.filter((row) => !row.whole).map((row) => cellOf(row, keys.length, names)),
    whole: whole ? cellOf(whole, 0, names).atoms : null,
  }
}

/** The key of a dimension of single deals; time by the number of its bucket: numbers are put in order many times faster than what they are called. */
function wonKey(
  { period, currency }: Slice,
  dimension: DimensionKey,
  place: number,
): KeySql & { row: RawBuilder<unknown> } {
  const key = keySql(dimension, currency)
  const none = sql``
  if (!isTime(dimension)) return { ...key, row: none }
  const bucket = bucketOf(period, dimension)
  if (!bucket) return { ...key, by: sql`r.day`, row: none }
  const column = `bucket_${place}`
  const ref = sql.ref(`r.${column}`)
  return { ...key, by: ref, key: bucket.key(`r.${column}`), row: sql`, ${bucket.from} as ${sql.ref(column)}` }
}
