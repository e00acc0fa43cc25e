import { describe, expect, test } from 'vitest'
import { listsOf, packedCells, type PackedCut, type PackedDimension, type PackedMonth } from './packed-deals.ts'

const int4 = (...numbers: number[]) => {
  const bytes = Buffer.alloc(numbers.length * 4)
  for (const [at, number] of numbers.entries()) bytes.writeInt32BE(number, at * 4)
  return bytes
}
const float8 = (...numbers: number[]) => {
  const bytes = Buffer.alloc(numbers.length * 8)
  for (const [at, number] of numbers.entries()) bytes.writeDoubleBE(number, at * 8)
  return bytes
}
const [OPEN, WON, LOST] = [0, 1, 2]
const deal = ({ n = 1, kind = OPEN, handed = false, day = 1 }) => n * 65_536 + kind * 64 + (handed ? 32 : 0) + day

/** October of a seller: won 100 on the 3rd, lost 70 on the 9th, won 300 on the 20th and taken back on the 25th; the second is somebody else's now. */
const october: PackedMonth = {
  ownerId: 'anna',
  month: '2026-10-01',
  marks: int4(
    deal({ kind: WON, day: 3 }),
    deal({ kind: LOST, day: 9, handed: true }),
    deal({ kind: WON, day: 20 }),
    deal({ n: -1, kind: WON, day: 25 }),
  ),
  money: float8(100, 70, 300, -300),
  seconds: float8(3_600, 7_200),
  holders: int4(5),
}
const WHOLE: PackedCut = { dimensions: [], filters: [], days: () => null, fresh: null, holders: null }

describe('deals of a month in columns', () => {
  test('are counted and summed up by how they ended; what is taken back counts less than nothing', () => {
    expect(packedCells([october], WHOLE)).toMatchObject([[[], { n: [0, 1, 1, 0], money: [0, 100, 70, 0] }]])
  })

  test('of some days are those of these days alone', () => {
    const days = () => ({ from: 9, to: 20 })
    expect(packedCells([october], { ...WHOLE, days })).toMatchObject([
      [[], { n: [0, 1, 1, 0], money: [0, 300, 70, 0] }],
    ])
  })

  test('tell amounts and lengths of the wins that count, each with its own length', () => {
    const [[, { amounts, seconds }] = [[], { amounts: [], seconds: [] }]] = packedCells([october], WHOLE, true)
    expect({ amounts, seconds }).toEqual({ amounts: [100, 300], seconds: [3_600, 7_200] })
  })

  test('stand under the key of each dimension', () => {
    const byHalf: PackedDimension = {
      keys: ['first half', 'second half'],
      lines: false,
      of: () => ({ places: Int32Array.of(0, 0, 1, 1) }),
    }
    expect(packedCells([october], { ...WHOLE, dimensions: [byHalf] })).toMatchObject([
      [['first half'], { n: [0, 1, 1, 0] }],
      [['second half'], { n: [0, 0, 0, 0] }],
    ])
  })

  test('go by shares where a deal stands under several keys, and are counted under each', () => {
    const byProduct: PackedDimension = {
      keys: ['pumps', 'cranes'],
      lines: true,
      of: () => ({
        starts: Int32Array.of(0, 2, 4, 6, 8),
        several: Int32Array.of(0, 1, 0, 1, 0, 1, 0, 1),
        shares: Float64Array.of(0.25, 0.75, 0.25, 0.75, 0.25, 0.75, 0.25, 0.75),
      }),
    }
    const twice = { ...WHOLE, dimensions: [byProduct, byProduct] }
    expect(packedCells([october], { ...WHOLE, dimensions: [byProduct] })).toMatchObject([
      [['pumps'], { n: [0, 1, 1, 0], money: [0, 25, 17.5, 0] }],
      [['cranes'], { n: [0, 1, 1, 0], money: [0, 75, 52.5, 0] }],
    ])
    // Two dimensions of the same lines stand line by line: no pumps that are cranes.
    expect(packedCells([october], twice).map(([keys]) => keys)).toEqual([
      ['pumps', 'pumps'],
      ['cranes', 'cranes'],
    ])
  })

  test('that are somebody else’s now are closed to whoever may not see that person', () => {
    const open: boolean[] = []
    const asked: PackedDimension = {
      keys: [''],
      lines: false,
      of: (deals) => {
        for (let at = 0; at < deals.length; at += 1) open.push(deals.isOpen(at))
        return { places: new Int32Array(deals.length) }
      },
    }
    packedCells([october], { ...WHOLE, dimensions: [asked], holders: (person) => person === 4 })
    packedCells([october], { ...WHOLE, dimensions: [asked], holders: (person) => person === 5 })
    expect(open).toEqual([true, false, true, true, true, true, true, true])
  })
})

test('lists stand one after another; of one product the share is the whole deal', () => {
  const int2 = (number: number) => int4(number).subarray(2)
  const bytes = Buffer.concat([int2(0), int2(1), int4(7), int2(2), int4(3), float8(0.4), int4(9), float8(0.6)])
  const { starts, numbers, shares } = listsOf(bytes, 3, true)
  expect([...starts]).toEqual([0, 0, 1, 3])
  expect([...numbers.subarray(0, 3)]).toEqual([7, 3, 9])
  expect([...shares.subarray(0, 3)]).toEqual([1, 0.4, 0.6])
})
