import { addDays, type Day } from '#core/calendar/day.ts'
import { firstDay, monthOf } from '#core/calendar/month.ts'
import type { Tx } from '#core/db/gate.ts'
import { dealSizeBounds, dealSizeKeys } from '../calc/deal-sizes.ts'
import type { DimensionKey } from '../calc/declarations.ts'
import {
  amountsOf,
  listsOf,
  type MonthDeals,
  numbersOf,
  type PackedColumn,
  type PackedCut,
  type PackedDimension,
  type PackedMonth,
  type Placing,
  type SeveralPlaces,
  shortsOf,
} from '../calc/packed-deals.ts'
import { isTime, type TimeDimension, timeBuckets } from '../calc/time-buckets.ts'
import type { ClassesOfClients } from './client-classes.ts'
import { daysWithin } from './deal-months.ts'
import { BY_NUMBER, isField, isOfLines, OF_PROFILE } from './packed-columns.ts'
import { type Meaning, meaningOf } from './packed-meaning.ts'
import { ofProfile, type Slice } from './slice.ts'

/** The cut of these packed months: keys of its dimensions, and its conditions. `fresh`: new clients are told apart. */
export async function packedCut(
  tx: Tx,
  slice: Slice,
  columns: ReadonlySet<PackedColumn>,
  fresh: boolean,
): Promise<(months: readonly PackedMonth[]) => PackedCut> {
  const meaning = await meaningOf(tx, slice, columns)
  const profiles = tableOf(meaning.profiles, ({ isNew, isFirst }) => (isNew ? 1 : 0) + (isFirst ? 2 : 0))
  const people = new Set(meaning.ids('person').flatMap(({ id, no }) => (meaning.sees?.has(id) ? [no] : [])))
  return (months) => ({
    dimensions: slice.dimensions.map((dimension, place) => dimensionOf(slice, dimension, { meaning, months, place })),
    filters: filtersOf(slice, meaning),
    days: daysWithin(slice.period),
    fresh: fresh
      ? { kind: (no) => ((profiles[no + 1] ?? 0) & 1) !== 0, sale: (no) => ((profiles[no + 1] ?? 0) & 2) !== 0 }
      : null,
    holders: meaning.sees === null ? null : (no) => people.has(no),
  })
}

/** A number for each number from -1 on. */
function tableOf<Row extends { no: number }>(rows: readonly Row[], value: (row: Row) => number): Int32Array {
  const found = new Int32Array(rows.reduce((most, { no }) => Math.max(most, no), -1) + 2)
  for (const row of rows) found[row.no + 1] = value(row)
  return found
}

/** Keys without repetition, in the order in which they come. */
class Keys {
  readonly list: (string | null)[] = []
  readonly #places = new Map<string | null, number>()

  place(key: string | null): number {
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.list.length)
    return this.list.push(key) - 1
  }
}

interface Around {
  meaning: Meaning
  months: readonly PackedMonth[]
  place: number
}

const single = (keys: readonly (string | null)[], of: (deals: MonthDeals) => Int32Array): PackedDimension => ({
  keys,
  lines: false,
  of: (deals) => ({ places: of(deals) }),
})

