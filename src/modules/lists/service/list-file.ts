import type { z } from 'zod'
import { wallTime } from '#core/calendar/zone.ts'
import type { Tx } from '#core/db/gate.ts'
import type { WriteCell, WriteColumn } from '#core/files/write-cells.ts'
import { zoneOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { type Currency, minorDigits } from '#core/money/currency.ts'
import type { ExportQuestion, ListSource } from './list-source.ts'

/** How a column is written, and its value in a row. */
export interface FileColumn<Row> extends WriteColumn {
  value(row: Row): WriteCell
}

interface Opened<Row> {
  /** By the ids that the list's columns have on the screen. */
  columns: Readonly<Record<string, FileColumn<Row>>>
  /** What a file has when nobody has chosen; all when absent. */
  usual?: readonly string[]
  rows: AsyncIterable<Row>
  total: number
}

interface ListFile<Row> extends Pick<ListSource, 'id' | 'title'> {
  /** The rows of a question with the actor's rights. @throws Refusal FORBIDDEN, FILTER_BAD */
  open(tx: Tx, actor: Actor, question: ExportQuestion, now: Date): Promise<Opened<Row>>
}

/** Makes a list that can be written into a file out of its rows and columns. Columns that it does not know are left out. */
export function listFile<Row>({ id, title, open }: ListFile<Row>): ListSource {
  return {
    id,
    title,
    async asTable(tx, actor, question, now) {
      const { columns, usual, rows, total } = await open(tx, actor, question, now)
      const asked = (question.columns ?? usual ?? Object.keys(columns)).flatMap((column) => columns[column] ?? [])
      const written = asked.length > 0 ? asked : Object.values(columns).slice(0, 1)
      const cells = async function* (): AsyncGenerator<WriteCell[]> {
        for await (const row of rows) yield written.map(({ value }) => value(row))
      }
      return { columns: written, rows: cells(), total }
    },
  }
}

/** Takes the schema of a list's own filter and order; gives what was asked in its terms. @throws Refusal FILTER_BAD */
export function askedOf<Schema extends z.ZodType>(schema: Schema, { filter, sort }: ExportQuestion): z.output<Schema> {
  const asked = schema.safeParse({ ...filter, ...(sort !== undefined && { sort }) })
  if (!asked.success) throw new Refusal('FILTER_BAD', { field: '', reason: 'VALUE_BAD' })
  return asked.data
}

/** All rows of a list that is read a page at a time. `page` takes where it begins; gives its rows and where the next one does. */
export async function* allPages<Row, Place>(
  page: (place: Place | undefined) => Promise<{ rows: readonly Row[]; next: Place | undefined }>,
): AsyncGenerator<Row> {
  let place: Place | undefined
  do {
    const { rows, next } = await page(place)
    yield* rows
    place = next
  } while (place !== undefined)
}

/** Of all currencies: amounts of several in one column are written with as many. */
const MOST_DIGITS = 2

/** Columns of a file by their kinds; moments are written on the clock of the actor's company. */
export function columnsFor<Row>(actor: Actor) {
  const zone = zoneOf({ actor })
  return {
    text: (title: string, value: (row: Row) => string | null | undefined, width = 24): FileColumn<Row> => ({
      title,
      width,
      value: (row) => value(row) ?? null,
    }),
    day: (title: string, value: (row: Row) => string | null): FileColumn<Row> => ({
      title,
      kind: 'day',
      width: 12,
      value,
    }),
    /** Takes an ISO moment. */
    moment: (title: string, value: (row: Row) => string | null): FileColumn<Row> => ({
      title,
      kind: 'moment',
      width: 18,
      value: (row) => {
        const at = value(row)
        return at === null ? null : wallTime(at as never, zone)
      },
    }),
    /** Takes minor units of the company's currency, or of the one that `currencyOf` says of a row. */
    money: (title: string, value: (row: Row) => number | null, currencyOf?: (row: Row) => string): FileColumn<Row> => ({
      title,
      kind: 'money',
      width: 16,
      digits: currencyOf ? MOST_DIGITS : minorDigits(actor.workspace.currency as Currency),
      value: (row) => {
        const minor = value(row)
        return minor === null || !currencyOf
          ? minor
          : minor * 10 ** (MOST_DIGITS - minorDigits(currencyOf(row) as Currency))
      },
    }),
    number: (title: string, value: (row: Row) => number | null): FileColumn<Row> => ({
      title,
      kind: 'number',
      width: 12,
      value,
    }),
  }
}
