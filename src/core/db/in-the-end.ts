import type { Tx } from './transaction.ts'

/** Writes by one statement what commands have left. It goes out in the scope of any of them, so what it writes must not depend on a scope. */
export type InTheEnd<Item> = (tx: Tx, items: readonly Item[]) => Promise<unknown>

/** What the commands of one transaction leave to its end. */
export class LeftToTheEnd {
  readonly #writes = new Map<InTheEnd<never>, unknown[]>()

  /** What is left in this part of the transaction comes here. */
  takeFrom(part: Tx): void {
    places.set(part, this)
  }

  add<Item>(write: InTheEnd<Item>, item: Item): void {
    const items = this.#writes.get(write)
    if (items) items.push(item)
    else this.#writes.set(write, [item])
  }

  /** Behind the last statement of all commands. When it fails, the commit behind it undoes all, and its answer says so. */
  sendIn(whole: Tx): void {
    for (const [write, items] of this.#writes) write(whole, items as never[]).catch(() => {})
  }
}

const places = new WeakMap<Tx, LeftToTheEnd>()

/**
 * Leaves something to be written in the end of the transaction, together with what the other commands of it leave: for what the rest of the command does not
 * look at. False when the transaction is not shared with other commands: then nothing is left, and it is to be written now.
 */
export function leaveToTheEnd<Item>(tx: Tx, write: InTheEnd<Item>, item: Item): boolean {
  const place = places.get(tx)
  place?.add(write, item)
  return place !== undefined
}