function dimensionOf(slice: Slice, dimension: DimensionKey, { meaning, months, place }: Around): PackedDimension {
  if (isTime(dimension)) return timeOf(slice, dimension)
  const byNumber = BY_NUMBER[dimension]
  const keys = new Keys()
  if (byNumber) {
    const [column, kind, bytes] = byNumber
    const table = tableOf([{ no: -1, id: null }, ...meaning.ids(kind)], ({ id }) => keys.place(id))
    return single(keys.list, ({ month }) => looked(month[column], bytes, table))
  }
  if (OF_PROFILE.has(dimension)) {
    const table = tableOf(meaning.profiles, (profile) => keys.place(profile.keys[place] ?? null))
    return single(keys.list, ({ month }) => looked(month.profiles, 4, table))
  }
  if (isField(dimension)) return fieldOf(meaning, dimension.slice('field:'.length))
  if (isOfLines(dimension)) return linesOf(meaning, dimension === 'productGroup')
  const ofOwner = (key: (ownerId: string | null) => string | null): PackedDimension => {
    for (const { ownerId } of months) keys.place(key(ownerId))
    return single(keys.list, ({ month, length }) => new Int32Array(length).fill(keys.place(key(month.ownerId))))
  }
  switch (dimension) {
    case 'company':
      return ofOwner(() => '')
    case 'seller':
      return ofOwner((ownerId) => ownerId)
    case 'department':
      return ofOwner((ownerId) => (ownerId === null ? null : (meaning.departments.get(ownerId) ?? null)))
    case 'dealSize': {
      const bounds = dealSizeBounds(slice.currency)
      return single(dealSizeKeys, ({ month }) => sizesOf(month.money, bounds))
    }
    case 'segment':
      return single([null, 'A', 'B', 'C'], (deals) => classesAt(deals, meaning.classes))
    default:
      throw new Error(`no such dimension: ${dimension}`)
  }
}

/** What the numbers of a column mean. */
function looked(column: Buffer | undefined, bytes: 2 | 4, table: Int32Array): Int32Array {
  const numbers = bytes === 2 ? shortsOf(there(column)) : numbersOf(there(column))
  const found = new Int32Array(numbers.length)
  for (let at = 0; at < found.length; at += 1) found[at] = table[(numbers[at] ?? -1) + 1] ?? 0
  return found
}

function there(column: Buffer | undefined): Buffer {
  if (!column) throw new Error('a column of packed deals is missing')
  return column
}

function sizesOf(column: Buffer | undefined, bounds: readonly number[]): Int32Array {
  const amounts = amountsOf(there(column))
  const found = new Int32Array(amounts.length)
  for (let at = 0; at < found.length; at += 1) {
    const size = Math.abs(amounts[at] ?? 0)
    let band = 0
    while (band < bounds.length && size >= (bounds[band] ?? 0)) band += 1
    found[at] = band
  }
  return found
}

/** 0: none, else A, B, C from 1. */
function classesAt({ month, isOpen }: MonthDeals, classes: ClassesOfClients | null): Int32Array {
  const found = numbersOf(there(month.clients))
  for (let at = 0; at < found.length; at += 1) found[at] = isOpen(at) ? (classes?.of(found[at] ?? -1) ?? 0) : 0
  return found
}

function timeOf({ period }: Slice, kind: TimeDimension): PackedDimension {
  const buckets = timeBuckets(period, kind)
  const places = new Map<string, number>()
  for (const [place, { period: own }] of buckets.entries())
    for (let day = own.start; day < own.end; day = addDays(day, 1)) places.set(day, place)
  return single(
    buckets.map(({ key }) => key),
    ({ month }) => {
      const first = firstDay(monthOf(month.month as Day))
      const ofDay = Int32Array.from({ length: 32 }, (_, day) => places.get(addDays(first, day - 1)) ?? 0)
      const found = numbersOf(month.marks)
      for (let at = 0; at < found.length; at += 1) found[at] = ofDay[(found[at] ?? 0) & 31] ?? 0
      return found
    },
  )
}

function fieldOf(meaning: Meaning, fieldId: string): PackedDimension {
  const options = meaning.ids('option')
  const keys = new Keys()
  keys.place(null)
  // Zero: an option of another field.
  const table = tableOf(options, ({ id, of }) => (of === fieldId ? keys.place(id) : 0))
  return {
    keys: keys.list,
    lines: false,
    of: (deals) => {
      const { starts, numbers } = listsOf(there(deals.month.options), deals.length, false)
      const { length, isOpen } = deals
      const placing = {
        starts: new Int32Array(length + 1),
        several: new Int32Array(numbers.length + length),
        shares: null,
      }
      let found = 0
      for (let at = 0; at < length; at += 1) {
        placing.starts[at] = found
        const end = isOpen(at) ? (starts[at + 1] ?? 0) : 0
        for (let place = starts[at] ?? 0; place < end; place += 1) {
          const key = table[(numbers[place] ?? -1) + 1] ?? 0
          if (key > 0) placing.several[found++] = key
        }
        // The key that stands first: none.
        if (found === placing.starts[at]) found += 1
      }
      placing.starts[length] = found
      return asPlacing(placing, length)
    },
  }
}

