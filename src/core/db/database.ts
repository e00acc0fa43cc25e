import type { Socket } from 'node:net'
import { DummyDriver, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { Connection } from './connection.ts'
import type { Tables } from './tables.ts'

/** The pool as query builder, logged in as the owner of the tables. Requests do not use it: they go through the gate. */
export type Database = Kysely<Tables>

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, safeInteger)

/** Opens the pool; nothing connects before the first query. End it with `database.destroy()`. */
export function createDatabase(connection: Connection, { connections = 16 } = {}): Database {
  const pool = new pg.Pool({
    ...connection,
    max: connections,
    Client: PreparingClient,
    idleTimeoutMillis: 60_000,
    // Statements of one transaction that do not wait for each other go out together.
    pipeline: true,
  })
  // A connection that breaks while idle is replaced by the pool at the next query.
  pool.on('error', () => {})
  // One that breaks between two statements of a transaction says so by itself: the next statement fails, the process goes on.
  pool.on('connect', (client) => void client.on('error', () => {}))
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

const DIALECT = new PostgresDialect({ pool: () => Promise.reject(new Error('the connection is given')) })
const NO_DRIVER = new DummyDriver()

/**
 * Gives the work one connection of the pool. A statement is sent when it is asked, not when the one before is answered: what does not wait for
 * each other goes out together, and is done in this order. `mayAsk` throws when nothing more may be sent; `onFailure` hears of statements that failed.
 */
export function onOneConnection<Result>(
  database: Database,
  work: (own: Database) => Promise<Result>,
  { mayAsk, onFailure }: { mayAsk: () => void; onFailure: (error: unknown) => void },
): Promise<Result> {
  const pooled = database.getExecutor()
  return pooled.provideConnection((connection) => {
    const executor = pooled.withConnectionProvider({
      provideConnection: async (ask) => {
        mayAsk()
        try {
          return await ask(connection)
        } catch (error) {
          onFailure(error)
          throw error
        }
      },
    })
    return work(new Kysely<Tables>({ config: { dialect: DIALECT }, dialect: DIALECT, driver: NO_DRIVER, executor }))
  })
}

/**
 * Prepares every statement that has parameters, once per connection. Planning a query under row level security costs more than
 * running it (3 ms against 0.3 ms for a move), so texts must not vary: arrays go in as one parameter, `= any($1)`.
 */
class PreparingClient extends pg.Client {
  #isGathering = false

  override query(...parameters: unknown[]): never {
    this.#gather()
    const [text, values] = parameters
    if (typeof text === 'string' && Array.isArray(values) && values.length > 0) {
      const prepared = statement(text)
      if (prepared) parameters.splice(0, 2, { ...prepared, values })
    }
    return (super.query as (...all: unknown[]) => never)(...parameters)
  }

  /** What is asked in one turn goes out as one write: a write wakes the database up, and costs more than all that is in it. */
  #gather(): void {
    const { stream } = (this as unknown as { connection: { stream: Socket } }).connection
    if (this.#isGathering || stream.connecting) return
    this.#isGathering = true
    stream.cork()
    process.nextTick(() => {
      this.#isGathering = false
      stream.uncork()
    })
  }
}

/** Stands in statements that people put together, of which there is no end: they are planned each time, by their values, and not kept. */
export const MANY_SHAPES = sql.raw('/* many shapes */')

interface Statement {
  name: string
  /** The same text each time, not another of the same words: the driver compares it with what it has prepared. */
  text: string
}

const statements = new Map<string, Statement>()

/** Undefined for a statement of many shapes. */
function statement(text: string): Statement | undefined {
  const known = statements.get(text)
  if (known) return known
  if (text.includes('/* many shapes */')) return undefined
  const made = { name: `s${statements.size}`, text }
  statements.set(text, made)
  return made
}

/** @throws Error beyond 2^53, where a JavaScript number would silently change the sum */
function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new Error(`int8 ${text} does not fit a JavaScript number`)
  return value
}
