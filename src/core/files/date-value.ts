import { type Day, DAY_MS } from '#core/calendar/day.ts'
import { type Parsed, parsed, refused, tidyCell } from './parsed.ts'

/** Order of day, month and year. Texts that begin with a four-digit year are read so under each. */
export type DateOrder = 'DMY' | 'MDY' | 'YMD'

export type DateValue = {
  day: Day
  /** `HH:mm:ss`, absent where the cell has a day only. */
  time?: string
  /** `+03:00` or `Z`; absent for local time of the file's author. */
  offset?: string
}

/** Years outside are typing errors: CRMs hold no deals of year 21 or 2999. */
const FIRST_YEAR = 1970
const LAST_YEAR = 2100
/** Characters of the longest spelling: a date in words with time, fractions and zone. */
const LONGEST = 64
/** Excel's day number of 1970-01-01 (day 1 is 1900-01-01) and of 2100-12-31. */
const FIRST_SERIAL = 25_569
const LAST_SERIAL = 73_415

const CLOCK = String.raw`(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s*([ap]\.?m\.?)?`
const ZONE = String.raw`(?:\s*(z|utc|gmt|(?:utc|gmt)?[+-]\d{1,2}(?::?\d{2})?))?`
const TIME = String.raw`(?:(?:\s*t\s*|\s*,\s*|\s+(?:в\s+)?)${CLOCK}${ZONE})?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`, 'i')
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?:\s*г\.?)?${TIME}$`, 'i')
const DAY_WORD = new RegExp(
  String.raw`^(\d{1,2})[\s.-]*([a-zа-яё]{3,9})\.?[\s,.-]*(\d{4}|\d{2})(?:\s*г(?:\.|ода)?)?${TIME}$`,
  'i',
)
const WORD_DAY = new RegExp(String.raw`^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${TIME}$`, 'i')

/**
 * A day with its time, from any of the field's spellings; see the tests for the list. `order` comes from the whole column
 * (`profileColumn`). Whole numbers are Excel day numbers, `20240621`, unix seconds or milliseconds (then in UTC).
 * Reasons: EMPTY, NOT_A_DATE, NO_SUCH_DAY, YEAR_OUT_OF_RANGE.
 */
export function parseDate(text: string, order: DateOrder = 'DMY'): Parsed<DateValue> {
  const tidy = tidyCell(text)
  if (tidy === '') return refused('EMPTY')
  if (tidy.length > LONGEST) return refused('NOT_A_DATE')
  const first = YEAR_FIRST.exec(tidy)
  if (first !== null) return dated(first[1], first[2], first[3], first.slice(4))
  const last = YEAR_LAST.exec(tidy)
  if (last !== null) {
    const [, a, , b, c] = last
    if (order === 'YMD' && c?.length === 2) return dated(a, b, c, last.slice(5))
    return order === 'MDY' ? dated(c, a, b, last.slice(5)) : dated(c, b, a, last.slice(5))
  }
  const dayWord = DAY_WORD.exec(tidy)
  if (dayWord !== null) return dated(dayWord[3], monthOfWord(dayWord[2]), dayWord[1], dayWord.slice(4))
  const wordDay = WORD_DAY.exec(tidy)
  if (wordDay !== null) return dated(wordDay[3], monthOfWord(wordDay[1]), wordDay[2], wordDay.slice(4))
  return numericDate(tidy)
}

function dated(
  yearText: string | undefined,
  monthText: string | undefined,
  dateText: string | undefined,
  clock: (string | undefined)[],
): Parsed<DateValue> {
  if (monthText === '') return refused('NOT_A_DATE')
  const [month, date] = [Number(monthText), Number(dateText)]
  let year = Number(yearText)
  if (yearText?.length === 2) year += year < 70 ? 2000 : 1900
  const at = new Date(Date.UTC(2000, month - 1, date))
  at.setUTCFullYear(year, month - 1, date)
  if (month < 1 || month > 12 || at.getUTCDate() !== date) return refused('NO_SUCH_DAY')
  if (year < FIRST_YEAR || year > LAST_YEAR) return refused('YEAR_OUT_OF_RANGE')
  const value: DateValue = { day: at.toISOString().slice(0, 10) as Day }
  const [hourText, minuteText, secondText = '00', half, zone] = clock
  if (hourText === undefined || minuteText === undefined) return parsed(value)
  let hour = Number(hourText)
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return refused('NOT_A_DATE')
    hour = (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)
  }
  if (hour > 23 || Number(minuteText) > 59 || Number(secondText) > 59) return refused('NOT_A_DATE')
  value.time = `${String(hour).padStart(2, '0')}:${minuteText}:${secondText}`
  if (zone === undefined) return parsed(value)
  const offset = offsetOf(zone)
  return offset === null ? refused('NOT_A_DATE') : parsed({ ...value, offset })
}

/** Null beyond the zones that exist, -12:00…+14:00. */
function offsetOf(zone: string): string | null {
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone)
  if (match === null) return 'Z'
  if (Number(match[2]) > 14 || Number(match[3] ?? 0) > 59) return null
  return `${match[1]}${match[2]?.padStart(2, '0')}:${match[3] ?? '00'}`
}

function numericDate(tidy: string): Parsed<DateValue> {
  if (!/^\d+([.,]\d+)?$/.test(tidy)) return refused('NOT_A_DATE')
  const number = Number(tidy.replace(',', '.'))
  const whole = Number.isInteger(number)
  if (number >= FIRST_SERIAL && number < LAST_SERIAL + 1) {
    const at = momentOf(Math.round((number - FIRST_SERIAL) * 86_400) * 1000)
    return parsed(whole ? { day: at.day } : at)
  }
  if (!whole) return refused('NOT_A_DATE')
  if (/^\d{8}$/.test(tidy)) return dated(tidy.slice(0, 4), tidy.slice(4, 6), tidy.slice(6), [])
  // Unix seconds from 1973 on have nine or ten digits, milliseconds twelve or thirteen.
  const ms = /^\d{9,10}$/.test(tidy) ? number * 1000 : /^\d{12,13}$/.test(tidy) ? number : -1
  if (ms < 0) return refused('NOT_A_DATE')
  return ms < (LAST_SERIAL + 1 - FIRST_SERIAL) * DAY_MS
    ? parsed({ ...momentOf(ms), offset: 'Z' })
    : refused('YEAR_OUT_OF_RANGE')
}

function momentOf(ms: number): { day: Day; time: string } {
  const iso = new Date(ms).toISOString()
  return { day: iso.slice(0, 10) as Day, time: iso.slice(11, 19) }
}

const MONTHS = ['янв', 'фев', 'мар', 'апр', 'ма[йя]', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'].map(
  (stem, index) => {
    const english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'][index]
    return new RegExp(`^(?:${stem}|${english})`, 'i')
  },
)

/** Number of a month written as a word, '' when the word is none. */
function monthOfWord(word: string | undefined): string {
  const index = MONTHS.findIndex((month) => month.test(word ?? ''))
  return index === -1 ? '' : String(index + 1)
}