/** Where each deal has one place and all of it, that is told in short. */
function asPlacing(placing: SeveralPlaces, length: number): Placing {
  return placing.starts[length] === length ? { places: placing.several } : placing
}

function linesOf(meaning: Meaning, byGroup: boolean): PackedDimension {
  const keys = new Keys()
  keys.place(null)
  const table = tableOf([{ no: -1, id: null }, ...meaning.ids('product')], ({ id }) =>
    keys.place(id === null ? null : byGroup ? (meaning.groups.get(id) ?? null) : id),
  )
  return {
    keys: keys.list,
    lines: true,
    of: (deals) => {
      const { starts, numbers, shares } = listsOf(there(deals.month.products), deals.length, true)
      const { length, isOpen } = deals
      const most = numbers.length + length
      const placing = {
        starts: new Int32Array(length + 1),
        several: new Int32Array(most),
        shares: new Float64Array(most),
      }
      let found = 0
      for (let at = 0; at < length; at += 1) {
        placing.starts[at] = found
        const end = isOpen(at) ? (starts[at + 1] ?? 0) : 0
        for (let place = starts[at] ?? 0; place < end; place += 1) {
          placing.several[found] = table[(numbers[place] ?? -1) + 1] ?? 0
          placing.shares[found++] = shares[place] ?? 1
        }
        // The key that stands first: none.
        if (found === placing.starts[at]) placing.shares[found++] = 1
      }
      placing.starts[length] = found
      return asPlacing(placing, length)
    },
  }
}

function filtersOf(slice: Slice, meaning: Meaning): PackedCut['filters'] {
  const { ofPipelines, pipelineIds, sources, sizes, segments, fields, currency } = slice
  const filters: ((deals: MonthDeals) => (at: number) => boolean)[] = []
  const among = (dimension: 'pipeline' | 'source', asked: readonly string[]) => {
    const [column, kind, bytes] = BY_NUMBER[dimension] ?? []
    if (!column || !kind || !bytes) return
    const table = tableOf(meaning.ids(kind), ({ id }) => (asked.includes(id) ? 1 : 0))
    filters.push(({ month }) => {
      const value = looked(month[column], bytes, table)
      return (at) => value[at] === 1
    })
  }
  if (ofPipelines) among('pipeline', pipelineIds)
  if (sources) among('source', sources)
  if (sizes) {
    const bounds = dealSizeBounds(currency)
    filters.push(({ month }) => {
      const band = sizesOf(month.money, bounds)
      return (at) => sizes.includes(dealSizeKeys[band[at] ?? 0] ?? '')
    })
  }
  if (segments)
    filters.push((deals) => {
      const own = classesAt(deals, meaning.classes)
      return (at) => segments.includes(['none', 'A', 'B', 'C'][own[at] ?? 0] ?? 'none')
    })
  for (const [fieldId, asked] of fields) {
    const table = tableOf(meaning.ids('option'), ({ id, of }) => (of === fieldId && asked.includes(id) ? 1 : 0))
    filters.push((deals) => {
      const { starts, numbers } = listsOf(there(deals.month.options), deals.length, false)
      return (at) =>
        deals.isOpen(at) && numbers.subarray(starts[at], starts[at + 1]).some((option) => table[option + 1] === 1)
    })
  }
  if (ofProfile(slice)) {
    const table = tableOf(meaning.profiles, ({ passes }) => (passes ? 1 : 0))
    filters.push(({ month }) => {
      const value = looked(month.profiles, 4, table)
      return (at) => value[at] === 1
    })
  }
  return filters
}
