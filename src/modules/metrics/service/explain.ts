import { comparablePart, lastDayOf, type Period, periodKey, previousPeriod } from '#core/calendar/period.ts'
import type { InTransaction, Tx } from '#core/db/gate.ts'
import { readEachOnce } from '#core/db/read-once.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { formats } from '#core/i18n/format.ts'
import type { Atoms } from '../calc/atoms.ts'
import { canBeCutBy, declarationOf, type DimensionKey, type MetricKey, type MetricUnit } from '../calc/declarations.ts'
import { canBeExplained, type Driver, factorDrivers, hasFactors, partDrivers, whyNoParts } from '../calc/explain.ts'
import { figureOf } from './formulas.ts'
import type { MetricFilters } from '../calc/question.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import { changeInWords, figureWriter } from './change-in-words.ts'
import { gather, type MetricAsking } from './figures.ts'
import { labelsOf } from './labels.ts'
import { periodOf, resolved } from './question.ts'

const texts = { ru, en }

interface Asked {
  metric: MetricKey
  period: string
  /** The period compared with; absent: the one before, as many days of it as have begun. */
  against?: string | undefined
  /** Factors, or contributions by a dimension. */
  by?: string | undefined
  filters: MetricFilters
}

const FACTOR_UNITS: Record<string, MetricUnit> = { created: 'count', conversion: 'ratio', check: 'money' }

/**
 * Why a figure has changed: its drivers, whose parts sum to the change exactly, and the same in words made of the numbers alone. Parts of two periods
 * are read side by side, each in a transaction of its own.
 * @throws Refusal as resolved; METRIC_NOT_EXPLAINED for medians, for what is known of now alone and for what is made of other figures
 */
export async function explainedMetric(
  as: InTransaction,
  who: Omit<MetricAsking, 'tx'>,
  { metric, period, against, by, filters }: Asked,
) {
  if (!canBeExplained(metric)) throw new Refusal('METRIC_NOT_EXPLAINED', { metric, reason: whyNoParts(metric) })
  const { language } = who.actor
  const words = texts[language]
  const span = periodOf(period)
  const then =
    against === undefined
      ? (comparablePart(span, who.today, previousPeriod(span)) ?? previousPeriod(span))
      : periodOf(against)
  const way = by ?? usualWay(metric, who.actor)
  const read = async (tx: Tx, of: Period, dimensions: readonly DimensionKey[], metrics: readonly MetricKey[]) => {
    const asking = { ...who, tx }
    return gather(asking, await resolved(asking, { metrics, period: keyOf(of), dimensions, filters }), metrics)
  }
  const { unit } = declarationOf(metric)
  let drivers: Driver[]
  let whole: { before: Atoms; after: Atoms }
  const names = new Map<string, string>()
  if (way === 'factors' && hasFactors(metric)) {
    const metrics = ['sales', 'created'] as const
    const [before, after] = await as((tx) => {
      readEachOnce(tx)
      return Promise.all([read(tx, then, [], metrics), read(tx, span, [], metrics)])
    })
    whole = { before: before.whole, after: after.whole }
    drivers = factorDrivers(metric, whole.before, whole.after)
    for (const { key } of drivers) names.set(key, words.factors[key as keyof typeof words.factors])
  } else {
    const dimension = (way === 'factors' ? 'seller' : way) as DimensionKey
    if (!canBeCutBy(metric, dimension))
      throw new Refusal('METRIC_DIMENSION', { metric, dimension, allowed: declarationOf(metric).dimensions })
    const [before, { after, labels }] = await Promise.all([
      as((tx) => read(tx, then, [dimension], [metric])),
      as(async (tx) => ({
        after: await read(tx, span, [dimension], [metric]),
        labels: await labelsOf({ ...who, tx }, dimension),
      })),
    ])
    whole = { before: before.whole, after: after.whole }
    const keys = [...new Set([...before.cells.keys(), ...after.cells.keys()])]
    const parts = keys.map((key) => ({
      key,
      before: before.cells.get(key)?.atoms ?? {},
      after: after.cells.get(key)?.atoms ?? {},
    }))
    drivers = partDrivers(metric, parts, whole)
    drivers = withRest(drivers, figureOf(metric, whole.before).value, figureOf(metric, whole.after).value)
    names.set(REST, words.unparted)
    for (const key of keys) names.set(key, labels.of((JSON.parse(key) as (string | null)[])[0] ?? null))
  }
  const [before, after] = [figureOf(metric, whole.before).value, figureOf(metric, whole.after).value]
  const change = before === null || after === null ? null : after - before
  const format = formats(language)
  const listed = drivers
    .toSorted((a, b) => Math.abs(b.part) - Math.abs(a.part))
    .map((driver) => ({
      ...driver,
      label: names.get(driver.key) ?? driver.key,
      unit: way === 'factors' ? (FACTOR_UNITS[driver.key] ?? unit) : unit,
      share: change ? driver.part / change : null,
    }))
  const spans = { period: format.period(span), against: format.period(then) }
  return {
    label: words.metrics[metric].label,
    unit,
    by: way,
    ...spans,
    before,
    after,
    change,
    drivers: listed,
    text: changeInWords(words.explain, figureWriter(who.actor), {
      label: words.metrics[metric].label,
      unit,
      ...spans,
      before,
      after,
      drivers: listed,
    }),
  }
}

const REST = 'rest'

/**
 * What stands under nobody or under several (a plan that is not given further, a deal with two products) is a part of its own, so that parts sum to the
 * change exactly.
 */
function withRest(drivers: Driver[], before: number | null, after: number | null): Driver[] {
  if (before === null || after === null || drivers.length === 0) return drivers
  const part = after - before - drivers.reduce((sum, one) => sum + one.part, 0)
  return Math.abs(part) <= 1e-9 * Math.max(1, Math.abs(after - before))
    ? drivers
    : [...drivers, { key: REST, before: null, after: null, part }]
}

/** A product of factors says more than a list of people; who sees one person only asks by source. */
function usualWay(metric: MetricKey, actor: Actor): string {
  if (hasFactors(metric)) return 'factors'
  if (!canBeCutBy(metric, 'seller')) return 'department'
  if (actor.scope !== 'all' && actor.people.length < 2 && canBeCutBy(metric, 'source')) return 'source'
  return 'seller'
}

function keyOf(period: Period): string {
  return period.start < period.end ? periodKey(period) : `${period.start}..${lastDayOf(period)}`
}
