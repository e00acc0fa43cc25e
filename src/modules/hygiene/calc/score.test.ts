import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asDay } from '#core/calendar/day.ts'
import { asTimeZone } from '#core/calendar/zone.ts'
import { type RuleCode, ruleCodes } from '../contract.ts'
import { limitsOf, type OwnRules, rulesOf } from './rules.ts'
import { judged, type Signs } from './score.ts'

const zone = asTimeZone('Europe/Moscow')
const now = new Date('2026-11-21T12:00:00+03:00')
const today = asDay('2026-11-21')
const DAY = 86_400_000
const ago = (days: number) => now.getTime() - days * DAY

const inOrder: Signs = {
  createdAt: ago(30),
  stageEnteredAt: ago(2),
  expectedCloseOn: asDay('2026-12-20'),
  baseMinor: 500_000_00,
  nextDueAt: ago(-1),
  lastContactAt: ago(3),
  pushes: 0,
  usualSeconds: 10 * 86_400,
  missingFields: [],
}
const judge = (signs: Partial<Signs>, own: OwnRules = {}) =>
  judged({ ...inOrder, ...signs }, limitsOf(rulesOf(own), now, zone), { now: now.getTime(), today })
const codes = (signs: Partial<Signs>, own?: OwnRules) => judge(signs, own).reasons.map(({ code }) => code)

describe('a deal', () => {
  test('in order has the full score and no reasons', () => {
    expect(judge({})).toEqual({ score: 100, reasons: [], broken: 0 })
  })

  test('a golden case: no step, silent for a month, the close date two weeks ago', () => {
    const deal = judge({ nextDueAt: null, lastContactAt: ago(30), expectedCloseOn: asDay('2026-11-07') })
    expect(deal.reasons).toEqual([
      { code: 'silent', value: 30, usual: null, fields: [] },
      { code: 'overdueClose', value: 14, usual: null, fields: [] },
      { code: 'noStep', value: null, usual: null, fields: [] },
    ])
    // 100 − 20 − 15·(1 + 14/30) − 15·(1 + 1)
    expect(deal.score).toBe(28)
  })

  test('each rule sees its own', () => {
    expect(codes({ nextDueAt: null })).toEqual(['noStep'])
    expect(codes({ nextDueAt: ago(1 / 24) })).toEqual(['overdueTask'])
    expect(codes({ stageEnteredAt: ago(11) })).toEqual(['stuck'])
    expect(codes({ expectedCloseOn: asDay('2026-11-20') })).toEqual(['overdueClose'])
    expect(codes({ expectedCloseOn: today })).toEqual([])
    expect(codes({ pushes: 3 })).toEqual(['pushedClose'])
    expect(codes({ pushes: 2 })).toEqual([])
    expect(codes({ lastContactAt: ago(15) })).toEqual(['silent'])
    expect(codes({ missingFields: ['Бюджет'] })).toEqual(['missingField'])
    expect(codes({ baseMinor: 0 })).toEqual(['zeroAmount'])
  })

  test('made today waits for its step, its first call and its price until tomorrow', () => {
    const fresh = { createdAt: ago(0.2), stageEnteredAt: ago(0.2), nextDueAt: null, lastContactAt: null, baseMinor: 0 }
    expect(codes(fresh)).toEqual([])
    expect(codes({ ...fresh, createdAt: ago(1) })).toEqual(['noStep', 'zeroAmount'])
  })

  test('without any contact is silent since it was made', () => {
    expect(judge({ createdAt: ago(20), lastContactAt: null }).reasons).toMatchObject([{ code: 'silent', value: 20 }])
  })

  test('on a stage with too few stays is never stuck', () => {
    expect(codes({ stageEnteredAt: ago(400), usualSeconds: null })).toEqual([])
  })

  test('says the worst three and how many there are in all', () => {
    const deal = judge({ nextDueAt: null, baseMinor: 0, pushes: 3, lastContactAt: ago(16), missingFields: ['ИНН'] })
    expect(deal.reasons.map(({ code }) => code)).toEqual(['noStep', 'silent', 'pushedClose'])
    expect(deal.broken).toBe(5)
  })
})

describe('rules', () => {
  test('one that is off is not broken', () => {
    const off = (code: RuleCode): OwnRules => ({ [code]: { enabled: false, threshold: null } })
    expect(codes({ nextDueAt: null }, off('noStep'))).toEqual([])
    expect(codes({ stageEnteredAt: ago(90) }, off('stuck'))).toEqual([])
    expect(codes({ missingFields: ['ИНН'] }, off('missingField'))).toEqual([])
  })

  test('a threshold moves them', () => {
    const silent = (threshold: number): OwnRules => ({ silent: { enabled: true, threshold } })
    expect(codes({ lastContactAt: ago(15) }, silent(20))).toEqual([])
    expect(codes({ lastContactAt: ago(6) }, silent(5))).toEqual(['silent'])
    expect(codes({ createdAt: ago(0.1), nextDueAt: null }, { noStep: { enabled: true, threshold: 0 } })).toEqual([
      'noStep',
    ])
    expect(codes({ pushes: 1 }, { pushedClose: { enabled: true, threshold: 1 } })).toEqual(['pushedClose'])
    expect(codes({ pushes: 0 }, { pushedClose: { enabled: true, threshold: 0 } })).toEqual([])
  })

  test('a threshold that a rule has not is forgotten', () => {
    const stuck = rulesOf({ stuck: { enabled: true, threshold: 5 } }).find(({ code }) => code === 'stuck')
    expect(stuck).toEqual({ code: 'stuck', enabled: true, threshold: null, usual: null })
  })
})

test('the score lies between 0 and 100, is 100 exactly without reasons, and never rises by another broken rule', () => {
  const moments = fc.integer({ min: 0, max: 400 }).map(ago)
  const signs = fc.record({
    createdAt: moments,
    stageEnteredAt: moments,
    expectedCloseOn: fc.constantFrom(null, asDay('2026-01-01'), asDay('2026-11-20'), asDay('2027-01-01')),
    baseMinor: fc.constantFrom(0, 100),
    nextDueAt: fc.option(moments),
    lastContactAt: fc.option(moments),
    pushes: fc.nat(9),
    usualSeconds: fc.option(fc.integer({ min: 60, max: 90 * 86_400 })),
    missingFields: fc.array(fc.constantFrom('а', 'б'), { maxLength: 2 }),
  })
  fc.assert(
    fc.property(signs, fc.subarray([...ruleCodes]), (deal, off) => {
      const own = Object.fromEntries(off.map((code) => [code, { enabled: false, threshold: null }]))
      const [all, some] = [judge(deal), judge(deal, own)]
      expect(all.score >= 0 && all.score <= 100).toBe(true)
      expect(all.score === 100).toBe(all.broken === 0)
      expect(some.score).toBeGreaterThanOrEqual(all.score)
      expect(some.reasons.some(({ code }) => off.includes(code))).toBe(false)
    }),
  )
})
