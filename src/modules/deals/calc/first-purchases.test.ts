import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ClientKind, FirstPurchases, type Purchase } from './first-purchases.ts'

const COMPANIES = ['c-1', 'c-2', 'c-3']
const idOf = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

/** As settle_import says: the first purchase of the client by another deal, at one moment the lower id. */
function kindOf(deal: Purchase, all: readonly Purchase[]): ClientKind {
  const { companyId, createdAt, wonAt, dealId } = deal
  if (companyId === null) return { clientKind: null, firstSale: false }
  const isBefore = (at: number, id: string, thanAt: number, thanId: string) =>
    at < thanAt || (at === thanAt && id < thanId)
  const others = all.filter((one) => one.companyId === companyId && one.wonAt !== null && one !== deal)
  const [first] = others.toSorted((a, b) => (isBefore(a.wonAt ?? 0, a.dealId, b.wonAt ?? 0, b.dealId) ? -1 : 1))
  return {
    clientKind: first && isBefore(first.wonAt ?? 0, first.dealId, createdAt, dealId) ? 'existing' : 'new',
    firstSale: wonAt !== null && (!first || isBefore(wonAt, dealId, first.wonAt ?? 0, first.dealId)),
  }
}

const purchase = fc.record({
  companyId: fc.constantFrom(...COMPANIES, null),
  createdAt: fc.integer({ min: 0, max: 12 }),
  wonAt: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null }),
})

it('what the deals of a client are taken for is what they are, unless the client is among the doubted', () => {
  fc.assert(
    fc.property(
      fc.array(purchase, { maxLength: 14 }),
      fc.integer({ min: 1, max: 5 }),
      fc.nat(),
      (drawn, size, salt) => {
        // Ids need not follow the order of the file.
        const deals: Purchase[] = drawn.map((one, n) => ({ ...one, dealId: idOf((n * 7919 + salt) % 65_537) }))
        const purchases = new FirstPurchases(() => false)
        const kinds: ClientKind[] = []
        for (let at = 0; at < deals.length; at += size) kinds.push(...purchases.take(deals.slice(at, at + size)))
        const doubted = new Set(purchases.doubted)
        for (const [index, deal] of deals.entries())
          if (deal.companyId === null || !doubted.has(deal.companyId)) expect(kinds[index]).toEqual(kindOf(deal, deals))
      },
    ),
    { numRuns: 2_000 },
  )
})

it('deals in the order in which they came to be leave no doubt, but for clients who were here', () => {
  const purchases = new FirstPurchases((companyId) => companyId === 'c-2')
  const deals = COMPANIES.flatMap((companyId, place) =>
    [0, 100, 200].map((createdAt) => ({
      dealId: idOf(createdAt + place),
      companyId,
      createdAt,
      wonAt: createdAt + 50,
    })),
  )
  for (const deal of deals.toSorted((a, b) => a.createdAt - b.createdAt)) purchases.take([deal])
  expect(purchases.doubted).toEqual(['c-2'])
})

it('so many doubts that all clients have to be looked at', () => {
  const purchases = new FirstPurchases(() => true)
  purchases.take(
    Array.from({ length: 50_001 }, (_, n) => ({ dealId: idOf(n), companyId: `c-${n}`, createdAt: 0, wonAt: 1 })),
  )
  expect(purchases.doubted).toBeNull()
})
