import { expect, test } from 'vitest'
import { callTarget, shownPhone } from './phone.ts'

test.each(['+79165554433', '8 916 555-44-33', '8(916)555-44-33', '7 916 5554433', '+7 916 555-44-33'])(
  'the Russian number %s is read in one form',
  (typed) => {
    expect(shownPhone(typed)).toBe('+7 916 555-44-33')
  },
)

test.each(['+44 20 7946 0958', '555-44-33', '+7 916 555-44-33 доб. 12', ''])(
  'a number that is no plain Russian one stays as typed: %s',
  (typed) => {
    expect(shownPhone(typed)).toBe(typed)
  },
)

test('a press calls the digits alone', () => {
  expect(callTarget('+7 (916) 555-44-33')).toBe('tel:+79165554433')
})
