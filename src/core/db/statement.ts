import pg from 'pg'
import utils from 'pg/lib/utils.js'

/** What a statement says to the driver's connection. */
interface Wire {
  /** Texts by name: those that the database has taken, and those that are on their way to it. */
  parsedStatements: Record<string, string>
  submittedNamedStatements: Record<string, string>
  query(text: string): void
  parse(statement: { name: string | undefined; text: string }): void
  bind(statement: { statement: string | undefined; values: readonly unknown[] }): void
  describe(portal: { type: 'P' }): void
  execute(portal: object): void
  sync(): void
  sendCopyFail(reason: string): void
}

export interface Answer {
  /** The first word of what was done: SELECT, INSERT, COMMIT … */
  command: string
  rowCount: number | null
  rows: unknown[]
}

type RowMaker = (values: readonly (string | null)[]) => unknown

/**
 * How the rows of a connection's prepared statements are made, by the name of the statement. The columns of one never change: the database refuses to run
 * it when they would.
 */
export type RowMakers = Map<string, RowMaker>

interface Asked {
  /** Of a prepared statement. */
  name: string | undefined
  text: string
  /** Without a name and any of them, the text may hold several commands; then the answer is that of the last. */
  values: readonly unknown[]
}

/**
 * One statement on its way, in place of the driver's own. A prepared statement is described once per connection and not each time it is run, which costs
 * both sides more than a row; rows are made by a function of their own; nobody listens to events.
 */
export class Statement {
  readonly name: string | undefined
  readonly text: string
  /** Where the driver looks for a callback. */
  readonly callback: (error: Error | null, answer?: Answer) => void
  readonly #values: readonly unknown[]
  readonly #makers: RowMakers
  #make: RowMaker | undefined
  #rows: unknown[] = []
  #done = ''
  #problem: Error | undefined

  /** @throws Error when a value cannot be written */
  constructor({ name, text, values }: Asked, makers: RowMakers, callback: Statement['callback']) {
    this.name = name
    this.text = text
    // Before anything is sent: half a statement would leave the connection waiting.
    this.#values = values.map((value) => utils.prepareValue(value))
    this.#makers = makers
    this.callback = callback
  }

  submit(wire: Wire): null {
    const { name, text } = this
    if (name === undefined && this.#values.length === 0) {
      wire.query(text)
      return null
    }
    if (name === undefined || (!wire.parsedStatements[name] && !wire.submittedNamedStatements[name])) {
      wire.parse({ name, text })
      if (name !== undefined) wire.submittedNamedStatements[name] = text
    }
    wire.bind({ statement: name, values: this.#values })
    this.#make = name === undefined ? undefined : this.#makers.get(name)
    if (!this.#make) wire.describe({ type: 'P' })
    wire.execute({})
    wire.sync()
    return null
  }

  handleRowDescription({ fields }: { fields: readonly Field[] }): void {
    this.#make = rowMaker(fields)
    this.#rows = []
    if (this.name !== undefined) this.#makers.set(this.name, this.#make)
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    try {
      if (this.#make && !this.#problem) this.#rows.push(this.#make(fields))
    } catch (error) {
      this.#problem = error as Error
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.#done = text
  }

  handleReadyForQuery(): void {
    if (this.#problem) return this.callback(this.#problem)
    // What gives no rows has no columns to be described.
    if (this.name !== undefined && !this.#make) this.#makers.set(this.name, noRow)
    const [command = '', ...counts] = this.#done.split(' ')
    const count = Number(counts.at(-1) ?? Number.NaN)
    this.callback(null, { command, rowCount: Number.isNaN(count) ? null : count, rows: this.#rows })
  }

  handleError(error: Error): void {
    this.callback(this.#problem ?? error)
  }

  handleEmptyQuery(): void {}

  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail('nothing is copied this way')
  }

  handleCopyData(): void {}
}
// The driver sends statements together only when they descend from its own; what its constructor does is not needed.
Object.setPrototypeOf(Statement.prototype, pg.Query.prototype as object)

interface Field {
  name: string
  dataTypeID: number
  format: 'text' | 'binary'
}

const noRow: RowMaker = () => ({})

/** The driver has one function for all types that it does not know, ids among them: their text is the value. */
const asItIs = pg.types.getTypeParser(pg.types.builtins.UUID, 'text')

/**
 * One function for the rows of one shape: an object literal with the columns in their places, which is made five times as fast as column after column is
 * set by its name. Its text holds nothing but numbers and the quoted names of columns.
 */
function rowMaker(fields: readonly Field[]): RowMaker {
  const readers = fields.map(({ dataTypeID, format }) => pg.types.getTypeParser(dataTypeID, format))
  const entries = fields.map(({ name }, index) => {
    const value = `values[${index}]`
    const read = readers[index] === asItIs ? value : `${value} === null ? null : readers[${index}](${value})`
    return `${name === '__proto__' ? '["__proto__"]' : JSON.stringify(name)}: ${read}`
  })
  // oxlint-disable-next-line typescript/no-implied-eval
  const make = new Function('readers', 'values', `return { ${entries.join(', ')} }`)
  return make.bind(null, readers) as RowMaker
}
