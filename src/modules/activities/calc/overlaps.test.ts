import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lanesOf, type Span } from './overlaps.ts'

const span = (id: string, start: number, end: number): Span => ({ id, start, end })

test('one alone has the whole width', () => {
  expect(lanesOf([span('a', 600, 660)]).get('a')).toEqual({ lane: 0, width: 1, lanes: 1 })
})

test('two at the same time stand side by side, one after the other does not', () => {
  const lanes = lanesOf([span('a', 600, 660), span('b', 630, 690), span('c', 690, 720)])
  expect(lanes.get('a')).toEqual({ lane: 0, width: 1, lanes: 2 })
  expect(lanes.get('b')).toEqual({ lane: 1, width: 1, lanes: 2 })
  expect(lanes.get('c')).toEqual({ lane: 0, width: 1, lanes: 1 })
})

test('a meeting of the whole day leaves its neighbour the lane that others have freed', () => {
  const lanes = lanesOf([span('day', 540, 1080), span('a', 540, 600), span('b', 540, 600), span('late', 900, 960)])
  expect(lanes.get('day')).toEqual({ lane: 0, width: 1, lanes: 3 })
  expect(lanes.get('late')).toEqual({ lane: 1, width: 2, lanes: 3 })
})

test('a call of no length is drawn with the least one and pushes its neighbour aside', () => {
  const lanes = lanesOf([span('a', 600, 600), span('b', 610, 640)], 20)
  expect([lanes.get('a')?.lane, lanes.get('b')?.lane]).toEqual([0, 1])
})

const spans = fc
  .array(fc.record({ start: fc.integer({ min: 0, max: 200 }), length: fc.integer({ min: 1, max: 60 }) }), {
    maxLength: 25,
  })
  .map((all) => all.map(({ start, length }, index) => span(`s${index}`, start, start + length)))

test('no two that meet share a lane, and none leaves the lanes of its group', () => {
  fc.assert(
    fc.property(spans, (all) => {
      const lanes = lanesOf(all)
      for (const a of all) {
        const one = lanes.get(a.id)
        if (!one || one.lane + one.width > one.lanes) return false
        for (const b of all) {
          const other = lanes.get(b.id)
          if (a.id === b.id || !other || a.start >= b.end || b.start >= a.end) continue
          if (one.lane < other.lane + other.width && other.lane < one.lane + one.width) return false
        }
      }
      return true
    }),
  )
})

test('the order of input does not matter', () => {
  fc.assert(
    fc.property(spans, (all) => {
      expect(lanesOf(all.toReversed())).toEqual(lanesOf(all))
    }),
  )
})
