import type { Day } from '#core/calendar/day.ts'
import { asPeriod } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import type { Actor } from '#core/http/routes.ts'
import type { Language } from '#core/i18n/language.ts'
import { type PlanMetric, planMetricOf, type PlanUnit } from '#modules/plans/api.ts'
import type { PaceState, Thresholds } from '../calc/pace-state.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import type { Line } from './frame.ts'
import type { LineForecast } from './line-forecasts.ts'
import { lineAbout } from './about.ts'
import { planFact } from './plan-fact.ts'

const lineNames = { ru: ru.lines, en: en.lines }

/** How one line stands against its plan. Money in minor units, counts in pieces; no base is null. */
export interface Pace {
  metric: PlanMetric
  unit: PlanUnit
  level: Line['level']
  subjectId: string
  parentId: string | null
  name: string
  period: { key: string; from: Day; to: Day }
  workingDays: { total: number; elapsed: number; left: number }
  plan: number | null
  /** The plan as it was approved; null where nothing was. */
  approved: number | null
  minimum: number | null
  challenge: number | null
  fact: number
  due: number | null
  /** Fact − due. */
  deviation: number | null
  attainment: number | null
  requiredPerDay: number | null
  state: PaceState | null
  /** The pace, before the third working day the open deals; an 80 % band. */
  forecast: LineForecast | null
  /** Of the plan being met, by the forecast. */
  probability: number | null
}

export interface PaceAsking {
  tx: Tx
  actor: Actor
  today: Day
  /** Names of lines that are nobody's own; Russian when absent. */
  language?: Language
}

/**
 * How every line in sight stands: company or team first, in reading order. `metric` is a plan metric, or its key in the registry of metrics
 * (`sales`); a metric that takes no plan has no pace: an empty list. `period` is a key: '2026-11', '2026-Q4' …
 * @throws Refusal FORBIDDEN for roles that see no figures of sales
 */
export async function pacesOf(
  { tx, actor, today, language = 'ru' }: PaceAsking,
  { metric, period }: { metric?: string; period: string },
): Promise<{ rows: Pace[]; thresholds: Thresholds }> {
  const planMetric = planMetricOf(metric ?? 'revenue')
  if (!planMetric) return { rows: [], thresholds: { watchBp: 0, alarmBp: 0, unlikelyBp: 0 } }
  const table = await planFact(tx, actor, asPeriod(period), today, lineNames[language], {
    metric: planMetric,
    forecast: true,
  })
  const rows = table.rows.map((row): Pace => ({
    metric: planMetric,
    unit: table.unit,
    level: row.level,
    subjectId: row.subjectId,
    parentId: row.parentId,
    name: row.name,
    period: table.period,
    workingDays: row.workingDays,
    plan: row.planMinor,
    approved: row.approvedMinor,
    minimum: row.minimumMinor,
    challenge: row.challengeMinor,
    fact: row.factMinor,
    due: row.dueMinor,
    deviation: row.deviationMinor,
    attainment: row.attainment,
    requiredPerDay: row.requiredPerDayMinor,
    state: row.state,
    forecast: row.forecast,
    probability: row.forecast?.probability ?? null,
  }))
  return { rows, thresholds: table.thresholds }
}

/** How one line stands; the topmost in sight where no subject is named. Null: out of sight, or the metric takes no plan. */
export async function paceOf(
  asking: PaceAsking,
  { subjectId, level, ...about }: { metric?: string; period: string; level?: Line['level']; subjectId?: string },
): Promise<Pace | null> {
  const { rows } = await pacesOf(asking, about)
  if (subjectId !== undefined && level === undefined) return rows.find((row) => row.subjectId === subjectId) ?? null
  return lineAbout(rows, { period: asPeriod(about.period), level: level ?? 'company', subjectId }) ?? null
}
