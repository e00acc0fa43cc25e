import { expect, it } from 'vitest'
import { ritualQuality } from './quality.ts'

it('began in time, two notes, every decision with owner and day: 1', () => {
  expect(ritualQuality({ lateMinutes: 5, blocks: 5, noted: 2, decisions: 3, complete: 3 })).toBe(1)
})

it('late, without notes and decisions: 0', () => {
  expect(ritualQuality({ lateMinutes: 25, blocks: 5, noted: 0, decisions: 0, complete: 0 })).toBe(0)
})

it('half of the decisions without an owner cost a sixth', () => {
  expect(ritualQuality({ lateMinutes: 0, blocks: 1, noted: 1, decisions: 2, complete: 1 })).toBeCloseTo(5 / 6, 10)
})
