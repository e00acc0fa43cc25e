/** A year's plan as a sheet: a row a subject, a column a month; written by the export, read back, or made by people in the same shape. */
import { parseNumber } from '#core/files/values.ts'
import { type Currency, minorOf } from '#core/money/currency.ts'
import type { PlanUnit } from './plan-metrics.ts'
import type { Subject } from './subjects.ts'

export type SheetProblem = 'unknown' | 'twice' | 'notANumber' | 'tooLarge' | 'outside' | 'notYours' | 'noMonth'

/** Where something is wrong: rows and columns as the sheet counts them, from 1. */
export interface SheetPlace {
  row: number
  column: number | null
  value: string
  problem: SheetProblem
}

export interface SheetCell {
  subject: Subject
  /** 0…11 */
  month: number
  amountMinor: number | null
  row: number
  column: number
}

interface SheetRow {
  line: number
  cells: readonly string[]
}

const MONTHS = [
  ['янв', 'jan'],
  ['фев', 'feb'],
  ['мар', 'mar'],
  ['апр', 'apr'],
  ['май', 'мая', 'may'],
  ['июн', 'jun'],
  ['июл', 'jul'],
  ['авг', 'aug'],
  ['сен', 'sep'],
  ['окт', 'oct'],
  ['ноя', 'nov'],
  ['дек', 'dec'],
] as const

/** A hundred billion a month: more is a typing error. */
const MOST = 10_000_000_000_000

/** Which month of the year a header means, 0…11: «Январь 2026», «янв», «2026-01», «01.2026», «1»; null for another year or no month. */
export function monthOfHeader(header: string, year: number): number | null {
  const text = header.trim().toLowerCase().replaceAll('ё', 'е')
  const named = MONTHS.findIndex((names) => names.some((name) => text.startsWith(name)))
  const years = text.match(/\b(19|20)\d{2}\b/)
  if (years && Number(years[0]) !== year) return null
  if (named >= 0) return named
  const [, iso] = /^\d{4}-(\d{2})(?:-01)?(?:\D.*)?$/.exec(text) ?? []
  const [, ours] = /^(?:01\.)?(\d{1,2})(?:[./]\d{4})?$/.exec(text) ?? []
  const month = Number(iso ?? ours)
  return month >= 1 && month <= 12 ? month - 1 : null
}

/**
 * Takes the sheet and the subjects in sight; gives the cells that it sets and every place that is wrong. A subject is found by its code, else by
 * its name; a name that two have is not guessed. An empty cell leaves the plan as it is; 0 is a plan of nothing.
 */
export function readPlanSheet(
  { headers, rows }: { headers: readonly string[]; rows: readonly SheetRow[] },
  {
    subjects,
    year,
    unit,
    currency,
  }: { subjects: readonly Subject[]; year: number; unit: PlanUnit; currency: Currency },
): { cells: SheetCell[]; problems: SheetPlace[] } {
  const months = headers.map((header) => monthOfHeader(header, year))
  const codeColumn = headers.findIndex((header) => /^(код|id|code)$/i.test(header.trim()))
  const nameColumn = headers.findIndex((_, index) => months[index] === null && index !== codeColumn)
  const problems: SheetPlace[] = []
  if (months.every((month) => month === null))
    problems.push({ row: 1, column: null, value: headers.join(', ').slice(0, 200), problem: 'noMonth' })
  const byId = new Map(subjects.map((subject) => [subject.subjectId, subject]))
  const byName = Map.groupBy(subjects, ({ name }) => nameKey(name))
  const cells: SheetCell[] = []
  const seen = new Set<string>()
  for (const { line, cells: texts } of rows) {
    const code = (texts[codeColumn] ?? '').trim()
    const name = (texts[nameColumn] ?? '').trim()
    if (texts.every((text) => text.trim() === '')) continue
    const named = byName.get(nameKey(name)) ?? []
    const subject = byId.get(code) ?? (named.length === 1 ? named[0] : undefined)
    if (!subject) {
      const column = (name === '' ? codeColumn : nameColumn) + 1
      problems.push({
        row: line,
        column: column || null,
        value: name || code,
        problem: named.length > 1 ? 'twice' : 'unknown',
      })
      continue
    }
    if (seen.has(subject.subjectId)) {
      problems.push({ row: line, column: nameColumn + 1, value: name, problem: 'twice' })
      continue
    }
    seen.add(subject.subjectId)
    texts.forEach((text, index) => {
      const month = months[index]
      if (month === null || month === undefined || text.trim() === '') return
      const place = { row: line, column: index + 1 }
      const parsed = parseNumber(text)
      const value = parsed.ok
        ? unit === 'money'
          ? minorOf(parsed.value, currency)
          : Math.round(parsed.value)
        : Number.NaN
      if (Number.isNaN(value) || value < 0)
        problems.push({ ...place, value: text.slice(0, 100), problem: 'notANumber' })
      else if (value > MOST) problems.push({ ...place, value: text.slice(0, 100), problem: 'tooLarge' })
      else cells.push({ subject, month, amountMinor: value, ...place })
    })
  }
  return { cells, problems }
}

/** Names that differ by case, spaces or «ё» alone are one. */
export function nameKey(name: string): string {
  return name.trim().toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ')
}
