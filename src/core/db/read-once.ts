import type { Tx } from './gate.ts'

const kept = new WeakMap<Tx, Map<string, Promise<unknown>>>()

/** From now on what is read by onceIn is read once in this transaction: for questions that change nothing and ask several modules. */
export function readEachOnce(tx: Tx): void {
  if (!kept.has(tx)) kept.set(tx, new Map())
}

/** What has been read before in a transaction of which readEachOnce was said; else reads it. Nobody may change the answer. */
export function onceIn<Answer>(tx: Tx, name: string, read: () => Promise<Answer>): Promise<Answer> {
  const known = kept.get(tx)
  if (!known) return read()
  const answer = (known.get(name) as Promise<Answer> | undefined) ?? read()
  known.set(name, answer)
  return answer
}
