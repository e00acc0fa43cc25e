/** Counts and sums of deals that stand packed by person and month: columns of numbers, the most significant byte first, as the database packs them. */

/** A month of somebody's deals; of the columns only those that were asked for. */
export interface PackedMonth {
  ownerId: string | null
  /** Its first day. */
  month: string
  marks: Buffer
  pipelines?: Buffer
  sources?: Buffer
  stages?: Buffer
  reasons?: Buffer
  profiles?: Buffer
  clients?: Buffer
  money?: Buffer
  seconds?: Buffer
  holders?: Buffer
  options?: Buffer
  products?: Buffer
}

export type PackedColumn = Exclude<keyof PackedMonth, 'ownerId' | 'month' | 'marks'>

/** The deals of one month, by their place in it. */
export interface MonthDeals {
  month: PackedMonth
  /** How many. */
  length: number
  /** Whether what stands beside the deal may be seen: its client, options, lines. */
  isOpen(at: number): boolean
}

/** Places of the keys of a dimension: one a deal, or several, each with its share of the deal. */
export type Placing = { places: Int32Array } | SeveralPlaces

/** The places of each deal one behind another, from `starts` of it to `starts` of the next; at least one. */
export interface SeveralPlaces {
  starts: Int32Array
  several: Int32Array
  /** Null: each place has the whole deal. */
  shares: Float64Array | null
}

export interface PackedDimension {
  keys: readonly (string | null)[]
  /** Dimensions of the same lines stand line by line, and not each with each. */
  lines: boolean
  of(deals: MonthDeals): Placing
}

export interface PackedCut {
  dimensions: readonly PackedDimension[]
  /** Whether a deal belongs to the question; absent: every one. */
  filters: readonly ((deals: MonthDeals) => (at: number) => boolean)[]
  /** Days of each month that are asked for, from 1; null: all. */
  days: (month: string) => { from: number; to: number } | null
  /** Whether a profile is of a new client, and of a first sale; by its number. */
  fresh: { kind(no: number): boolean; sale(no: number): boolean } | null
  /** Deals of this kind are left out; absent or null: none. */
  without?: number | null
  /** Whose deals may be seen, by number; null: everybody's. */
  holders: ((no: number) => boolean) | null
}

/** Sums of one cell: n and money by kind (open, won, lost, moved; of arrivals: created, came), what new clients brought, how many bought for the first time. */
export interface PackedSums {
  n: [number, number, number, number]
  money: [number, number, number, number]
  newMoney: number
  firstN: number
  /** Amounts and lengths of the deals that were won, when they are asked for. */
  amounts: number[]
  seconds: number[]
}

export const noSums = (): PackedSums => ({
  n: [0, 0, 0, 0],
  money: [0, 0, 0, 0],
  newMoney: 0,
  firstN: 0,
  amounts: [],
  seconds: [],
})

/** Kinds of marks: of arrivals a deal from another pipeline, of a cohort one that went on in another. */
export const CAME = 1
export const MOVED = 3

const kindOfMark = (mark: number) => (mark >> 6) & 3
const isHanded = (mark: number) => (mark & 32) !== 0

/**
 * The sums of every cell of the cut that any deal stands in. `values`: the amounts and lengths of won deals that count are listed as well, and other deals
 * make no cell.
 */
export function packedCells(
  months: readonly PackedMonth[],
  cut: PackedCut,
  values = false,
): [(string | null)[], PackedSums][] {
  const widths = cut.dimensions.map(({ keys }) => keys.length)
  const cells = new Map<number, PackedSums>()
  const dense: (PackedSums | undefined)[] = []
  const isDense = widths.reduce((product, width) => product * width, 1) <= 200_000
  const cellAt = (place: number): PackedSums => {
    let cell = isDense ? dense[place] : cells.get(place)
    if (cell) return cell
    cell = noSums()
    if (isDense) dense[place] = cell
    else cells.set(place, cell)
    return cell
  }
  for (const month of months) addMonth(month, cut, { widths, cellAt, values })
  const found = isDense ? [...dense.entries()].filter(([, cell]) => cell) : [...cells]
  return found.map(([place, cell]) => {
    const keys: (string | null)[] = []
    let left = place
    for (let at = widths.length - 1; at >= 0; at -= 1) {
      const width = widths[at] ?? 1
      keys[at] = cut.dimensions[at]?.keys[left % width] ?? null
      left = Math.floor(left / width)
    }
    return [keys, cell ?? noSums()]
  })
}

