import { expect, it } from 'vitest'
import type { Day } from '#core/calendar/day.ts'
import { plainWeek } from '#core/calendar/working-days.ts'
import { isAwayOn, workingDaysAway } from './days-away.ts'

const away = { fromOn: '2026-11-19', toOn: '2026-11-24' }

it('counts the working days of an absence, both ends included', () => {
  // Thursday to Tuesday over a weekend.
  expect(workingDaysAway(away, plainWeek)).toBe(4)
})

it('counts within a period only what lies in it', () => {
  const week = { start: '2026-11-23' as Day, end: '2026-11-30' as Day }
  expect(workingDaysAway(away, plainWeek, week)).toBe(2)
  expect(workingDaysAway(away, plainWeek, { start: '2027-01-01' as Day, end: '2027-02-01' as Day })).toBe(0)
})

it('is away on the first and the last day, not on the day after', () => {
  expect([isAwayOn(away, '2026-11-19'), isAwayOn(away, '2026-11-24'), isAwayOn(away, '2026-11-25')]).toEqual([
    true,
    true,
    false,
  ])
})
