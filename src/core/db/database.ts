import type { Socket } from 'node:net'
import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  type QueryResult,
  RawNode,
  sql,
  ValueNode,
} from 'kysely'
import pg from 'pg'
import type { Connection } from './connection.ts'
import { type Answer, type RowMakers, Statement } from './statement.ts'
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
  pool.on('connect', (client) => {
    // One that breaks between two statements of a transaction says so by itself: the next statement fails, the process goes on.
    client.on('error', () => {})
    // Cursors hold moments as the database writes them, and days are read as they stand: a server of one's own may speak another zone and style.
    client.query(`set timezone to 'UTC'; set datestyle to 'ISO'`).catch(() => {})
  })
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  pools.set(database, pool)
  return database
}

/** Pools of the databases that are open: a transaction has a connection of its own without the layers in between. */
const pools = new WeakMap<Database, pg.Pool>()

/**
 * Gives the work one connection of the pool. A statement is sent when it is asked, not when the one before is answered: what does not wait for
 * each other goes out together, and is done in this order. `mayAsk` throws when nothing more may be sent; `onFailure` hears of statements that failed.
 */
export async function onOneConnection<Result>(
  database: Database,
  work: (own: Database) => Promise<Result>,
  { mayAsk, onFailure }: { mayAsk: () => void; onFailure: (error: unknown) => void },
): Promise<Result> {
  const client = await poolOf(database).connect()
  let isBroken = false
  try {
    const own = asking(async ({ sql: text, parameters }) => {
      mayAsk()
      try {
        return asResult(await client.query(text, parameters as unknown[]))
      } catch (error) {
        // The driver's stack ends at the socket; this one leads to whoever asked.
        if (error instanceof Error) Error.captureStackTrace(error)
        isBroken ||= error instanceof pg.DatabaseError && error.severity === 'FATAL'
        onFailure(error)
        throw error
      }
    })
    return await work(own)
  } finally {
    // The database has said goodbye, and the socket does not know yet: nobody else gets this one.
    client.release(isBroken)
  }
}

function poolOf(database: Database): pg.Pool {
  const pool = pools.get(database)
  if (!pool) throw new Error('the database was not opened by createDatabase')
  return pool
}

const DIALECT = new PostgresDialect({ pool: () => Promise.reject(new Error('the connection is given')) })
const NO_DRIVER = new DummyDriver()

type Ask = (query: CompiledQuery) => Promise<QueryResult<never>>

/** The query builder for whoever answers its statements. */
export function asking(ask: Ask): Database {
  const executor = new OneConnection(ask)
  return new Kysely<Tables>({ config: { dialect: DIALECT }, dialect: DIALECT, driver: NO_DRIVER, executor })
}

/** Asks one connection and nothing else. */
class OneConnection extends DefaultQueryExecutor {
  readonly #ask: Ask

  constructor(ask: Ask) {
    const connection = {
      executeQuery: ask as DatabaseConnection['executeQuery'],
      streamQuery: () => {
        throw new Error('rows of a transaction are read all at once')
      },
    }
    super(COMPILER, ADAPTER, { provideConnection: (consumer) => consumer(connection) })
    this.#ask = ask
  }

  override executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.#ask(query)
  }
}

/** Writes statements down as the library does, with a short way for what they are made of here: texts and values. */
class ShortCompiler extends PostgresQueryCompiler {
  protected override visitRaw({ sqlFragments, parameters }: RawNode): void {
    for (let index = 0; index < sqlFragments.length; index++) {
      this.append(sqlFragments[index] ?? '')
      const part = parameters[index]
      if (!part) continue
      if (RawNode.is(part)) this.visitRaw(part)
      else if (ValueNode.is(part) && !part.immediate) this.appendValue(part.value)
      else this.visitNode(part)
    }
  }
}

const COMPILER = new ShortCompiler()
const ADAPTER = new PostgresAdapter()

/** As the query builder wants it; the gate looks at how a transaction has ended. */
function asResult({ command, rowCount, rows }: Answer): QueryResult<never> {
  if (command === 'COMMIT' || command === 'ROLLBACK') return { rows: [{ command } as never] }
  const isChange = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
  return isChange && rowCount !== null
    ? { numAffectedRows: BigInt(rowCount), rows: rows as never[] }
    : { rows: rows as never[] }
}

/**
 * Prepares every statement that has parameters or only reads, once per connection. Planning a query under row level security costs more than
 * running it (3 ms against 0.3 ms for a move), so texts must not vary: arrays go in as one parameter, `= any($1)`.
 */
class PreparingClient extends pg.Client {
  readonly #makers: RowMakers = new Map()
  #isGathering = false

  override query(...parameters: unknown[]): never {
    this.#gather()
    const send = (...all: unknown[]) => (super.query as (...all: unknown[]) => never).apply(this, all)
    const [text, values = [], callback] = parameters
    if (typeof text !== 'string' || !Array.isArray(values) || callback) return send(...parameters)
    const prepared = values.length > 0 || text.startsWith('select ') ? named(text) : undefined
    const asked = { name: prepared?.name, text: prepared?.text ?? text, values }
    return new Promise<Answer>((resolve, reject) => {
      send(new Statement(asked, this.#makers, (error, answer) => (answer ? resolve(answer) : reject(error))))
    }) as never
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

interface Named {
  name: string
  /** The same text each time, not another of the same words: the driver compares it with what it has prepared. */
  text: string
}

const statements = new Map<string, Named>()

/** Undefined for a statement of many shapes. */
function named(text: string): Named | undefined {
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
