import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asDay } from '#core/calendar/day.ts'
import type { Item } from '../contract.ts'
import { behindBy, byMoneyAtStake, type DealAtWork, reasonsFor } from './attention.ts'

const today = asDay('2026-11-21')
const now = new Date('2026-11-21T09:00:00+03:00')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)
const healthy: DealAtWork = {
  expectedCloseOn: null,
  stageEnteredAt: daysAgo(3),
  lastSignAt: daysAgo(1),
  usualSeconds: 20 * 86_400,
}

describe('why a deal asks for a hand', () => {
  test.each([
    ['a healthy deal does not', {}, []],
    ['its close date has passed', { expectedCloseOn: asDay('2026-11-20') }, [{ code: 'overdue', days: 1 }]],
    ['it closes today', { expectedCloseOn: today }, [{ code: 'closing', days: 0 }]],
    ['it closes the day after tomorrow', { expectedCloseOn: asDay('2026-11-23') }, [{ code: 'closing', days: 2 }]],
    ['it closes in three days: not yet', { expectedCloseOn: asDay('2026-11-24') }, []],
    [
      'it stands longer than nine of ten',
      { stageEnteredAt: daysAgo(34) },
      [{ code: 'stuck', days: 34, usualDays: 20 }],
    ],
    ['nobody knows what is usual', { stageEnteredAt: daysAgo(34), usualSeconds: null }, []],
    ['a fortnight of silence', { lastSignAt: daysAgo(14) }, [{ code: 'silent', days: 14 }]],
    ['thirteen days are not silence', { lastSignAt: daysAgo(13.9) }, []],
  ])('%s', (_, given, reasons) => {
    expect(reasonsFor({ ...healthy, ...given }, today, now)).toEqual(reasons)
  })

  test('all reasons stand together, the passed date first', () => {
    const deal = {
      ...healthy,
      expectedCloseOn: asDay('2026-10-21'),
      stageEnteredAt: daysAgo(60),
      lastSignAt: daysAgo(30),
    }
    expect(reasonsFor(deal, today, now).map((reason) => reason.code)).toEqual(['overdue', 'stuck', 'silent'])
  })
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
    fc
      .integer({ min: 0, max: 1000 })
      .map((amountMinor): Item => ({ kind: 'behind', amountMinor, personId: '', name: '', factMinor: 0, dueMinor: 0 })),
    fc.constant<Item>({ kind: 'noPlan', amountMinor: null, month: '2026-11', people: [] }),
  )
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const ranked = byMoneyAtStake(items).map((one) => one.amountMinor ?? -1)
      expect(ranked).toEqual(ranked.toSorted((a, b) => b - a))
      expect(ranked).toHaveLength(items.length)
    }),
  )
})
