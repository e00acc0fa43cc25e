import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstFree, freeStretches, nearestFree } from './free-time.ts'
import { spread } from './spread.ts'

const day = { start: 540, end: 1080 }

test('free time is what the busy stretches leave, whatever their order', () => {
  const busy = [
    { start: 900, end: 960 },
    { start: 500, end: 600 },
    { start: 590, end: 620 },
  ]
  expect(freeStretches(day, busy)).toEqual([
    { start: 620, end: 900 },
    { start: 960, end: 1080 },
  ])
  expect(freeStretches(day, [{ start: 0, end: 1440 }])).toEqual([])
})

test('the first free time stands on a whole step and is long enough', () => {
  expect(firstFree(day, [{ start: 540, end: 603 }], 30, 15)).toBe(615)
  expect(firstFree(day, [{ start: 570, end: 1080 }], 31)).toBeUndefined()
})

test('the wished time is taken when free, the next one else, an earlier one when the evening is full', () => {
  expect(nearestFree(day, [], 15, 15, 600)).toBe(600)
  expect(nearestFree(day, [{ start: 600, end: 660 }], 15, 15, 600)).toBe(660)
  expect(nearestFree(day, [{ start: 600, end: 1080 }], 15, 15, 600)).toBe(540)
})

const names = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `deal ${index}`, ownerId: 'anna' }))
const usual = { length: 15, pause: 5, mostADay: 100, busy: () => [] }

test('ten calls over two days are five a day, from the morning on, with a rest between them', () => {
  const { placed, unplaced } = spread(names(10), {
    ...usual,
    days: [
      { day: 'mon', open: day },
      { day: 'tue', open: day },
    ],
  })
  expect(unplaced).toEqual([])
  expect(placed.filter((one) => one.day === 'mon').map(({ start }) => start)).toEqual([540, 560, 580, 600, 620])
  expect(placed.filter((one) => one.day === 'tue')).toHaveLength(5)
})

test('a day off takes none, a full day leaves its share to the others, what has no room is named', () => {
  const days = [
    { day: 'sat', open: undefined },
    { day: 'mon', open: { start: 540, end: 570 } },
    { day: 'tue', open: { start: 540, end: 600 } },
  ]
  const { placed, unplaced } = spread(names(8), { ...usual, pause: 0, days })
  expect(placed.filter((one) => one.day === 'mon')).toHaveLength(2)
  expect(placed.filter((one) => one.day === 'tue')).toHaveLength(4)
  expect(unplaced).toEqual(['deal 6', 'deal 7'])
})

test('nobody has two at once, neither over what he had, nor more a day than allowed', () => {
  const some = fc.record({
    count: fc.integer({ min: 1, max: 40 }),
    length: fc.integer({ min: 5, max: 90 }),
    pause: fc.integer({ min: 0, max: 20 }),
    mostADay: fc.integer({ min: 1, max: 12 }),
    busy: fc.array(fc.record({ start: fc.integer({ min: 500, max: 1100 }), long: fc.integer({ min: 5, max: 120 }) }), {
      maxLength: 6,
    }),
  })
  fc.assert(
    fc.property(some, ({ count, length, pause, mostADay, busy }) => {
      const before = busy.map(({ start, long }) => ({ start, end: start + long }))
      const days = ['mon', 'tue', 'wed'].map((name) => ({ day: name, open: day }))
      const { placed, unplaced } = spread(names(count), { days, length, pause, mostADay, busy: () => before })
      expect(placed.length + unplaced.length).toBe(count)
      for (const { day: name } of days) {
        const mine = placed.filter((one) => one.day === name)
        expect(mine.length).toBeLessThanOrEqual(mostADay)
        for (const [index, one] of mine.entries()) {
          expect(one.start).toBeGreaterThanOrEqual(day.start)
          expect(one.start + length).toBeLessThanOrEqual(day.end)
          const after = mine[index + 1]
          if (after) expect(after.start).toBeGreaterThanOrEqual(one.start + length + pause)
          expect(before.some((other) => one.start < other.end && other.start < one.start + length)).toBe(false)
        }
      }
    }),
  )
})
