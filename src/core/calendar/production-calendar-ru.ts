/**
 * Production calendar of Russia for a five-day week: the Labour Code (articles 95 and 112), the government's yearly decrees on moved
 * days off and, for 2020 and 2021, the presidential decrees on non-working days. Saturdays and Sundays are implied.
 */
import { addDays, type Day, dayFromNumber, dayNumber, eachDay, weekday } from './day.ts'
import type { DayException, WorkCalendar } from './working-days.ts'

/** `MM-DD` or `MM-DD..MM-DD`, both ends included, separated by spaces. */
type YearOfExceptions = { off: string; short: string; working: string }

const PUBLISHED: Readonly<Record<number, YearOfExceptions>> = {
  2015: {
    off: '01-01..01-09 02-23 03-08..03-09 05-01 05-04 05-09 05-11 06-12 11-04',
    short: '04-30 05-08 06-11 11-03 12-31',
    working: '',
  },
  2016: {
    off: '01-01..01-08 02-22..02-23 03-07..03-08 05-01..05-03 05-09 06-12..06-13 11-04',
    short: '02-20 11-03',
    working: '',
  },
  2017: {
    off: '01-01..01-08 02-23..02-24 03-08 05-01 05-08..05-09 06-12 11-04 11-06',
    short: '02-22 03-07 11-03',
    working: '',
  },
  2018: {
    off: '01-01..01-08 02-23 03-08..03-09 04-30..05-02 05-09 06-11..06-12 11-04..11-05 12-31',
    short: '02-22 03-07 04-28 05-08 06-09 12-29',
    working: '',
  },
  2019: {
    off: '01-01..01-08 02-23 03-08 05-01..05-03 05-09..05-10 06-12 11-04',
    short: '02-22 03-07 04-30 05-08 06-11 12-31',
    working: '',
  },
  2020: {
    off: '01-01..01-08 02-23..02-24 03-08..03-09 03-30..05-11 06-12 06-24 07-01 11-04',
    short: '06-11 11-03 12-31',
    working: '',
  },
  2021: {
    off: '01-01..01-08 02-22..02-23 03-08 05-01 05-03..05-07 05-09..05-10 06-12 06-14 10-30..11-05 12-31',
    short: '02-20 04-30 06-11',
    working: '',
  },
  2022: {
    off: '01-01..01-08 02-23 03-07..03-08 05-01..05-03 05-09..05-10 06-12..06-13 11-04',
    short: '02-22 03-05 11-03',
    working: '',
  },
  2023: {
    off: '01-01..01-08 02-23..02-24 03-08 05-01 05-08..05-09 06-12 11-04 11-06',
    short: '02-22 03-07 11-03',
    working: '',
  },
  2024: {
    off: '01-01..01-08 02-23 03-08 04-29..05-01 05-09..05-10 06-12 11-04 12-30..12-31',
    short: '02-22 03-07 05-08 06-11 11-02',
    working: '04-27 12-28',
  },
  2025: {
    off: '01-01..01-08 02-23 03-08 05-01..05-02 05-08..05-09 06-12..06-13 11-03..11-04 12-31',
    short: '03-07 04-30 06-11 11-01',
    working: '',
  },
  2026: {
    off: '01-01..01-09 02-23 03-08..03-09 05-01 05-09 05-11 06-12 11-04 12-31',
    short: '04-30 05-08 06-11 11-03',
    working: '',
  },
}

export const FIRST_PUBLISHED_YEAR = 2015
export const LAST_PUBLISHED_YEAR = 2026

/** Plans are made before the decree is; the estimate reaches so many years beyond the last published one. */
const ESTIMATED_YEARS = 5

/** False where the calendar is an estimate or a plain week: screens say so. */
export function isPublishedYear(year: number): boolean {
  return year >= FIRST_PUBLISHED_YEAR && year <= LAST_PUBLISHED_YEAR
}

/** 2015–2026 as published, the next five years by the Labour Code alone. */
export const russianCalendar: WorkCalendar = {
  weekDays: [1, 2, 3, 4, 5],
  exceptions: allExceptions(),
}

function allExceptions(): Record<string, DayException> {
  const exceptions: Record<string, DayException> = {}
  for (const [year, { off, short, working }] of Object.entries(PUBLISHED)) {
    for (const day of daysIn(year, off)) exceptions[day] = 'off'
    for (const day of daysIn(year, short)) exceptions[day] = 'short'
    for (const day of daysIn(year, working)) exceptions[day] = 'working'
  }
  for (let year = LAST_PUBLISHED_YEAR + 1; year <= LAST_PUBLISHED_YEAR + ESTIMATED_YEARS; year += 1) {
    for (const day of statutoryDaysOff(year)) exceptions[day] = 'off'
  }
  return exceptions
}

function daysIn(year: string, spans: string): Day[] {
  return spans
    .split(' ')
    .filter((span) => span !== '')
    .flatMap((span) => {
      const [from, to = from] = span.split('..')
      return eachDay(`${year}-${from}` as Day, addDays(`${year}-${to}` as Day, 1))
    })
}

/**
 * Article 112: the eight January days and six holidays; a holiday on a weekend gives the next working day off, except in
 * January, whose two lost weekends the decree moves anywhere (so an estimate has up to two working days too many).
 */
function statutoryDaysOff(year: number): Day[] {
  const january = daysIn(String(year), '01-01..01-08')
  const holidays = daysIn(String(year), '02-23 03-08 05-01 05-09 06-12 11-04')
  const moved = holidays
    .filter((day) => weekday(day) >= 6)
    .map((day) => dayFromNumber(dayNumber(day) + 8 - weekday(day)))
  return [...january, ...holidays, ...moved]
}
