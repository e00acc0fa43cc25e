import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Day } from '#core/calendar/day.ts'
import { abcOf, classClients, scores, stateOf, variationOf, xyzOf } from './classes.ts'
import { concentrationOf } from './concentration.ts'
import { pairsOf, togetherOf } from './cross-sell.ts'
import { USUAL } from './settings.ts'

const day = (text: string) => text as Day

test('clients of 50, 25, 15, 6 and 4: the first three make what is below 80 % and over, B the next, C the rest', () => {
  const money = [50, 25, 15, 6, 4].map((recentMinor, index) => ({ clientId: `${index}`, recentMinor }))
  expect([...abcOf(money).values()]).toEqual(['A', 'A', 'A', 'B', 'C'])
})

test('the only client is A, and whoever brought nothing has no letter of his own', () => {
  expect([
    ...abcOf([
      { clientId: 'a', recentMinor: 10 },
      { clientId: 'b', recentMinor: 0 },
    ]),
  ]).toEqual([['a', 'A']])
})

test('steady months are X up to 10 %, Y up to 25 %, more is Z', () => {
  expect([0, 0.1, 0.100001, 0.25, 0.2501, 3].map(xyzOf)).toEqual(['X', 'X', 'Y', 'Y', 'Z', 'Z'])
  expect(xyzOf(null)).toBeNull()
})

test('100, 100, 100, 100, 100, 160 in six months: σ 22.36 ÷ mean 110 = 0.203, so Y', () => {
  const orders = ['05', '06', '07', '08', '09', '10'].map((month, index) => ({
    day: day(`2026-${month}-10`),
    amountMinor: index === 5 ? 160 : 100,
  }))
  const variation = variationOf(orders, day('2026-05-10'), day('2026-11-21'), 12)
  expect(variation).toBeCloseTo(0.2033, 4)
  expect(xyzOf(variation)).toBe('Y')
})

test('a client of five months is too new to be judged by steadiness', () => {
  const orders = [{ day: day('2026-06-10'), amountMinor: 100 }]
  expect(variationOf(orders, day('2026-06-10'), day('2026-11-21'), 12)).toBeNull()
})

test('scores are fifths, equal values have one score', () => {
  expect(scores([10, 20, 30, 40, 50])).toEqual([1, 2, 3, 4, 5])
  expect(scores([7, 7, 7])).toEqual([1, 1, 1])
  expect(scores([])).toEqual([])
})

test('who buys every 30 days is silent after 46 days and lost after 91; who bought once has the rhythm of the others', () => {
  const rules = { silentAfter: 1.5, lostAfter: 3, usualInterval: 60 }
  const at = (lastOn: string, intervalDays: number | null) =>
    stateOf({ intervalDays, lastOn: day(lastOn) }, day('2026-11-21'), rules)
  expect(at('2026-10-07', 30)).toBe('active')
  expect(at('2026-10-06', 30)).toBe('silent')
  expect(at('2026-08-23', 30)).toBe('silent')
  expect(at('2026-08-22', 30)).toBe('lost')
  expect(at('2026-05-25', null)).toBe('once')
  expect(at('2026-05-24', null)).toBe('lost')
})

test('the largest client has half of the money, the others a quarter each: index 3,750', () => {
  const found = concentrationOf([50, 25, 25, 0])
  expect(found).toEqual({ top1: 0.5, top5: 0.5, top20: 0.5, hhi: 3_750, n: 3 })
  expect(concentrationOf([])).toEqual({ top1: null, top5: null, top20: null, hhi: null, n: 0 })
})

test('pumps are bought by four of eight, filters by four, both by three: lift 1.5', () => {
  const baskets = [
    ['насос', 'фильтр'],
    ['насос', 'фильтр'],
    ['фильтр', 'насос', 'насос'],
    ['насос'],
    ['фильтр'],
    ['шкаф'],
    ['шкаф'],
    ['шкаф'],
  ]
  const together = togetherOf(baskets)
  expect(together.products.find(({ name }) => name === 'насос')?.clients).toBe(4)
  expect(pairsOf(together)).toEqual([{ a: 'насос', b: 'фильтр', clients: 3, lift: 1.5 }])
})

const someone = fc.record({
  clientId: fc.uuid(),
  ownerId: fc.constant(null),
  orders: fc.array(
    fc.record({
      day: fc
        .integer({ min: 0, max: 700 })
        .map((n) => day(new Date(Date.UTC(2025, 0, 1) + n * 86_400_000).toISOString().slice(0, 10))),
      amountMinor: fc.integer({ min: 0, max: 1_000_000 }),
    }),
    { maxLength: 8 },
  ),
})

test('order of clients does not matter, everybody with a purchase has a class, doubled money changes no class', () => {
  fc.assert(
    fc.property(fc.uniqueArray(someone, { selector: ({ clientId }) => clientId, maxLength: 25 }), (clients) => {
      const today = day('2026-11-21')
      const classed = classClients(clients, today, USUAL)
      const bought = clients.filter(({ orders }) => orders.some((order) => order.day <= today))
      expect(classed).toHaveLength(bought.length)
      const byId = (list: typeof classed) => list.toSorted((a, b) => (a.clientId < b.clientId ? -1 : 1))
      expect(byId(classClients(clients.toReversed(), today, USUAL))).toEqual(byId(classed))
      const doubled = clients.map((client) => ({
        ...client,
        orders: client.orders.map((order) => ({ ...order, amountMinor: order.amountMinor * 2 })),
      }))
      const letters = (list: typeof classed) =>
        byId(list).map(
          ({ abc, xyz, recency, frequency, monetary, state }) =>
            `${abc}${xyz}${recency}${frequency}${monetary}${state}`,
        )
      expect(letters(classClients(doubled, today, USUAL))).toEqual(letters(classed))
    }),
  )
})