interface Into {
  widths: readonly number[]
  cellAt(place: number): PackedSums
  values: boolean
}

function addMonth(month: PackedMonth, cut: PackedCut, { widths, cellAt, values }: Into): void {
  const marks = numbersOf(month.marks)
  const { length } = marks
  const deals: MonthDeals = { month, length, isOpen: openTo(month, marks, cut.holders) }
  const money = month.money ? amountsOf(month.money) : null
  const seconds = month.seconds ? amountsOf(month.seconds) : null
  const profiles = cut.fresh && month.profiles ? numbersOf(month.profiles) : null
  const taken = takenOf(deals, marks, cut, values)
  const placings = cut.dimensions.map((dimension) => dimension.of(deals))
  const wins = values && seconds ? placesOfWins(marks) : null
  const add = (place: number, at: number, share: number) => {
    const cell = cellAt(place)
    const mark = marks[at] ?? 0
    const part = (money?.[at] ?? 0) * share
    if (values) {
      cell.amounts.push(part)
      if (seconds && wins) cell.seconds.push(seconds[wins[at] ?? 0] ?? 0)
      return
    }
    const kind = kindOfMark(mark) as 0
    cell.n[kind] += mark >> 16
    cell.money[kind] += part
    if (!cut.fresh || !profiles) return
    const profile = profiles[at] ?? -1
    if (cut.fresh.kind(profile)) cell.newMoney += part
    if (cut.fresh.sale(profile)) cell.firstN += mark >> 16
  }
  const places = placesOf(placings, length, widths)
  if (places) {
    for (let at = 0; at < length; at += 1) if (taken === null || taken[at] === 1) add(places[at] ?? 0, at, 1)
    return
  }
  const [first, second] = placings.map((placing) => listed(placing, length))
  if (!first) return
  const areLines = cut.dimensions[0]?.lines === true && cut.dimensions[1]?.lines === true
  // An amount in a list of amounts is the whole deal's, whatever its part.
  const put = values ? (place: number, at: number) => add(place, at, 1) : add
  addSeveral({ first, second: second ?? null, areLines, width: widths[1] ?? 1 }, length, taken, put)
}

const listed = (placing: Placing, length: number): SeveralPlaces =>
  'several' in placing
    ? placing
    : { starts: Int32Array.from({ length: length + 1 }, (_, at) => at), several: placing.places, shares: null }

interface Crossed {
  first: SeveralPlaces
  second: SeveralPlaces | null
  /** Both are of the same lines: line by line, and not each with each. */
  areLines: boolean
  width: number
}

/** Adds each deal to every cell it stands in. */
function addSeveral(
  { first, second, areLines, width }: Crossed,
  length: number,
  taken: Uint8Array | null,
  add: (place: number, at: number, share: number) => void,
): void {
  for (let at = 0; at < length; at += 1) {
    if (taken !== null && taken[at] === 0) continue
    const [from, to] = [second?.starts[at] ?? 0, second?.starts[at + 1] ?? 0]
    for (let i = first.starts[at] ?? 0; i < (first.starts[at + 1] ?? 0); i += 1) {
      const row = (first.several[i] ?? 0) * width
      const share = first.shares?.[i] ?? 1
      if (!second) add(row, at, share)
      else if (areLines) add(row + (second.several[i] ?? 0), at, share)
      else
        for (let j = from; j < to; j += 1)
          add(row + (second.several[j] ?? 0), at, first.shares ? share : (second.shares?.[j] ?? 1))
    }
  }
}

