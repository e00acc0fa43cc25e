import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rollUp } from './roll-up.ts'

/** A random tree in reading order: everybody stands under somebody before him. */
const tree = fc
  .array(fc.nat(), { minLength: 1, maxLength: 40 })
  .map((seeds) =>
    seeds.map((seed, index) => ({ subjectId: String(index), parentId: index === 0 ? null : String(seed % index) })),
  )

test('the top is the sum of everybody’s own, to the kopeck', () => {
  fc.assert(
    fc.property(tree, fc.array(fc.integer({ min: -1e12, max: 1e12 })), (nodes, amounts) => {
      const own = new Map(
        nodes.flatMap(({ subjectId }, index) =>
          amounts[index] === undefined ? [] : [[subjectId, amounts[index]] as const],
        ),
      )
      const sums = rollUp(nodes, own)
      expect(sums.get('0') ?? 0).toBe([...own.values()].reduce((sum, amount) => sum + amount, 0))
      expect(sums.has('0')).toBe(own.size > 0)
    }),
  )
})
