import type { Tx } from './gate.ts'

/** A record that a transaction has changed, for those who look at it now. */
export interface Change {
  workspaceId: string
  /** What kind of record: 'deal', 'task', 'lead' … */
  topic: string
  id: string
  /** Whose it was and is; only who may see one of these people is told. Empty: everybody in the workspace. */
  ownerIds: readonly (string | null)[]
  /** Who changed it; his own browser knows already. */
  byPersonId: string | null
}

/** The id of a change that stands for more records than are worth naming: an import, a bulk change. */
export const MANY = '*'

export type ChangesListener = (changes: readonly Change[]) => void

const announced = new WeakMap<Tx, Change[]>()

/** Says what this transaction changes. Listeners of the gate hear it after the commit, and never when it is rolled back. */
export function announce(tx: Tx, ...changes: readonly Change[]): void {
  const sofar = announced.get(tx)
  if (sofar) sofar.push(...changes)
  else announced.set(tx, [...changes])
}

/** What was announced in this transaction; the gate asks once, at its end. */
export function takeAnnounced(tx: Tx): readonly Change[] {
  const changes = announced.get(tx) ?? []
  announced.delete(tx)
  return changes
}
