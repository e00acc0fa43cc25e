import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate } from './allocation.ts'

test('the oldest debt is paid first and the rest is an advance', () => {
  const invoices = [
    { id: 'new', dueOn: '2026-11-20', owedMinor: 50 },
    { id: 'old', dueOn: '2026-10-01', owedMinor: 30 },
  ]
  expect(allocate(60, invoices)).toEqual([
    { invoiceId: 'old', amountMinor: 30 },
    { invoiceId: 'new', amountMinor: 30 },
  ])
  expect(allocate(100, invoices).at(-1)).toEqual({ invoiceId: null, amountMinor: 20 })
})

test('parts sum to the payment and no invoice gets more than it is owed', () => {
  const invoice = fc.record({
    id: fc.uuid(),
    dueOn: fc.constantFrom('2026-01-01', '2026-02-01'),
    owedMinor: fc.nat(10_000),
  })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 50_000 }),
      fc.uniqueArray(invoice, { selector: ({ id }) => id }),
      (amount, all) => {
        const parts = allocate(amount, all)
        expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(amount)
        for (const { invoiceId, amountMinor } of parts) {
          expect(amountMinor).toBeGreaterThan(0)
          if (invoiceId) expect(amountMinor).toBeLessThanOrEqual(all.find(({ id }) => id === invoiceId)?.owedMinor ?? 0)
        }
      },
    ),
  )
})
