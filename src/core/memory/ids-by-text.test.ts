import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IdsByText } from './ids-by-text.ts'
import { grown, TextNumbers } from './text-numbers.ts'

const text = fc.oneof(fc.string(), fc.constantFrom('ооо ромашка', 'ромашка', '', '0', '00'))
const id = fc.option(fc.uuid(), { nil: null })

describe('ids by text', () => {
  it('give what a map gives, whatever is put in and in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, id)), fc.array(text), (entries, asked) => {
        const map = new Map<string, string | null>()
        const ids = new IdsByText()
        for (const [key, value] of entries) {
          map.set(key, value)
          ids.set(key, value)
        }
        for (const key of [...map.keys(), ...asked]) {
          expect(ids.get(key)).toBe(map.get(key))
          expect(ids.has(key)).toBe(map.has(key))
        }
      }),
    )
  })

  it('keep a hundred thousand apart while they grow', () => {
    const ids = new IdsByText()
    const idOf = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`
    for (let n = 0; n < 100_000; n += 1) ids.set(`Клиент ${n}`, idOf(n))
    for (let n = 0; n < 100_000; n += 7) expect(ids.get(`Клиент ${n}`)).toBe(idOf(n))
    expect(ids.get('Клиент 100000')).toBeUndefined()
  })
})

describe('numbers of texts', () => {
  it('follow the order in which texts came and stay', () => {
    const numbers = new TextNumbers()
    expect(['a', 'b', 'a', 'c', 'b'].map((one) => numbers.add(one))).toEqual([0, 1, 0, 2, 1])
    expect([numbers.find('c'), numbers.find('d'), numbers.size]).toEqual([2, -1, 3])
  })

  it('index arrays that grow without losing anything', () => {
    expect([...grown(Uint32Array.of(1, 2), 3)]).toEqual([1, 2, 0, 0])
    expect([...grown(Float64Array.of(0.5), 1)]).toEqual([0.5])
  })
})
