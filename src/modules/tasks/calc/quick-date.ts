import { addDays as later, type Day, dayFromParts, pad, weekday, yearOf } from '#core/calendar/day.ts'
import { addMonths, addMonthsToDay, lastDay, monthNumber, monthOf } from '#core/calendar/month.ts'
import type { Horizon } from '../contract.ts'
import { lastDayOf } from './due.ts'
import { type Moment, type Piece, take, whole } from './quick-piece.ts'

export interface FoundDate {
  day: Day
  /** Said together with the day: «через 2 часа». */
  time: string | null
  horizon: Horizon | null
}

const only = (day: Day): FoundDate => ({ day, time: null, horizon: null })

const DAYS_OF_WEEK: readonly string[] = [
  'понедельник(?:у|ам)?|пн|mondays?|mon',
  'вторник(?:у|ам)?|вт|tuesdays?|tue',
  'сред(?:[ауе]|ам)|ср|wednesdays?|wed',
  'четверг(?:у|ам)?|чт|thursdays?|thu',
  'пятниц(?:[ауе]|ам)|пт|fridays?|fri',
  'суббот(?:[ауе]|ам)|сб|saturdays?|sat',
  'воскресень(?:[ею]|ям)|вс|sundays?|sun',
]
/** «25 ноября», «25 нояб.», «25 ноя». */
const MONTHS: readonly string[] = [
  'янв(?:аря)?|jan(?:uary)?',
  'февр?(?:аля)?|feb(?:ruary)?',
  'мар(?:та)?|mar(?:ch)?',
  'апр(?:еля)?|apr(?:il)?',
  'мая|may',
  'июня?|june?',
  'июля?|july?',
  'авг(?:уста)?|aug(?:ust)?',
  'сент?(?:ября)?|sept?(?:ember)?',
  'окт(?:ября)?|oct(?:ober)?',
  'нояб?(?:ря)?|nov(?:ember)?',
  'дек(?:абря)?|dec(?:ember)?',
]
const BEFORE = '(?:(?:в|во|на|до|к|ко|не позднее|on|by|until)\\s+)?'
/** What is counted is no date: «скидка 10.12 %». */
const NOT_COUNTED = '(?!\\s*(?:%|₽|руб|тыс|млн|млрд|шт|кг|т\\b|м²))'

const COUNTS: Record<string, number> = {
  два: 2,
  две: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
}

const IN_WORDS = [relativeWords, spans, ahead, dayOfWeek]
const IN_FIGURES = [numericDate, dateWithMonth, dateOfMonth]

/** The day that the line names, the earliest kind of naming first. */
export function readDate(line: string, now: Moment): Piece<FoundDate> | null {
  for (const read of /\d/.test(line) ? [...IN_WORDS, ...IN_FIGURES] : IN_WORDS) {
    const piece = read(line, now)
    if (piece) return piece
  }
  return null
}

function relativeWords(line: string, { today }: Moment): Piece<FoundDate> | null {
  const words: readonly (readonly [string, Day])[] = [
    ['послезавтра|the day after tomorrow', later(today, 2)],
    ['завтра|tomorrow', later(today, 1)],
    ['сегодня|today', today],
  ]
  return firstOf(line, words, only)
}

/** Whole weeks, months and quarters ahead. */
function spans(line: string, { today }: Moment): Piece<FoundDate> | null {
  const month = addMonths(monthOf(today), 1)
  const quarter = lastDayOf('quarter', later(lastDayOf('quarter', today), 1))
  const words: readonly (readonly [string, FoundDate])[] = [
    ['на (?:следующей|след\\.?) неделе|next week', { ...only(later(lastDayOf('week', today), 7)), horizon: 'week' }],
    ['в (?:следующем|след\\.?) месяце|next month', { ...only(lastDay(month)), horizon: 'month' }],
    ['в (?:следующем|след\\.?) квартале|next quarter', { ...only(quarter), horizon: 'quarter' }],
  ]
  return firstOf(line, words, (found) => found)
}

const AHEAD =
  /(?<![\p{L}\p{N}])(?:через|in)\s+(?:(?<count>\d{1,3}|два|две|три|четыре|пять|two|three|four|five)\s+)?(?<unit>полчаса|час(?:а|ов)?|минут[уы]?|мин\.?|д(?:ень|ня|ней)|недел[юиь]|месяц(?:а|ев)?|hours?|minutes?|days?|weeks?|months?)(?![\p{L}\p{N}])/iu

/** «Через 3 дня», «через неделю», «через полчаса». */
function ahead(line: string, now: Moment): Piece<FoundDate> | null {
  const piece = take(line, AHEAD)
  if (!piece) return null
  const { count = '1', unit = '' } = piece.groups
  const n = COUNTS[count.toLowerCase()] ?? Number(count)
  return { value: inTime(n, unit.toLowerCase(), now), rest: piece.rest }
}