/** Which deals belong to the question; null: all. */
function takenOf(deals: MonthDeals, marks: Int32Array, cut: PackedCut, values: boolean): Uint8Array | null {
  const days = cut.days(deals.month.month)
  const { without = null } = cut
  if (!days && !values && without === null && cut.filters.length === 0) return null
  const taken = new Uint8Array(marks.length).fill(1)
  if (without !== null)
    for (let at = 0; at < marks.length; at += 1) if (kindOfMark(marks[at] ?? 0) === without) taken[at] = 0
  if (values) for (let at = 0; at < marks.length; at += 1) if (!isWin(marks[at] ?? 0)) taken[at] = 0
  if (days)
    for (let at = 0; at < marks.length; at += 1) {
      const day = (marks[at] ?? 0) & 31
      if (day < days.from || day > days.to) taken[at] = 0
    }
  for (const filter of cut.filters) {
    const passes = filter(deals)
    for (let at = 0; at < marks.length; at += 1) if (taken[at] === 1 && !passes(at)) taken[at] = 0
  }
  return taken
}

const isWin = (mark: number) => kindOfMark(mark) === 1 && mark >> 16 > 0

/** The how many-th of the wins each deal is. */
function placesOfWins(marks: Int32Array): Int32Array {
  const found = new Int32Array(marks.length)
  let wins = 0
  for (let at = 0; at < marks.length; at += 1) {
    found[at] = wins
    if (isWin(marks[at] ?? 0)) wins += 1
  }
  return found
}

/** The cell of each deal where each has one; null: some have several. */
function placesOf(placings: readonly Placing[], length: number, widths: readonly number[]): Int32Array | null {
  const [a, b] = placings
  if (!a) return new Int32Array(length)
  if (!('places' in a)) return null
  if (!b) return a.places
  if (!('places' in b)) return null
  const width = widths[1] ?? 1
  const found = new Int32Array(length)
  for (let at = 0; at < length; at += 1) found[at] = (a.places[at] ?? 0) * width + (b.places[at] ?? 0)
  return found
}

function openTo(month: PackedMonth, marks: Int32Array, sees: PackedCut['holders']): MonthDeals['isOpen'] {
  if (sees === null || !month.holders) return () => true
  const holders = numbersOf(month.holders)
  const hidden = new Set<number>()
  let handed = 0
  for (const [at, mark] of marks.entries()) {
    if (!isHanded(mark)) continue
    if (!sees(holders[handed] ?? -1)) hidden.add(at)
    handed += 1
  }
  return (at) => !hidden.has(at)
}

/** Numbers of two bytes. */
export function shortsOf(bytes: Buffer): Int16Array {
  const own = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(own)
  own.swap16()
  return new Int16Array(own.buffer)
}

/** Numbers of four bytes. */
export function numbersOf(bytes: Buffer): Int32Array {
  const own = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(own)
  own.swap32()
  return new Int32Array(own.buffer)
}

/** Numbers of eight bytes, with a point. */
export function amountsOf(bytes: Buffer): Float64Array {
  const own = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(own)
  own.swap64()
  return new Float64Array(own.buffer)
}

/** Lists of numbers that stand one after another, each with its length: where each begins, and what they hold. */
export interface PackedLists {
  /** One more than there are lists. */
  starts: Int32Array
  numbers: Int32Array
  /** Empty where none are packed. */
  shares: Float64Array
}

/** `withShares`: lists of more than one say a share with each number. */
export function listsOf(bytes: Buffer, length: number, withShares: boolean): PackedLists {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const starts = new Int32Array(length + 1)
  const numbers = new Int32Array(bytes.length >> 2)
  const shares = new Float64Array(withShares ? numbers.length : 0)
  let place = 0
  let found = 0
  for (let at = 0; at < length; at += 1) {
    starts[at] = found
    const many = view.getInt16(place)
    place += 2
    for (let left = many; left > 0; left -= 1) {
      numbers[found] = view.getInt32(place)
      place += 4
      if (withShares) {
        shares[found] = many > 1 ? view.getFloat64(place) : 1
        if (many > 1) place += 8
      }
      found += 1
    }
  }
  starts[length] = found
  return { starts, numbers, shares }
}
