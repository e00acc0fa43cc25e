/** Numbers one after another, the most significant byte first, as the database packs them (see the columns of packed cells). */
export class Packed {
  readonly #bytes: Buffer
  readonly #view: DataView
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  get isOver(): boolean {
    return this.#at >= this.#bytes.length
  }

  int2(): number {
    this.#at += 2
    return this.#view.getInt16(this.#at - 2)
  }

  int4(): number {
    this.#at += 4
    return this.#view.getInt32(this.#at - 4)
  }

  float8(): number {
    this.#at += 8
    return this.#view.getFloat64(this.#at - 8)
  }

  /** So many bytes as they are: a key that costs less than an id written out. */
  key(length: number): string {
    this.#at += length
    return this.#bytes.toString('latin1', this.#at - length, this.#at)
  }

  /** Leaves out so many bytes; gives where they begin. */
  skip(length: number): number {
    this.#at += length
    return this.#at - length
  }

  int2At(at: number): number {
    return this.#view.getInt16(at)
  }

  int4At(at: number): number {
    return this.#view.getInt32(at)
  }
}

/** Ids with commas between, each list once: the rows of a company mostly have the same places. */
export class Lists {
  readonly #known = new Map<string, readonly string[]>()

  of(text: string): readonly string[] {
    const known = this.#known.get(text) ?? text.split(',')
    this.#known.set(text, known)
    return known
  }
}

/** Stays by stage and length, packed: `places` are stages, with commas between. */
export interface PackedStays {
  places: string
  cells: Buffer
}

interface StayCell {
  stageId: string
  bucket: number
  n: number
  seconds: number
}

/** The stays of all rows together, on these stages; one cell a stage and bucket. */
export function unpackedStays(rows: readonly PackedStays[], stageIds: readonly string[]): StayCell[] {
  const found = new Map<string, StayCell[]>(stageIds.map((id) => [id, []]))
  const lists = new Lists()
  for (const row of rows) {
    const places = lists.of(row.places)
    const packed = new Packed(row.cells)
    while (!packed.isOver) {
      const stageId = places[packed.int2()] ?? ''
      const own = found.get(stageId)
      for (let left = packed.int2(); left > 0; left -= 1) {
        const bucket = packed.int2()
        const n = packed.int4()
        const seconds = packed.float8()
        if (!own) continue
        const cell = (own[bucket] ??= { stageId, bucket, n: 0, seconds: 0 })
        cell.n += n
        cell.seconds += seconds
      }
    }
  }
  return [...found.values()].flatMap((cells) => cells.filter(({ n }) => n !== 0))
}

/** Ways and their moves, packed: `places` are pipelines and stages, with commas between. */
export interface PackedWays {
  places: string
  ways: Buffer
  moves: Buffer
}

const OUTCOMES = ['open', 'won', 'lost', 'moved'] as const

/** A way with its end, and how many deals took it. */
export interface CountedWay {
  variant: string
  stages: readonly string[]
  outcome: (typeof OUTCOMES)[number]
  n: number
  amountMinor: number
  /** From creation to the end of those that have ended, in no order. */
  endedSeconds(): number[]
}

export interface CountedMove {
  from: string
  to: string
  bucket: number
  count: number
}

export interface CountedWays {
  /** Most frequent first. */
  ways: CountedWay[]
  /** How long deals were where they were before each move; `to` is 'moved' for the step into another pipeline. */
  moves: CountedMove[]
  withoutHistory: number
}

/** The ways of all rows together, of deals in this pipeline. */
export function unpackedWays(rows: readonly PackedWays[], pipelineId: string): CountedWays {
  const ways = new Map<string, Way>()
  const moves = new Map<string, CountedMove[]>()
  const lists = new Lists()
  let withoutHistory = 0
  for (const row of rows) {
    const places = lists.of(row.places)
    const here = places.indexOf(pipelineId)
    withoutHistory += addWays(ways, new Packed(row.ways), { places, here })
    addMoves(moves, new Packed(row.moves), { places, here })
  }
  return {
    ways: [...ways.values()].toSorted((a, b) => b.n - a.n || (a.variant < b.variant ? -1 : 1)),
    moves: [...moves.values()].flatMap((cells) => cells.filter(({ count }) => count !== 0)),
    withoutHistory,
  }
}

class Way implements CountedWay {
  readonly variant: string
  readonly stages: readonly string[]
  readonly outcome: CountedWay['outcome']
  n = 0
  amountMinor = 0
  /** Where the seconds stand: few ways are asked for them. */
  readonly #ended: { packed: Packed; at: number; length: number }[] = []

  constructor(variant: string, outcome: CountedWay['outcome'], stages: readonly string[]) {
    this.variant = variant
    this.outcome = outcome
    this.stages = stages
  }

  add(n: number, amountMinor: number, ended: { packed: Packed; at: number; length: number }): void {
    this.n += n
    this.amountMinor += amountMinor
    if (ended.length > 0) this.#ended.push(ended)
  }

  endedSeconds(): number[] {
    return this.#ended.flatMap(({ packed, at, length }) =>
      Array.from({ length }, (_, place) => packed.int4At(at + 4 * place)),
    )
  }
}

interface Where {
  places: readonly string[]
  /** The place of the pipeline; -1: nothing is of it. */
  here: number
}

/** Gives of how many deals the way is not known. */
function addWays(found: Map<string, Way>, packed: Packed, { places, here }: Where): number {
  let withoutHistory = 0
  while (!packed.isOver) {
    const isHere = packed.int2() === here
    const isKnown = packed.int2() === 1
    const end = packed.int2()
    const variant = packed.key(16)
    const [n, amountMinor] = [packed.int4(), packed.float8()]
    const [stages, ended] = [packed.int2(), packed.int4()]
    const stagesAt = packed.skip(2 * stages)
    const endedAt = packed.skip(4 * ended)
    if (isHere && !isKnown) withoutHistory += n
    if (!isHere || !isKnown) continue
    const stageAt = (place: number) => places[packed.int2At(stagesAt + 2 * place)] ?? ''
    // The same way may end in either of two stages that mean a loss.
    const key = variant + end + (stages === 0 ? '' : stageAt(stages - 1))
    let way = found.get(key)
    if (!way) {
      way = new Way(
        idOf(variant),
        OUTCOMES[end] ?? 'open',
        Array.from({ length: stages }, (_, place) => stageAt(place)),
      )
      found.set(key, way)
    }
    way.add(n, amountMinor, { packed, at: endedAt, length: ended })
  }
  return withoutHistory
}

function addMoves(found: Map<string, CountedMove[]>, packed: Packed, { places, here }: Where): void {
  while (!packed.isOver) {
    const isHere = packed.int2() === here
    const from = places[packed.int2()] ?? ''
    const to = places[packed.int2()] ?? 'moved'
    const buckets = packed.int2()
    if (!isHere) {
      packed.skip(6 * buckets)
      continue
    }
    const known = found.get(from + to) ?? []
    found.set(from + to, known)
    for (let left = buckets; left > 0; left -= 1) {
      const bucket = packed.int2()
      const cell = (known[bucket] ??= { from, to, bucket, count: 0 })
      cell.count += packed.int4()
    }
  }
}

function idOf(bytes16: string): string {
  const hex = Buffer.from(bytes16, 'latin1').toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
