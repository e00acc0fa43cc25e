import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RepeatFinder } from './repeats.ts'

test('ids that several rows have are found, however many there are', () => {
  const ids = fc.array(fc.oneof(fc.constantFrom('1', '2', 'a', 'сделка', ''), fc.string()), { maxLength: 300 })
  fc.assert(
    fc.property(ids, (rows) => {
      const finder = new RepeatFinder()
      for (const id of rows) finder.add(id)
      const counts = Map.groupBy(
        rows.filter((id) => id !== ''),
        (id) => id,
      )
      const repeated = [...counts].filter(([, all]) => all.length > 1).map(([id, all]) => [id, all.length] as const)
      expect(new Map(finder.repeated)).toEqual(new Map(repeated))
    }),
  )
})

test('rows of one id that do not follow each other are told apart from those that do', () => {
  const finder = new RepeatFinder()
  for (const id of ['1', '1', '2', '3', '2']) finder.add(id)
  expect([...finder.repeated.keys()]).toEqual(['1', '2'])
  expect(finder.scattered).toBe(1)
})

test('a hundred thousand different ids are no repeats', () => {
  const finder = new RepeatFinder()
  for (let id = 0; id < 100_000; id += 1) finder.add(`сделка-${id}`)
  expect(finder.repeated.size).toBe(0)
})
