import { type TimeZone, DAY_MS } from '#core/calendar/day.ts'
import { type Day, addDays } from '#core/calendar/day.ts'
import { instantAt, startOfDay } from '#core/calendar/zone.ts'
import {
  type DateOrder,
  type DateValue,
  isEmptyMark,
  type NumberStyle,
  parseDate,
  parseMoney,
  parseNumber,
  type ValueReason,
} from '#core/files/values.ts'
import { type Currency, isCurrency } from '#core/money/currency.ts'
import { keptText } from './kept-text.ts'
import { changed, type Reason, rejected, type RowProblem } from './row-problem.ts'

/** A column to read, with how its dates and numbers are written. */
export interface Column {
  index: number
  label: string
  dateOrder: DateOrder
  numberStyle: NumberStyle
}

export interface MomentRead {
  day: Day
  /** Milliseconds since 1970; the start of the day where the cell has no time. */
  at: number
  hasTime: boolean
}

export interface MoneyRead {
  minor: number
  currency: string | null
}

/** The largest amount that we take: a trillion roubles. What is larger is a typing error. */
const MOST_MINOR = 100_000_000_000_000
const MEMORY = 20_000

/**
 * Reads cells into values and remembers what it has read: dates, amounts and names repeat in a million rows. Problems go to
 * the list that is given; an empty cell is no problem and gives null.
 */
export class CellReader {
  readonly #zone: TimeZone
  readonly #moments = new Memory<MomentRead | Reason>()
  readonly #moneys = new Memory<(MoneyRead & { exact: boolean }) | Reason>()
  readonly #days = new Map<Day, { start: number; plain: boolean }>()
  readonly #currency: string

  constructor(zone: TimeZone, currency: string) {
    this.#zone = zone
    this.#currency = currency
  }

  /** The cell's text, '' for what people write instead of leaving it empty. */
  text(cells: readonly string[], column: Column | undefined): string {
    if (!column) return ''
    const cell = cells[column.index]
    if (cell === undefined || cell === '' || isEmptyMark(cell)) return ''
    return cell.trim()
  }

  moment(
    cells: readonly string[],
    column: Column | undefined,
    problems: RowProblem[],
    optional = false,
  ): MomentRead | null {
    const text = this.text(cells, column)
    if (text === '' || !column) return null
    const read = this.#ofKnownDay(text, column.dateOrder) ?? this.#moment(text, column.dateOrder)
    if (typeof read !== 'string') return read
    problems.push(optional ? changed(column.label, text, 'DATE_LEFT_OUT') : rejected(column.label, text, read))
    return null
  }

  money(cells: readonly string[], column: Column | undefined, problems: RowProblem[]): MoneyRead | null {
    const text = this.text(cells, column)
    if (text === '' || !column) return null
    const read = this.#moneys.get(column.numberStyle, text, () => this.#readMoney(text, column.numberStyle))
    if (typeof read === 'string') {
      problems.push(rejected(column.label, text, read))
      return null
    }
    if (!read.exact) problems.push(changed(column.label, text, 'AMOUNT_ROUNDED'))
    return read
  }

  number(cells: readonly string[], column: Column | undefined, problems: RowProblem[]): number | null {
    const text = this.text(cells, column)
    if (text === '' || !column) return null
    const read = parseNumber(text, column.numberStyle)
    if (read.ok && Math.abs(read.value) < 1e12) return read.value
    problems.push(rejected(column.label, text, 'NUMBER_BROKEN'))
    return null
  }

