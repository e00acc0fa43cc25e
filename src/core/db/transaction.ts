import { CompiledQuery, type Kysely } from 'kysely'
import { announce, type ChangesListener, takeAnnounced } from './changes.ts'
import { asking, type Database, onOneConnection } from './database.ts'
import type { Tables } from './tables.ts'

declare const scoped: unique symbol

/** A transaction with a scope. Only the gate makes one, so a query that forgot the scope does not compile. */
export type Tx = Kysely<Tables> & { readonly [scoped]: true }

export type Work<Result> = (tx: Tx) => Promise<Result>

/** What happens when the last statement of a transaction, or of somebody's part of one, has been sent. */
interface Ending {
  /** More is written than the work knows of. */
  isHeld: boolean
  onLast: () => void
}

const endings = new WeakMap<Tx, Ending>()

/**
 * The statement that has just been sent is the last one of this transaction: the commit goes out right behind it, and not after its answer. When the
 * statement fails, the commit undoes all, as a rollback would. Nothing can be asked of the transaction afterwards.
 */
export function commitBehind(tx: Tx): void {
  const ending = endings.get(tx)
  if (ending && !ending.isHeld) ending.onLast()
}

/** Something is to be written after the work: commitBehind does nothing. */
export function holdOpen(tx: Tx): void {
  const ending = endings.get(tx)
  if (ending) ending.isHeld = true
}

const COMMIT = CompiledQuery.raw('commit') as CompiledQuery<{ command: string }>
const ROLLBACK = CompiledQuery.raw('rollback')

interface Listeners {
  /** Hears what the transaction has announced, once it is committed. */
  tell: ChangesListener
  /** Hears that nothing of it is kept, for certain. */
  onUndone?: () => void
}

interface Course {
  /** Set when the scope could not be set: nothing may be asked without it. */
  failed?: unknown
  /** What made the transaction fail: statements sent behind it only say that it has failed, and may be heard first. */
  cause?: unknown
  /** Rolled back: what went on beside the failure must not be done by itself, past the scope, on a connection that others get next. */
  isOver?: true
  commit?: Promise<{ rows: readonly { command: string }[] }>
}

/** Runs the work in one transaction that these commands begin; rolls back when it throws. @throws what the work throws */
export async function inTransaction<Result>(
  database: Database,
  begin: string,
  work: Work<Result>,
  { tell, onUndone }: Listeners,
): Promise<Result> {
  const course: Course = {}
  const mayAsk = () => {
    if (course.failed !== undefined) throw course.failed
    if (course.commit || course.isOver) throw new Error('the transaction has ended')
  }
  const onFailure = (error: unknown) => {
    if (!isOfFailedTransaction(error)) course.cause = error
  }
  return onOneConnection(
    database,
    async (own) => {
      const tx = own as Tx
      const commit = () => {
        course.commit ??= sent(own.executeQuery(COMMIT))
        return course.commit
      }
      endings.set(tx, { isHeld: false, onLast: () => void commit() })
      // Not awaited: it goes out together with the first statement of the work, which fails when the scope could not be set.
      const begun = own.executeQuery(CompiledQuery.raw(begin))
      begun.catch((error: unknown) => {
        course.failed = error
      })
      try {
        const result = await work(tx)
        await begun
        const { rows } = await commit()
        // A work that took no notice of a failed statement: the database has undone all of it.
        if (rows[0]?.command !== 'COMMIT') throw course.cause ?? new Error('the transaction was rolled back')
        tell(takeAnnounced(tx))
        return result
      } catch (error) {
        const announced = takeAnnounced(tx)
        // The rollback of a broken connection fails as well; the first error is the one to tell.
        if (course.commit)
          await course.commit
            .then(({ rows }) => (rows[0]?.command === 'COMMIT' ? tell(announced) : onUndone?.()))
            .catch(() => {})
        else {
          delete course.failed
          const undone = own.executeQuery(ROLLBACK)
          course.isOver = true
          await undone.catch(() => {})
          onUndone?.()
        }
        throw isOfFailedTransaction(error) ? (course.cause ?? error) : error
      }
    },
    { mayAsk, onFailure },
  )
}

/** A part of a transaction that several people share. */
export interface Part {
  tx: Tx
  /** Nothing more is asked in this part. What it has announced is announced by the whole. */
  end(): void
}

/** `ahead` is called before each statement of the part is sent; `onLast` once, when the last one was. */
export function partOf(whole: Tx, { ahead, onLast }: { ahead: () => void; onLast: () => void }): Part {
  let isOver = false
  const tx = asking((query) => {
    if (isOver) throw new Error('the transaction has ended')
    ahead()
    return whole.executeQuery<never>(query)
  }) as Tx
  const last = () => {
    if (isOver) return
    isOver = true
    onLast()
  }
  endings.set(tx, { isHeld: false, onLast: last })
  const end = () => {
    announce(whole, ...takeAnnounced(tx))
    last()
  }
  return { tx, end }
}

/** Whoever waits for the transaction hears of the failure. */
function sent<Answer>(answer: Promise<Answer>): Promise<Answer> {
  answer.catch(() => {})
  return answer
}

function isOfFailedTransaction(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25P02'
}
