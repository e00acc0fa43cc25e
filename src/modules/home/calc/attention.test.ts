import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asDay } from '#core/calendar/day.ts'
import type { Item } from '../contract.ts'
import { behindBy, byMoneyAtStake, closingIn } from './attention.ts'

const today = asDay('2026-11-21')

test('a deal that closes within two days asks for a hand; one that was to close is a matter of hygiene', () => {
  const days = (day: string) => closingIn(asDay(day), today)
  expect(['2026-11-20', '2026-11-21', '2026-11-23', '2026-11-24'].map(days)).toEqual([null, 0, 2, null])
  expect(closingIn(null, today)).toBeNull()
})

describe('who is behind', () => {
  test('a tenth behind what is due is noise, more is not', () => {
    expect(behindBy(90, 100)).toBeNull()
    expect(behindBy(89, 100)).toBe(11)
    expect(behindBy(150, 100)).toBeNull()
  })

  test('without a plan nobody is behind', () => {
    expect(behindBy(0, null)).toBeNull()
    expect(behindBy(0, 0)).toBeNull()
  })
})

test('the most money stands first, what has no price last, and nothing is lost', () => {
  const item = fc.oneof(
    fc.integer({ min: 0, max: 1000 }).map((amountMinor): Item => ({
      kind: 'behind',
      key: 'behind',
      hidden: null,
      contacts: [],
      amountMinor,
      personId: '',
      name: '',
      factMinor: 0,
      dueMinor: 0,
    })),
    fc.constant<Item>({ kind: 'noPlan', key: 'noPlan', hidden: null, amountMinor: null, month: '2026-11', people: [] }),
  )
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const ranked = byMoneyAtStake(items).map((one) => one.amountMinor ?? -1)
      expect(ranked).toEqual(ranked.toSorted((a, b) => b - a))
      expect(ranked).toHaveLength(items.length)
    }),
  )
})
