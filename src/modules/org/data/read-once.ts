import type { Tx } from '#core/db/gate.ts'

const kept = new WeakMap<Tx, Map<string, Promise<unknown>>>()

/** From now on the tree and the calendar are read once in this transaction: for questions that change nothing of them and ask several modules. */
export function readOrgOnce(tx: Tx): void {
  if (!kept.has(tx)) kept.set(tx, new Map())
}

/** What has been read before in a transaction of which readOrgOnce was said; else reads it. Nobody may change the answer. */
export function onceIn<Answer>(tx: Tx, name: string, read: () => Promise<Answer>): Promise<Answer> {
  const known = kept.get(tx)
  if (!known) return read()
  const answer = (known.get(name) as Promise<Answer> | undefined) ?? read()
  known.set(name, answer)
  return answer
}
