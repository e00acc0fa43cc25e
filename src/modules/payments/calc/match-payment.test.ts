import fc from 'fast-check'
import { expect, test } from 'vitest'
import { invoiceNumbersIn, type MatchableInvoice, matchPayment, numberKey } from './match-payment.ts'

test.each([
  ['Оплата по счету № МС-7 от 15.11.2026 за насосы, в т.ч. НДС 22 %', ['МС-7']],
  ['Оплата по счёту 123 от 01.11.2026г.', ['123']],
  ['по сч. N 0000-000123 от 02.11.26', ['0000-000123']],
  ['Оплата счетов №12, 13 и 15', ['12', '13', '15']],
  ['За оборудование по договору 45 от 01.01.2026', []],
  ['Расчёт за услуги', []],
])('«%s» names %j', (purpose, numbers) => {
  expect(invoiceNumbersIn(purpose)).toEqual(numbers)
})

test('zeros and signs of 1С do not matter', () => {
  expect([numberKey('0000-000123'), numberKey('МС-007'), numberKey(' мс 7 ')]).toEqual(['123', 'МС 7', 'МС 7'])
})

const invoice = (number: string, totalMinor: number, paidMinor = 0): MatchableInvoice => ({
  id: number,
  number,
  companyId: 'c',
  dealId: 'd',
  ownerId: 'o',
  dueOn: '2026-11-20',
  currency: 'RUB',
  totalMinor,
  paidMinor,
})

test('a named invoice gets the money, what is too much is an advance', () => {
  const own = [invoice('МС-7', 100), invoice('МС-8', 100)]
  expect(matchPayment(100, ['МС-8'], { own, all: own })).toEqual({
    parts: [{ invoice: own[1], amountMinor: 100 }],
    note: null,
  })
  expect(matchPayment(150, ['8'], { own, all: own })).toEqual({
    parts: [
      { invoice: own[1], amountMinor: 100 },
      { invoice: null, amountMinor: 50 },
    ],
    note: 'INVOICE_OVERPAID',
  })
})

test('without a number the only invoice of just this sum; two of them are a question for people', () => {
  const own = [invoice('1', 100), invoice('2', 250)]
  expect(matchPayment(250, [], { own, all: own }).parts).toEqual([{ invoice: own[1], amountMinor: 250 }])
  const twins = [invoice('1', 100), invoice('2', 100)]
  expect(matchPayment(100, [], { own: twins, all: twins })).toEqual({
    parts: [{ invoice: null, amountMinor: 100 }],
    note: 'INVOICE_NOT_FOUND',
  })
})

test('digits alone never find an invoice of somebody else', () => {
  const all = [invoice('МС-7', 100)]
  expect(matchPayment(100, ['7'], { own: [], all }).parts).toEqual([{ invoice: null, amountMinor: 100 }])
  expect(matchPayment(100, ['МС-7'], { own: [], all }).parts).toEqual([{ invoice: all[0], amountMinor: 100 }])
})

test('a return takes back what was paid and no more', () => {
  const own = [invoice('7', 100, 60)]
  expect(matchPayment(-80, ['7'], { own, all: own }).parts).toEqual([
    { invoice: own[0], amountMinor: -60 },
    { invoice: null, amountMinor: -20 },
  ])
})

test('parts sum to the payment, whatever is named', () => {
  const some = fc.uniqueArray(fc.record({ n: fc.nat(20), total: fc.nat(1000), paid: fc.nat(1000) }), {
    selector: ({ n }) => n,
    maxLength: 8,
  })
  fc.assert(
    fc.property(
      some,
      fc.integer({ min: -2000, max: 2000 }),
      fc.array(fc.nat(20).map(String)),
      (given, amount, numbers) => {
        fc.pre(amount !== 0)
        const own = given.map(({ n, total, paid }) => invoice(String(n), total, Math.min(total, paid)))
        const { parts } = matchPayment(amount, [...new Set(numbers)], { own, all: own })
        expect(parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(amount)
        for (const { invoice: one, amountMinor } of parts)
          if (one) expect(one.paidMinor + amountMinor).toBeLessThanOrEqual(one.totalMinor)
      },
    ),
  )
})
