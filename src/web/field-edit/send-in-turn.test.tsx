import { expect, test } from 'vitest'
import { sendInTurn } from './send-in-turn.ts'

/** A server with one record: refuses an edit of another version than it has, answers the slower the earlier it was asked. */
function server(version = 1) {
  const seen: number[] = []
  let waitMs = 60
  return {
    seen,
    change: () => (version += 1),
    async edit(of: number) {
      seen.push(of)
      waitMs /= 2
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      if (of !== version) throw new Error('CHANGED')
      return { version: (version += 1) }
    },
  }
}

test('edits begun on one version follow each other, each with the version that the one before has made', async () => {
  const { edit, seen } = server()
  const answers = await Promise.all([1, 1, 1].map((version) => sendInTurn('a', version, edit)))
  expect(seen).toEqual([1, 2, 3])
  expect(answers.at(-1)).toEqual({ version: 4 })
  // A list that was not asked anew knows the first version still.
  expect(await sendInTurn('a', 1, edit)).toEqual({ version: 5 })
})

test("somebody else's edit in between is refused as ever, and what comes after is sent all the same", async () => {
  const { edit, change } = server()
  await sendInTurn('b', 1, edit)
  change()
  await expect(sendInTurn('b', 1, edit)).rejects.toThrow('CHANGED')
  expect(await sendInTurn('b', 3, edit)).toEqual({ version: 4 })
})

test('an answer without a version is given as it is', async () => {
  expect(await sendInTurn('c', 1, async () => ({ dealId: 'd-1' }))).toEqual({ dealId: 'd-1' })
  expect(await sendInTurn('c', 1, async (version) => ({ version: version - 1 }))).toEqual({ version: 0 })
  expect(await sendInTurn('c', 1, async (version) => version)).toBe(1)
})
