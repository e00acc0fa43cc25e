import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type NumberStyle, parseCurrency, parseMoney, parseNumber } from './number-value.ts'

function minor(text: string, style?: NumberStyle): bigint | string {
  const money = parseMoney(text, style)
  return money.ok ? money.value.minor : money.reason
}

function number(text: string, style?: NumberStyle): number | string {
  const found = parseNumber(text, style)
  return found.ok ? found.value : found.reason
}

describe('money in a cell', () => {
  test.each([
    ['3 500,00', 350_000n],
    ['€ 3.500,00', 350_000n],
    ['1,234.56', 123_456n],
    ['1 234 567 ₽', 123_456_700n],
    ['(1 200)', -120_000n],
    ['-5', -500n],
    ['−5,5', -550n],
    ['1200-', -120_000n],
    ["'1200", 120_000n],
    ["1'234.50", 123_450n],
    ['1\u00a0234\u202f567,89 руб.', 123_456_789n],
    ['р.500', 50_000n],
    ['$-5', -500n],
    ['-$5.10', -510n],
    ['1.2e3', 120_000n],
    ['1.2E+3', 120_000n],
    ['12,34,567.00', 123_456_700n],
    ['1.234.567,89', 123_456_789n],
    ['+7', 700n],
    ['.5', 50n],
    ['0', 0n],
    ['-0,00', 0n],
    ['28000.0000', 2_800_000n],
  ])('%s', (text, expected) => {
    expect(minor(text)).toBe(expected)
  })

  test('names its currency', () => {
    expect(parseMoney('€ 3.500,00')).toEqual({ ok: true, value: { minor: 350_000n, currency: 'EUR', exact: true } })
    expect(parseMoney('100 тенге')).toMatchObject({ value: { currency: 'KZT' } })
    expect(parseMoney('500 JPY')).toMatchObject({ value: { minor: 500n, currency: 'JPY' } })
    expect(parseMoney('5')).toMatchObject({ value: { currency: null } })
    expect(parseCurrency('Российский рубль')).toBe('RUB')
    expect(parseCurrency('Доллар США')).toBe('USD')
    expect(parseCurrency('usd')).toBe('USD')
    expect(parseCurrency('попугаи')).toBeNull()
  })

  test('digits beyond the kopeck are rounded half away from zero and told', () => {
    expect(parseMoney('1,005')).toEqual({ ok: false, reason: 'AMBIGUOUS_NUMBER' })
    expect(parseMoney('0,005')).toEqual({ ok: true, value: { minor: 1n, currency: null, exact: false } })
    expect(parseMoney('-10.0049', 'decimal-point')).toEqual({
      ok: true,
      value: { minor: -1_000n, currency: null, exact: false },
    })
  })

  test('what is no amount is refused', () => {
    for (const text of [
      'abc',
      '1.2.3',
      '12 34',
      '--5',
      '(5',
      '5 попугаев',
      'Q4',
      '8 (916) 123-45-67',
      '21.06.2024',
      '5 %',
    ]) {
      expect(minor(text)).toBe('NOT_A_NUMBER')
    }
    expect(minor(' ')).toBe('EMPTY')
    expect(minor('99 999 999 999 999 999')).toBe('NUMBER_TOO_LARGE')
    expect(minor('1e90')).toBe('NUMBER_TOO_LARGE')
    expect(minor('9'.repeat(100_000))).toBe('NOT_A_NUMBER')
  })
})

describe('the style of a column', () => {
  test('decides only what is unclear without it', () => {
    expect([number('1,234'), number('1,234', 'decimal-point'), number('1,234', 'decimal-comma')]).toEqual([
      'AMBIGUOUS_NUMBER',
      1234,
      1.234,
    ])
    expect([number('1.234'), number('1.234', 'decimal-point'), number('1.234', 'decimal-comma')]).toEqual([
      'AMBIGUOUS_NUMBER',
      1.234,
      1234,
    ])
    for (const style of ['auto', 'decimal-point', 'decimal-comma'] as const) {
      expect([
        number('0.125', style),
        number('12,5', style),
        number('1.234,5', style),
        number('1234.567', style),
      ]).toEqual([0.125, 12.5, 1234.5, 1234.567])
    }
  })

  test('percent is a share', () => {
    expect([number('15 %'), number('12,5%')]).toEqual([0.15, 0.125])
  })
})

test('any amount written in either style reads back to the kopeck', () => {
  const amount = fc.bigInt({ min: -9_007_199_254_740_991n, max: 9_007_199_254_740_991n })
  fc.assert(
    fc.property(amount, fc.constantFrom(' ', '\u00a0', '.', "'"), (value, group) => {
      const digits = String(value < 0n ? -value : value).padStart(3, '0')
      const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group)
      expect(minor(`${value < 0n ? '-' : ''}${whole},${digits.slice(-2)} ₽`)).toBe(value)
      const english = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',')
      expect(minor(`${value < 0n ? '-' : ''}${english}.${digits.slice(-2)}`)).toBe(value)
    }),
  )
})

test('no text makes the parsers throw', () => {
  const unit = fc.constantFrom('1', '0', '9', '.', ',', ' ', '-', '(', ')', 'e', '+', '₽', "'", 'р', '%')
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit, maxLength: 12 }), fc.string()), (text) => {
      parseMoney(text)
      parseNumber(text, 'decimal-comma')
    }),
  )
})
