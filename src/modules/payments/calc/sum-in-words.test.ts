import fc from 'fast-check'
import { expect, test } from 'vitest'
import { numberInWords, sumInWords } from './sum-in-words.ts'

test.each([
  [0, 'Ноль рублей 00 копеек'],
  [1_01, 'Один рубль 01 копейка'],
  [2_22, 'Два рубля 22 копейки'],
  [11_11, 'Одиннадцать рублей 11 копеек'],
  [21_00, 'Двадцать один рубль 00 копеек'],
  [1_000_00, 'Одна тысяча рублей 00 копеек'],
  [2_000_00, 'Две тысячи рублей 00 копеек'],
  [21_005_40, 'Двадцать одна тысяча пять рублей 40 копеек'],
  [423_225_00, 'Четыреста двадцать три тысячи двести двадцать пять рублей 00 копеек'],
  [1_000_001_05, 'Один миллион один рубль 05 копеек'],
  [12_312_000_000_00, 'Двенадцать миллиардов триста двенадцать миллионов рублей 00 копеек'],
  [1_012_000_112_000_99, 'Один триллион двенадцать миллиардов сто двенадцать тысяч рублей 99 копеек'],
])('%i kopecks are «%s»', (minor, words) => {
  expect(sumInWords(minor, 'RUB')).toBe(words)
})

test('other currencies in their own words, or by their code', () => {
  expect(sumInWords(1_502_07, 'USD')).toBe('Одна тысяча пятьсот два доллара США 07 центов')
  expect(sumInWords(5, 'JPY')).toBe('Пять JPY')
  expect(sumInWords(1_20, 'PLN')).toBe('Один PLN 20')
})

test('every number reads back as itself', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999n }), (number) => {
      expect(readBack(numberInWords(number, 'he'))).toBe(number)
    }),
  )
})

/** The naive reverse: values of words, summed group by group. */
function readBack(words: string): bigint {
  const values = new Map<string, bigint>([
    ['ноль', 0n],
    ['одна', 1n],
    ['две', 2n],
  ])
  for (let n = 1n; n < 20n; n++) values.set(numberInWords(n, 'he'), n)
  for (let n = 20n; n < 100n; n += 10n) values.set(numberInWords(n, 'he'), n)
  for (let n = 100n; n < 1000n; n += 100n) values.set(numberInWords(n, 'he'), n)
  const powers: [RegExp, bigint][] = [
    [/^тысяч/, 10n ** 3n],
    [/^миллион/, 10n ** 6n],
    [/^миллиард/, 10n ** 9n],
    [/^триллион/, 10n ** 12n],
  ]
  let total = 0n
  let group = 0n
  for (const word of words.split(' ')) {
    const power = powers.find(([start]) => start.test(word))?.[1]
    if (power) {
      total += group * power
      group = 0n
    } else group += values.get(word) ?? -1_000_000n
  }
  return total + group
}