function inTime(n: number, unit: string, { today, minutes }: Moment): FoundDate {
  // «Через день» is the day after tomorrow in Russian: one day lies between.
  if (unit === 'день') return only(later(today, n === 1 ? 2 : n))
  if (/^(?:д|day)/.test(unit)) return only(later(today, n))
  if (/^(?:недел|week)/.test(unit)) return only(later(today, 7 * n))
  if (/^(?:месяц|month)/.test(unit)) return only(addMonthsToDay(today, n))
  const length = unit === 'полчаса' ? 30 : /^(?:час|hour)/.test(unit) ? 60 * n : n
  const at = minutes + length
  const clock = at % 1440
  return {
    ...only(later(today, Math.floor(at / 1440))),
    time: `${pad(Math.floor(clock / 60), 2)}:${pad(clock % 60, 2)}`,
  }
}

/** «В пятницу», «в следующий вторник», «к ср»: the nearest one after today; «следующий» is of the next week. */
function dayOfWeek(line: string, { today }: Moment): Piece<FoundDate> | null {
  for (const [index, names] of DAYS_OF_WEEK.entries()) {
    const which = '(?:(?<next>следующ(?:ий|ую|ее)|след\\.?|next)\\s+|(?:эт(?:от|у|о)|this)\\s+)?'
    const pattern = whole(`${BEFORE}${which}(?:${names})`)
    const piece = take(line, pattern)
    if (!piece) continue
    const distance = ((index + 1 - weekday(today) + 6) % 7) + 1
    const isThisWeek = weekday(today) < index + 1
    return { value: only(later(today, distance + (piece.groups['next'] && isThisWeek ? 7 : 0))), rest: piece.rest }
  }
  return null
}

/** 25.11, 25.11.26, 25.11.2026, 25/11/2026, 2026-11-25. */
function numericDate(line: string, { today }: Moment): Piece<FoundDate> | null {
  const iso = take(line, whole(`${BEFORE}(?<year>20\\d\\d)-(?<month>\\d\\d)-(?<date>\\d\\d)`))
  const dotted = whole(`${BEFORE}(?<date>\\d{1,2})[./](?<month>\\d{1,2})(?:[./](?<year>\\d{4}|\\d{2}))?${NOT_COUNTED}`)
  const piece = iso ?? take(line, dotted)
  if (!piece) return null
  const { date, month, year } = piece.groups
  const day = dated(Number(date), Number(month), year, today)
  return day && { value: only(day), rest: piece.rest }
}

function dateWithMonth(line: string, { today }: Moment): Piece<FoundDate> | null {
  const year = '(?:\\s+(?<year>20\\d\\d)(?:\\s*г(?:ода)?)?)?'
  for (const [index, names] of MONTHS.entries()) {
    const piece = take(line, whole(`${BEFORE}(?<date>\\d{1,2})(?:-?го)?\\s+(?:${names})\\.?${year}`))
    const day = piece && dated(Number(piece.groups['date']), index + 1, piece.groups['year'], today)
    if (day) return { value: only(day), rest: piece.rest }
  }
  return null
}

/** «До 25-го», «25 числа»: of this month, or of the next one where it has passed. */
function dateOfMonth(line: string, { today }: Moment): Piece<FoundDate> | null {
  const piece = take(line, whole(`${BEFORE}(?<date>\\d{1,2})(?:-?го(?:\\s+числа)?|\\s+числа)`))
  if (!piece) return null
  const date = Number(piece.groups['date'])
  for (let months = 0; months < 12; months += 1) {
    const month = addMonths(monthOf(today), months)
    const day = dayFromParts(yearOf(month), monthNumber(month), date)
    if (day && day >= today) return { value: only(day), rest: piece.rest }
  }
  return null
}

/** A date without a year is the nearest to come. */
function dated(date: number, month: number, year: string | undefined, today: Day): Day | null {
  if (year !== undefined) return dayFromParts(year.length === 2 ? 2000 + Number(year) : Number(year), month, date)
  for (let years = 0; years <= 4; years += 1) {
    const day = dayFromParts(yearOf(today) + years, month, date)
    if (day && day >= today) return day
  }
  return null
}

function firstOf<Value>(
  line: string,
  words: readonly (readonly [string, Value])[],
  found: (value: Value) => FoundDate,
): Piece<FoundDate> | null {
  for (const [pattern, value] of words) {
    const piece = take(line, whole(`${BEFORE}(?:${pattern})`))
    if (piece) return { value: found(value), rest: piece.rest }
  }
  return null
}
