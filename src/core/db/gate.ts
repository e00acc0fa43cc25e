import { type Kysely, sql } from 'kysely'
import { type ChangesListener, takeAnnounced } from './changes.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** Whose business rows (deals, activities, plans) somebody may see. */
export type Scope = 'all' | 'people' | 'none'

/** What the database must know about whoever acts; modules add what they need (see auth's Actor). */
export interface Scoped {
  workspaceId: string
  personId: string
  role: string
  scope: Scope
  /** With scope 'people': whose rows. */
  people: readonly string[]
  /** Departments whose plans may be seen. */
  departments: readonly string[]
  /** Whether personal data of clients may be seen. */
  seesPersonal: boolean
  /** An auditor: the database refuses every write. */
  readOnly: boolean
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
}

/** The one gate to data. */
export function createGate(database: Database): Gate {
  const listeners = new Set<ChangesListener>()
  const tell: ChangesListener = (changes) => {
    if (changes.length > 0) for (const listener of listeners) listener(changes)
  }
  return {
    as: (actor, work, options) => inTransaction(database, opening(actor, options?.readOnly ?? false), work, tell),
    asServer: (work) => inTransaction(database, 'begin', work, tell),
    onChanges(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

async function inTransaction<Result>(
  database: Database,
  begin: string,
  work: (tx: Tx) => Promise<Result>,
  tell: ChangesListener,
): Promise<Result> {
  return database.connection().execute(async (connection) => {
    const tx = connection as Tx
    // Not awaited: it goes out together with the first statement of the work, which fails when the scope could not be set.
    const begun = sql.raw(begin).execute(connection)
    begun.catch(() => {})
    try {
      const result = await work(tx)
      await begun
      await sql.raw('commit').execute(connection)
      tell(takeAnnounced(tx))
      return result
    } catch (error) {
      takeAnnounced(tx)
      // The rollback of a broken connection fails as well; the first error is the one to tell.
      await sql
        .raw('rollback')
        .execute(connection)
        .catch(() => {})
      throw error
    }
  })
}

/** One round trip for the whole scope: a statement of several commands takes no parameters, so each value is checked to be plain. */
function opening(actor: Scoped, readOnly: boolean): string {
  const settings = {
    'app.workspace': plain(actor.workspaceId),
    'app.person': plain(actor.personId),
    'app.role': plain(actor.role),
    'app.scope': plain(actor.scope),
    'app.people': actor.people.map(plain).join(','),
    'app.departments': actor.departments.map(plain).join(','),
    'app.personal': actor.seesPersonal ? 'on' : 'off',
  }
  const assignments = Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', true)`)
  return `begin ${actor.readOnly || readOnly ? 'read only' : 'read write'}; set local role mostik_app; select ${assignments.join(', ')}`
}

function plain(value: string): string {
  if (!/^[a-z0-9_-]*$/.test(value)) throw new Error('a scope may hold ids and names of roles only')
  return value
}
