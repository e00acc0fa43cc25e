import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makesCircle, progressOf, rolledUp, type TreeGoal } from './progress.ts'

describe('progress of a goal', () => {
  test('sales of 9 of 12 million: 75 %', () => {
    expect(progressOf({ startValue: null, target: 12, direction: 'up' }, 9)).toBe(0.75)
  })
  test('share of new clients from 20 to 30 %, now 24 %: two fifths of the way', () => {
    expect(progressOf({ startValue: 0.2, target: 0.3, direction: 'up' }, 0.24)).toBeCloseTo(0.4, 12)
  })
  test('first response from 60 to 20 minutes, now 30: three quarters of the way; 70 is a step back', () => {
    const goal = { startValue: 60, target: 20, direction: 'down' as const }
    expect(progressOf(goal, 30)).toBe(0.75)
    expect(progressOf(goal, 70)).toBe(-0.25)
  })
  test('where less is better and no start is known: 30 minutes of 20 are two thirds, 15 is reached', () => {
    expect(progressOf({ startValue: null, target: 20, direction: 'down' }, 30)).toBeCloseTo(2 / 3, 12)
    expect(progressOf({ startValue: null, target: 20, direction: 'down' }, 15)).toBe(1)
  })
  test('without a figure there is no progress, never 0', () => {
    expect(progressOf({ startValue: null, target: 20, direction: 'up' }, null)).toBeNull()
  })
})

const goal = (id: string, parentId: string | null, weight: number, progress: number | null): TreeGoal => ({
  id,
  parentId,
  weight,
  progress,
})

describe('a tree of goals', () => {
  test('weights count, more than the target does not hide less, and what has no figure takes no part', () => {
    const tree = [goal('a', null, 1, null), goal('b', 'a', 3, 0.5), goal('c', 'a', 1, 1.8), goal('d', 'a', 5, null)]
    // (3 × 0.5 + 1 × 1) ÷ 4
    expect(rolledUp(tree).get('a')).toBeCloseTo(0.625, 12)
  })
  test('a goal without a figure speaks by the goals below it', () => {
    const tree = [goal('a', null, 1, null), goal('b', 'a', 1, null), goal('c', 'b', 2, 0.4)]
    expect(rolledUp(tree).get('a')).toBeCloseTo(0.4, 12)
  })

  test('whatever the tree, a roll-up lies between 0 and 1, and the order does not matter', () => {
    const tree = fc
      .array(
        fc.record({
          parent: fc.nat(20),
          weight: fc.double({ min: 0.01, max: 100, noNaN: true }),
          progress: fc.option(fc.double({ min: -2, max: 3, noNaN: true })),
        }),
        { minLength: 1, maxLength: 20 },
      )
      .map((all) =>
        all.map(({ parent, weight, progress }, index) =>
          goal(String(index), parent < index ? String(parent) : null, weight, progress),
        ),
      )
    fc.assert(
      fc.property(tree, (goals) => {
        const sums = rolledUp(goals)
        for (const share of sums.values()) {
          expect(share).toBeGreaterThanOrEqual(0)
          expect(share).toBeLessThanOrEqual(1 + 1e-9)
        }
        for (const [id, share] of rolledUp(goals.toReversed())) expect(share).toBeCloseTo(sums.get(id) ?? Number.NaN, 9)
      }),
    )
  })

  test('a parent that stands below the goal closes a circle, whatever its length', () => {
    const parents = new Map<string, string | null>([
      ['a', null],
      ['b', 'a'],
      ['c', 'b'],
    ])
    expect(makesCircle('a', 'c', parents)).toBe(true)
    expect(makesCircle('a', 'a', parents)).toBe(true)
    expect(makesCircle('c', 'a', parents)).toBe(false)
    expect(makesCircle('c', null, parents)).toBe(false)
  })
})
