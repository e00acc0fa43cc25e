import { describe, expect, it } from 'vitest'
import { type Attempts, cookieValue, countedAttempt, lockedUntil, minutesUntil, noAttempts } from './calc.ts'

const start = new Date('2026-11-21T09:00:00Z')
const minutesLater = (minutes: number) => new Date(start.getTime() + minutes * 60_000)

/** So many failed attempts in a row, a second apart; locks are waited out. */
function failures(count: number, from = start): Attempts {
  let [state, now]: [Attempts, Date] = [noAttempts, from]
  for (let index = 0; index < count; index += 1) {
    now = lockedUntil(state, now) ?? new Date(now.getTime() + 1000)
    state = countedAttempt(state, now)
  }
  return state
}

describe('the lock after wrong passwords', () => {
  it('stays open after four failures and closes at the fifth for fifteen minutes', () => {
    expect(failures(4).lockedUntil).toBeNull()
    expect(failures(5).lockedUntil).toEqual(new Date(start.getTime() + 5000 + 15 * 60_000))
  })

  it.each([
    [5, 15],
    [10, 30],
    [15, 60],
    [20, 120],
    [50, 24 * 60],
  ])('after %i failures lasts %i minutes', (count, minutes) => {
    const { lockedUntil: until, at } = failures(count)
    expect((until?.getTime() ?? 0) - at.getTime()).toBe(minutes * 60_000)
  })

  it('forgets after a quiet day', () => {
    const before = failures(4)
    expect(countedAttempt(before, minutesLater(23 * 60))).toMatchObject({ failures: 0, locks: 1 })
    expect(countedAttempt(before, minutesLater(25 * 60))).toMatchObject({ failures: 1, locks: 0, lockedUntil: null })
    const locked = failures(5)
    expect(countedAttempt(locked, minutesLater(25 * 60))).toMatchObject({ failures: 1, locks: 0 })
  })

  it('says whole minutes, never none', () => {
    expect(minutesUntil(minutesLater(14.01), start)).toBe(15)
    expect(minutesUntil(new Date(start.getTime() + 1), start)).toBe(1)
  })
})

describe('a cookie', () => {
  it.each([
    ['a=1; b=2%3D%3D', 'b', '2=='],
    ['a=x=y', 'a', 'x=y'],
    ['aa=1', 'a', undefined],
    ['a=%E0%A4%A', 'a', undefined],
    [undefined, 'a', undefined],
  ])('of %s under %s is %s', (header, name, value) => {
    expect(cookieValue(header, name)).toBe(value)
  })
})
