import { expect, test } from 'vitest'
import { mediansOfLines } from './medians.ts'

test('a department has the middle of all deals of its people, and not a mean of their medians', () => {
  const lines = [
    { ownerId: 'anna', lineId: 'anna' },
    { ownerId: 'anna', lineId: 'north' },
    { ownerId: 'ivan', lineId: 'ivan' },
    { ownerId: 'ivan', lineId: 'north' },
    { ownerId: 'olga', lineId: 'olga' },
  ]
  const wins = [
    { ownerId: 'anna', checks: Float64Array.of(900, 0, 1000), cycles: Float64Array.of(10, 30, 20.5) },
    { ownerId: 'ivan', checks: Float64Array.of(100), cycles: Float64Array.of(40) },
    { ownerId: 'somebody without a line', checks: Float64Array.of(7), cycles: Float64Array.of(7) },
  ]
  expect(mediansOfLines(lines, wins)).toEqual([
    { subjectId: 'anna', n: 3, checkMinor: 900, cycleSeconds: 20.5, withoutAmount: 1 },
    { subjectId: 'north', n: 4, checkMinor: 500, cycleSeconds: 25.25, withoutAmount: 1 },
    { subjectId: 'ivan', n: 1, checkMinor: 100, cycleSeconds: 40, withoutAmount: 0 },
  ])
})
