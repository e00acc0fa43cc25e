import { expect, test } from 'vitest'
import { invoiceState, overdueDays, owedMinor } from './invoice-state.ts'

const invoice = { totalMinor: 100, paidMinor: 0, dueOn: '2026-11-21', isCancelled: false }

test.each([
  [{}, '2026-11-21', 'waiting', 0],
  [{}, '2026-11-22', 'overdue', 1],
  [{ paidMinor: 40 }, '2026-11-21', 'partly', 0],
  [{ paidMinor: 40 }, '2026-12-21', 'overdue', 30],
  [{ paidMinor: 100 }, '2027-01-01', 'paid', 0],
  [{ isCancelled: true }, '2027-01-01', 'cancelled', 0],
  [{ totalMinor: 0 }, '2027-01-01', 'paid', 0],
] as const)('%o on %s is %s', (change, today, state, days) => {
  expect(invoiceState({ ...invoice, ...change }, today)).toBe(state)
  expect(overdueDays({ ...invoice, ...change }, today)).toBe(days)
})

test('a returned payment makes a paid invoice owed again', () => {
  expect(owedMinor({ ...invoice, paidMinor: 100 - 30 })).toBe(30)
  expect(owedMinor({ ...invoice, isCancelled: true })).toBe(0)
})
