import { describe, expect, it } from 'vitest'
import { uuid7 } from './uuid7.ts'

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('keys ordered by time', () => {
  it('have the form of version 7 and differ, also within one moment', () => {
    const ids = Array.from({ length: 10_000 }, () => uuid7(1_763_800_000_000))
    expect(ids.filter((id) => !FORM.test(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(ids.map((id) => id[19]))).toEqual(new Set(['8', '9', 'a', 'b']))
  })

  it.each([0, 1, 1_763_800_000_123, 2 ** 48 - 1])('begin with their moment, %i', (now) => {
    expect(Number.parseInt(uuid7(now).replaceAll('-', '').slice(0, 12), 16)).toBe(now)
  })
})
