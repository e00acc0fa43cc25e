import type { ChangesListener } from './changes.ts'
import type { Database } from './database.ts'
import { despiteOthers } from './met-others.ts'
import { opening, type Scoped } from './scope.ts'
import { type Together, together } from './together.ts'
import { inTransaction, type Tx } from './transaction.ts'

export type { Scope, Scoped } from './scope.ts'
export type { Tx } from './transaction.ts'

/** Does a piece of work in a transaction of its own, as whoever asks. */
export type InTransaction = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>

export interface Gate {
  /**
   * Runs the work in one transaction under row level security, as this actor; rolls back when it throws. `again`: it is run anew when the database has
   * undone it because it met others, so it may have no effect but in its transaction.
   */
  as<Result>(
    actor: Scoped,
    work: (tx: Tx) => Promise<Result>,
    options?: { readOnly?: boolean; again?: boolean },
  ): Promise<Result>
  /** The same for a short command about one record: at once by itself, or in one transaction with those that wait with it (see together). */
  together: Together
  /** Runs the work in one transaction as the server itself, past row level security: sign-in, folding, maintenance. Never for a request's data. */
  asServer<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /** Tells the listener what committed transactions have announced (see announce); gives a function that ends it. */
  onChanges(listener: ChangesListener): () => void
  /** Whether several people have been waiting for answers at once within the last quarter of a second: what is not urgent waits meanwhile. */
  isBusy: () => boolean
}

/** One person's page asks for more than one thing at once, but not for long. */
const MANY_AT_ONCE = 4
const LATELY_MS = 250

/** The one gate to data. */
export function createGate(database: Database): Gate {
  const listeners = new Set<ChangesListener>()
  const tell: ChangesListener = (changes) => {
    if (changes.length > 0) for (const listener of listeners) listener(changes)
  }
  let atWork = 0
  let busyAt = -Infinity
  const counted = async <Result>(answer: () => Promise<Result>): Promise<Result> => {
    atWork += 1
    if (atWork >= MANY_AT_ONCE) busyAt = performance.now()
    try {
      return await answer()
    } finally {
      atWork -= 1
    }
  }
  const as: Gate['as'] = (actor, work, { readOnly = false, again = false } = {}) => {
    const once = () => inTransaction(database, opening(actor, readOnly), work, { tell })
    return counted(() => (again ? despiteOthers(once) : once()))
  }
  const joined = together(database, tell)
  return {
    as,
    together: (actor, recordId, work) =>
      actor.readOnly ? as(actor, work) : counted(() => joined(actor, recordId, work)),
    asServer: (work) => inTransaction(database, 'begin', work, { tell }),
    onChanges(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    isBusy: () => atWork >= MANY_AT_ONCE || performance.now() - busyAt < LATELY_MS,
  }
}
