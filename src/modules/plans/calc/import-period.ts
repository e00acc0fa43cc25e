/** Which months a period of a file means: «2026-11», «ноябрь 2026», «11.2026», «2026-Q4», «IV кв. 2026», «2026», or a day of the month. */
import type { Month } from '#core/calendar/day.ts'
import { eachMonth, monthFromParts } from '#core/calendar/month.ts'
import { monthOfHeader } from './plan-sheet.ts'

const ROMAN: Readonly<Record<string, number>> = { i: 1, ii: 2, iii: 3, iv: 4 }

/** Null when it is no period that a plan can be set for. Weeks and days of a plan follow from its months. */
export function monthsOfPeriod(text: string): Month[] | null {
  const words = text.trim().toLowerCase().replaceAll('ё', 'е')
  const year = Number(/\b(20\d{2})\b/.exec(words)?.[1])
  if (!(year >= 2000 && year <= 2099)) return null
  if (/^20\d{2}( ?г\.?| год)?$/.test(words)) return months(year, 1, 12)
  const quarter = quarterOf(words)
  if (quarter !== null) return months(year, quarter * 3 - 2, 3)
  const [, first] = /^20\d{2}[-./](\d{1,2})(?:[-./]\d{1,2})?(?:[t ].*)?$/.exec(words) ?? []
  const [, second] = /^(?:\d{1,2}[-./])?(\d{1,2})[-./]20\d{2}$/.exec(words) ?? []
  const number = Number(first ?? second)
  if (number >= 1 && number <= 12) return months(year, number, 1)
  const named = /^\p{L}{3}/u.test(words) ? monthOfHeader(words, year) : null
  return named === null ? null : months(year, named + 1, 1)
}

function quarterOf(words: string): number | null {
  const [, latin] = /\bq([1-4])\b/.exec(words) ?? []
  const [, arabic] = /(?:^|[^\d])([1-4])(?:-?й)? ?кв/.exec(words) ?? []
  const [, roman = ''] = /(?:^|\s)(i{1,3}|iv) ?кв/.exec(words) ?? []
  const quarter = Number(latin ?? arabic ?? ROMAN[roman])
  return quarter >= 1 && quarter <= 4 ? quarter : null
}

function months(year: number, first: number, count: number): Month[] {
  const from = monthFromParts(year, first)
  const to = first + count > 12 ? monthFromParts(year + 1, 1) : monthFromParts(year, first + count)
  return eachMonth(from, to)
}