  #moment(text: string, order: DateOrder): MomentRead | Reason {
    return this.#moments.get(order, text, () => this.#readMoment(text, order))
  }

  /** `21.06.2024 15:30`, or with seconds: moments are as many as there are rows, their days are few. Null: it is not written so. */
  #ofKnownDay(text: string, order: DateOrder): MomentRead | null {
    const { length } = text
    if ((length !== 16 && length !== 19) || text.charCodeAt(10) !== SPACE || text.charCodeAt(13) !== COLON) return null
    if (isDigit(text, 2) && isDigit(text, 4)) return null
    const hours = twoDigits(text, 11)
    const minutes = twoDigits(text, 14)
    const seconds = length === 16 ? 0 : text.charCodeAt(16) === COLON ? twoDigits(text, 17) : Number.NaN
    if (!(hours < 24 && minutes < 60 && seconds < 60)) return null
    const read = this.#moment(text.slice(0, 10), order)
    if (typeof read === 'string' || read.hasTime) return null
    const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000
    return { day: read.day, at: this.#inDay(read.day, ms), hasTime: true }
  }

  #readMoment(text: string, order: DateOrder): MomentRead | Reason {
    const read = parseDate(text, order)
    if (!read.ok) return reasonOfDate(read.reason)
    const { day, time } = read.value
    return { day, at: this.#instant(read.value), hasTime: time !== undefined }
  }

  #instant({ day, time, offset }: DateValue): number {
    if (time !== undefined && offset !== undefined) return Date.parse(`${day}T${time}${offset}`)
    if (time === undefined) return this.#inDay(day, 0)
    const [hours, minutes, seconds] = time.split(':')
    return this.#inDay(day, ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000)
  }

  /** The instant at which the clock of the company shows so many milliseconds of this day. */
  #inDay(day: Day, ms: number): number {
    let known = this.#days.get(day)
    if (!known) {
      const start = startOfDay(day, this.#zone).getTime()
      // A day without a change of the clock: its hours are its hours.
      const plain = startOfDay(addDays(day, 1), this.#zone).getTime() - start === DAY_MS
      this.#days.set(day, (known = { start, plain }))
    }
    return known.plain || ms === 0 ? known.start + ms : instantAt(day, ms / 60_000, this.#zone).getTime()
  }

  #readMoney(text: string, style: NumberStyle): (MoneyRead & { exact: boolean }) | Reason {
    const fallback: Currency = isCurrency(this.#currency) ? this.#currency : 'RUB'
    const read = parseMoney(text, style, fallback)
    if (!read.ok) return reasonOfMoney(read.reason)
    const { minor, currency, exact } = read.value
    if (minor < 0n) return 'AMOUNT_NEGATIVE'
    if (minor > BigInt(MOST_MINOR)) return 'AMOUNT_TOO_LARGE'
    return { minor: Number(minor), currency, exact }
  }
}

const SPACE = 32
const COLON = 58
const ZERO = 48

function isDigit(text: string, at: number): boolean {
  const digit = text.charCodeAt(at) - ZERO
  return digit >= 0 && digit <= 9
}

/** NaN where there are none. */
function twoDigits(text: string, at: number): number {
  if (!isDigit(text, at) || !isDigit(text, at + 1)) return Number.NaN
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO
}

function reasonOfDate(reason: ValueReason): Reason {
  if (reason === 'NO_SUCH_DAY' || reason === 'YEAR_OUT_OF_RANGE') return reason
  return 'DATE_BROKEN'
}

function reasonOfMoney(reason: ValueReason): Reason {
  if (reason === 'NUMBER_TOO_LARGE') return 'AMOUNT_TOO_LARGE'
  return reason === 'AMBIGUOUS_NUMBER' ? 'AMOUNT_UNCLEAR' : 'AMOUNT_BROKEN'
}

/** Forgets everything when it is full: cheaper than knowing what is old. */
class Memory<Value> {
  readonly #styles = new Map<string, Map<string, Value>>()

  /** What a text says that is written in this style. */
  get(style: string, text: string, make: () => Value): Value {
    const values = this.#styles.get(style) ?? this.#learn(style)
    const known = values.get(text)
    if (known !== undefined) return known
    const value = make()
    if (values.size >= MEMORY) values.clear()
    values.set(keptText(text), value)
    return value
  }

  #learn(style: string): Map<string, Value> {
    const values = new Map<string, Value>()
    this.#styles.set(style, values)
    return values
  }
}
