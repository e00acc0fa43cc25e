import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eachDay, type Month } from './day.ts'
import { asPeriod, monthPeriod } from './period.ts'
import {
  FIRST_PUBLISHED_YEAR,
  isPublishedYear,
  LAST_PUBLISHED_YEAR,
  russianCalendar,
} from './production-calendar-ru.ts'
import { isShortDay, isWorkingDay, workingDays } from './working-days.ts'

test('working days of Russia: 2024 248, 2025 247, 2026 247', () => {
  expect(['2024', '2025', '2026'].map((year) => workingDays(asPeriod(year), russianCalendar))).toEqual([248, 247, 247])
})

test('working days of 2026 by month', () => {
  const months = Array.from({ length: 12 }, (_, index) => `2026-${String(index + 1).padStart(2, '0')}` as Month)
  const counts = months.map((month) => workingDays(monthPeriod(month), russianCalendar))
  expect(counts).toEqual([15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22])
})

test('a year without a decree yet has the holidays of the Labour Code, and is known as an estimate', () => {
  expect(isPublishedYear(2026)).toBe(true)
  expect(isPublishedYear(2027)).toBe(false)
  const off = eachDay(...(Object.values(asPeriod('2027')) as [never, never])).filter(
    (day) => russianCalendar.exceptions[day] === 'off',
  )
  expect(off.slice(8)).toEqual([
    '2027-02-23',
    '2027-03-08',
    '2027-05-01',
    '2027-05-03',
    '2027-05-09',
    '2027-05-10',
    '2027-06-12',
    '2027-06-14',
    '2027-11-04',
  ])
})

const source = new URL('../../../../shared/data/ru-production-calendar/', import.meta.url)

test.skipIf(!existsSync(source))('every day of 2015–2026 is as in the published files (skipped without them)', () => {
  for (let year = FIRST_PUBLISHED_YEAR; year <= LAST_PUBLISHED_YEAR; year += 1) {
    const xml = readFileSync(new URL(`ru-${year}.xml`, source), 'utf8')
    const types = new Map(
      [...xml.matchAll(/d="(\d\d)\.(\d\d)" t="([123])"/g)].map((match) => [
        `${year}-${match[1]}-${match[2]}`,
        match[3],
      ]),
    )
    expect(types.size).toBeGreaterThan(14)
    const { start, end } = asPeriod(String(year))
    for (const day of eachDay(start, end)) {
      const type = types.get(day)
      const weekend = [0, 6].includes(new Date(day).getUTCDay())
      expect([day, isWorkingDay(day, russianCalendar)]).toEqual([day, type === undefined ? !weekend : type !== '1'])
      expect([day, isShortDay(day, russianCalendar)]).toEqual([day, type === '2'])
    }
  }
})
