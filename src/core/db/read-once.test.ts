import { expect, test } from 'vitest'
import type { Tx } from './gate.ts'
import { onceIn, readEachOnce } from './read-once.ts'

/** A question that tells how often it was asked. */
function asked(tx: Tx) {
  let times = 0
  return (name: string) => onceIn(tx, name, () => Promise.resolve((times += 1)))
}

test('a transaction that reads each once asks once under each name', async () => {
  const tx = {} as Tx
  const ask = asked(tx)
  readEachOnce(tx)
  expect(await Promise.all([ask('tree'), ask('tree'), ask('calendar'), ask('tree')])).toEqual([1, 1, 2, 1])
})

test('any other transaction asks each time: what it has written in between is in the answer', async () => {
  readEachOnce({} as Tx)
  const ask = asked({} as Tx)
  expect([await ask('tree'), await ask('tree')]).toEqual([1, 2])
})
