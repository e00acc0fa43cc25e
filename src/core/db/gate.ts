import { CompiledQuery, type Kysely } from 'kysely'
import { type ChangesListener, takeAnnounced } from './changes.ts'
import { type Database, onOneConnection } from './database.ts'
import type { Tables } from './tables.ts'

/** Whose business rows (deals, activities, plans) somebody may see. */
export type Scope = 'all' | 'people' | 'none'

/** What the database must know about whoever acts; modules add what they need (see auth's Actor). Never changed: other rights are another object. */
export interface Scoped {
  readonly workspaceId: string
  readonly personId: string
  readonly role: string
  readonly scope: Scope
  /** With scope 'people': whose rows. */
  readonly people: readonly string[]
  /** Departments whose plans may be seen. */
  readonly departments: readonly string[]
  /** Whether personal data of clients may be seen. */
  readonly seesPersonal: boolean
  /** An auditor: the database refuses every write. */
  readonly readOnly: boolean
}

declare const scoped: unique symbol

/** A transaction with a scope. Only the gate makes one, so a query that forgot the scope does not compile. */
export type Tx = Kysely<Tables> & { readonly [scoped]: true }

export interface Gate {
  /** Runs the work in one transaction under row level security, as this actor; rolls back when it throws. */
  as<Result>(actor: Scoped, work: (tx: Tx) => Promise<Result>, options?: { readOnly?: boolean }): Promise<Result>
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
  return {
    async as(actor, work, options) {
      atWork += 1
      if (atWork >= MANY_AT_ONCE) busyAt = performance.now()
      try {
        return await inTransaction(database, opening(actor, options?.readOnly ?? false), work, tell)
      } finally {
        atWork -= 1
      }
    },
    asServer: (work) => inTransaction(database, 'begin', work, tell),
    onChanges(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    isBusy: () => atWork >= MANY_AT_ONCE || performance.now() - busyAt < LATELY_MS,
  }
}

/** How a transaction ends. */
interface Ending {
  /** Set when the scope could not be set: nothing may be asked without it. */
  failed?: unknown
  /** What made the transaction fail: statements sent behind it only say that it has failed, and may be heard first. */
  cause?: unknown
  /** More is written than the work knows of. */
  isHeld: boolean
  /** Rolled back: what went on beside the failure must not be done by itself, past the scope, on a connection that others get next. */
  isOver?: true
  commit?: Promise<{ rows: readonly { command: string }[] }>
}

const COMMIT = CompiledQuery.raw('commit') as CompiledQuery<{ command: string }>
const ROLLBACK = CompiledQuery.raw('rollback')

const endings = new WeakMap<Tx, Ending>()

/**
 * The statement that has just been sent is the last one of this transaction: the commit goes out right behind it, and not after its answer. When the
 * statement fails, the commit undoes all, as a rollback would. Nothing can be asked of the transaction afterwards.
 */
export function commitBehind(tx: Tx): void {
  const ending = endings.get(tx)
  if (ending && !ending.isHeld && !ending.commit) void send(tx, ending)
}

/** Something is to be written after the work: commitBehind does nothing. */
export function holdOpen(tx: Tx): void {
  const ending = endings.get(tx)
  if (ending) ending.isHeld = true
}

function send(tx: Tx, ending: Ending): NonNullable<Ending['commit']> {
  const commit = tx.executeQuery(COMMIT)
  commit.catch(() => {})
  ending.commit = commit
  return commit
}

async function inTransaction<Result>(
  database: Database,
  begin: string,
  work: (tx: Tx) => Promise<Result>,
  tell: ChangesListener,
): Promise<Result> {
  const ending: Ending = { isHeld: false }
  const mayAsk = () => {
    if (ending.failed !== undefined) throw ending.failed
    if (ending.commit || ending.isOver) throw new Error('the transaction has ended')
  }
  const onFailure = (error: unknown) => {
    if (!isOfFailedTransaction(error)) ending.cause = error
  }
  return onOneConnection(
    database,
    async (own) => {
      const tx = own as Tx
      endings.set(tx, ending)
      // Not awaited: it goes out together with the first statement of the work, which fails when the scope could not be set.
      const begun = own.executeQuery(CompiledQuery.raw(begin))
      begun.catch((error: unknown) => {
        ending.failed = error
      })
      try {
        const result = await work(tx)
        await begun
        const { rows } = await (ending.commit ?? send(tx, ending))
        // A work that took no notice of a failed statement: the database has undone all of it.
        if (rows[0]?.command !== 'COMMIT') throw ending.cause ?? new Error('the transaction was rolled back')
        tell(takeAnnounced(tx))
        return result
      } catch (error) {
        const announced = takeAnnounced(tx)
        // The rollback of a broken connection fails as well; the first error is the one to tell.
        if (ending.commit)
          await ending.commit.then(({ rows }) => rows[0]?.command === 'COMMIT' && tell(announced)).catch(() => {})
        else {
          delete ending.failed
          const undone = own.executeQuery(ROLLBACK)
          ending.isOver = true
          await undone.catch(() => {})
        }
        throw isOfFailedTransaction(error) ? (ending.cause ?? error) : error
      }
    },
    { mayAsk, onFailure },
  )
}

function isOfFailedTransaction(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '25P02'
}

/** One round trip for the whole scope. */
function opening(actor: Scoped, readOnly: boolean): string {
  return `begin ${actor.readOnly || readOnly ? 'read only' : 'read write'}; ${scopeOf(actor)}`
}

/** By the actor, whom auth remembers for some seconds: two hundred people are checked and written down once. */
const scopes = new WeakMap<Scoped, string>()

function scopeOf(actor: Scoped): string {
  const known = scopes.get(actor)
  if (known !== undefined) return known
  const scope = scopeInSql(actor)
  scopes.set(actor, scope)
  return scope
}

/** A statement of several commands takes no parameters, so each value is checked to be plain. */
function scopeInSql(actor: Scoped): string {
  const settings = {
    'app.workspace': plain(actor.workspaceId),
    'app.person': plain(actor.personId),
    'app.role': plain(actor.role),
    'app.scope': plain(actor.scope),
    'app.people': actor.people.map(plain).join(','),
    'app.departments': actor.departments.map(plain).join(','),
    'app.personal': actor.seesPersonal ? 'on' : 'off',
  }
  // Commands are only read; a query for the same would be planned and run as well.
  const assignments = Object.entries(settings).map(([name, value]) => `set local ${name} = '${value}'`)
  return `set local role mostik_app; ${assignments.join('; ')}`
}

function plain(value: string): string {
  if (!/^[a-z0-9_-]*$/.test(value)) throw new Error('a scope may hold ids and names of roles only')
  return value
}
