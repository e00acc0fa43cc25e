import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creditAfterHandOver, creditOf } from './credit.ts'

const orlov = (shareBp: number) => ({ personId: 'Орлов', shareBp })
const belova = (shareBp: number) => ({ personId: 'Белова', shareBp })

test('an order of 20 split half and half is 10 for each; without shares all of it is the owner’s', () => {
  expect([...creditOf(20, [orlov(5000), belova(5000)], 'Орлов')]).toEqual([['Орлов', 10], ['Белова', 10]]) // prettier-ignore
  expect([...creditOf(20, [], null)]).toEqual([[null, 20]])
})

test('parts sum to the amount to the kopeck', () => {
  const amount = fc.integer({ min: 0, max: 10 ** 14 })
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 10_000 }), (baseMinor, first) => {
      const parts = creditOf(baseMinor, [orlov(first), belova(10_000 - first)], 'Орлов')
      expect([...parts.values()].reduce((sum, part) => sum + part, 0)).toBe(baseMinor)
    }),
  )
})

test('a hand-over gives the new owner the place and the part of the former one', () => {
  const shares = [orlov(7000), belova(3000)]
  expect(creditAfterHandOver(shares, 'Орлов', 'Котов')).toEqual([{ personId: 'Котов', shareBp: 7000 }, belova(3000)])
  expect(creditAfterHandOver(shares, 'Орлов', 'Белова')).toEqual([belova(10_000)])
  expect(creditAfterHandOver(shares, 'Котов', 'Белова')).toBeNull()
  expect(creditAfterHandOver(shares, 'Орлов', null)).toBeNull()
})
