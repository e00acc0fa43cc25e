import { expect, it } from 'vitest'
import { timeShare } from './time-share.ts'

it('known durations count as they are, the rest by usual minutes', () => {
  const { seen, estimate } = timeShare([
    { kind: 'call', n: 4, minutes: 20, withoutDuration: 1 },
    { kind: 'oneToOne', n: 2, minutes: 60, withoutDuration: 0 },
    { kind: 'taskGiven', n: 6, minutes: 0, withoutDuration: 6 },
  ])
  expect(seen).toEqual({ managing: 30, selling: 30, motivating: 60 })
  expect(estimate).toEqual({ managing: 0.25, selling: 0.25, motivating: 0.5 })
})

it('of nothing seen there is no share', () => {
  expect(timeShare([{ kind: 'case', n: 0, minutes: 0, withoutDuration: 0 }]).estimate).toBeNull()
})
