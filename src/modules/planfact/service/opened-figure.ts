import type { Day } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { formats } from '#core/i18n/format.ts'
import type { Language } from '#core/i18n/language.ts'
import type { Currency } from '#core/money/currency.ts'
import { type FigureName, openFigure, type Term } from '../calc/opened-figure.ts'
import type { PlanFactRow } from '../contract.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import type { PlanMetric } from '#modules/plans/api.ts'
import { type About, lineAbout } from './about.ts'
import { planFact } from './plan-fact.ts'

const texts = { ru, en }

/** A figure with its formula, the formula with numbers, and the parts that sum to it. @throws Refusal NOT_FOUND for a line out of sight */
export async function openedFigure(
  tx: Tx,
  actor: Actor,
  about: About & { figure: FigureName; metric: PlanMetric },
  today: Day,
  language: Language,
) {
  const words = texts[language]
  const { period, figure } = about
  const compare = figure === 'previous' || figure === 'lastYear' ? ([figure] as const) : []
  const table = await planFact(tx, actor, period, today, words.lines, {
    compare,
    metric: about.metric,
    forecast: figure === 'forecast' || figure === 'probability',
  })
  const row = lineAbout(table.rows, about)
  if (!row) throw new Refusal('NOT_FOUND')
  const opened = openFigure(row, figure, table.unit)
  const write = writer(language, actor.workspace.currency as Currency)
  const { title, formula, filled } = words.figures[figure]
  const known = opened.value !== null && Object.values(opened.terms).every((term) => term.value !== null)
  const written = Object.fromEntries(
    [...Object.entries(opened.terms), ['value', opened] as const].map(([name, term]) => [name, write(term)]),
  )
  const span = figure === 'previous' || figure === 'lastYear' ? table[figure] : null
  return {
    name: row.name,
    title,
    period: span ?? table.period,
    value: opened.value,
    unit: opened.unit,
    formula,
    filled: known && filled ? filled(written) : null,
    why: opened.why && words.why[opened.why],
    parts: partsOf(row, table.rows, opened, words.undistributed),
    hasBookings:
      (about.metric === 'revenue' || about.metric === 'won') &&
      ['fact', 'won', 'averageCheck', 'attainment', 'previous', 'lastYear'].includes(figure),
  }
}

/** Values of the lines right below; what they lack of the whole is what was not distributed. */
function partsOf(
  row: PlanFactRow,
  rows: readonly PlanFactRow[],
  { value, unit, partOf }: ReturnType<typeof openFigure>,
  undistributed: string,
) {
  if (!partOf || value === null) return []
  const parts = rows
    .filter((one) => one.parentId === row.subjectId)
    .map((one) => ({ label: one.name, value: partOf(one), unit }))
    .filter((part) => part.value !== null && part.value !== 0)
  const rest = value - parts.reduce((sum, part) => sum + (part.value ?? 0), 0)
  return parts.length > 0 && rest !== 0 ? [...parts, { label: undistributed, value: rest, unit }] : parts
}

function writer(language: Language, currency: Currency) {
  const format = formats(language)
  return ({ value, unit }: Term) => {
    if (unit === 'money') return format.moneyExact(value, currency)
    return unit === 'share' ? format.share(value) : format.number(value)
  }
}
