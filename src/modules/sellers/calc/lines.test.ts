import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Counted, figuresOfLines, linesAbove } from './lines.ts'

const lines = [
  { subjectId: 'company', parentId: null },
  { subjectId: 'west', parentId: 'company' },
  { subjectId: 'anna', parentId: 'west' },
  { subjectId: 'oleg', parentId: 'west' },
  { subjectId: 'ivan', parentId: 'company' },
  { subjectId: 'nobody', parentId: 'company' },
]
const row = (kind: Counted['kind'], ownerId: string, n: number, amountMinor = 0): Counted => ({
  kind,
  ownerId,
  n,
  amountMinor,
})

test('a department sums its people, the company everybody', () => {
  const figures = figuresOfLines(
    lines,
    [row('booked', 'anna', 3, 900), row('booked', 'oleg', 1, 100), row('booked', 'ivan', 2, 500)],
    'nobody',
  )
  expect(figures.get('west')).toMatchObject({ won: 4, salesMinor: 1000, averageCheckMinor: 250 })
  expect(figures.get('company')).toMatchObject({ won: 6, salesMinor: 1500 })
})

test('a win that was taken back lowers sales, and a month of returns alone has no average check', () => {
  const figures = figuresOfLines(lines, [row('booked', 'anna', -1, -900)], 'nobody')
  expect(figures.get('anna')).toMatchObject({ won: -1, salesMinor: -900, averageCheckMinor: null })
})

test('a win rate of few deals says so and is never made of nothing', () => {
  const figures = figuresOfLines(lines, [row('closed_won', 'anna', 3), row('closed_lost', 'anna', 1)], 'nobody')
  expect(figures.get('anna')?.winRate).toMatchObject({ share: 0.75, n: 4, small: true })
  expect(figures.get('oleg')?.winRate.share).toBeNull()
})

test('deals of somebody without a line are not lost', () => {
  expect(figuresOfLines(lines, [row('created', 'ghost', 5)], 'nobody').get('company')?.created).toBe(5)
})

test('each owner is counted once in every line above him', () => {
  expect(linesAbove(lines, new Set(['anna', 'ivan'])).map(({ ownerId, lineId }) => `${ownerId}:${lineId}`)).toEqual([
    'anna:anna',
    'anna:west',
    'anna:company',
    'ivan:ivan',
    'ivan:company',
  ])
})

test('the top line is the sum of all that was counted, in whatever order', () => {
  const counted = fc.array(
    fc.record({
      kind: fc.constantFrom('created' as const, 'booked' as const, 'open' as const),
      ownerId: fc.constantFrom('anna', 'oleg', 'ivan', 'nobody', 'ghost'),
      n: fc.integer({ min: -5, max: 50 }),
      amountMinor: fc.integer({ min: -1000, max: 100_000 }),
    }),
  )
  fc.assert(
    fc.property(counted, (rows) => {
      const top = figuresOfLines(lines, rows, 'nobody').get('company')
      const sales = rows.filter((one) => one.kind === 'booked').reduce((sum, one) => sum + one.amountMinor, 0)
      expect(top?.salesMinor).toBe(sales)
      expect(figuresOfLines(lines, rows.toReversed(), 'nobody').get('company')).toEqual(top)
    }),
  )
})
