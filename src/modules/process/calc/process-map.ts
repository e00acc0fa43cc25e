import { type BucketCount, quantileFromBuckets } from '#core/statistics/buckets.ts'
import { type Rate, rateOf } from '#core/statistics/rate.ts'

/** A way that deals took, with how many took it. The outcome is part of the way. */
export interface Way {
  variant: string
  /** Stages in order, the closing one too; nil: not known. */
  stages: readonly string[]
  outcome: 'open' | 'won' | 'lost' | 'moved'
  n: number
  amountMinor: number
}

export interface MapStage {
  id: string
  name: string
  meaning: 'open' | 'won' | 'lost'
  archived: boolean
}

export type EdgeKind = 'forward' | 'skip' | 'return' | 'reopen' | 'lost' | 'won' | 'moved' | 'start'

export interface MapEdge {
  from: string
  to: string
  times: number
  deals: number
  amountMinor: number
  medianSeconds: number | null
  kind: EdgeKind
}

export interface MapNode {
  place: string
  name: string
  meaning: 'start' | 'open' | 'won' | 'lost' | 'other'
  deals: number
  visits: number
  amountMinor: number
}

export interface EdgeLength extends BucketCount {
  from: string
  to: string
}

/** What a way is a run of: places by number. Ways are many and places few, so that a move costs no comparison of names. */
type Path = readonly number[]

const START = 0
const MOVED = 1
const MOST_PLACES = 65_536

/** Everything about a pipeline that decides what a move is. */
export class Places {
  readonly #byId: Map<string, MapStage>
  readonly #place: Map<string, number>
  readonly #inUse: readonly string[]
  readonly #ids = ['start', 'moved']
  readonly #numbers = new Map(this.#ids.map((id, number) => [id, number]))
  /** Thousands of ways are made of the same few moves. */
  readonly #kinds = new Map<number, EdgeKind>()
  readonly #paths = new WeakMap<Pick<Way, 'stages' | 'outcome'>, Path>()

  constructor(stages: readonly MapStage[]) {
    this.#byId = new Map(stages.map((stage) => [stage.id, stage]))
    const open = stages.filter(({ meaning }) => meaning === 'open')
    this.#place = new Map(open.map(({ id }, place) => [id, place]))
    this.#inUse = open.filter(({ archived }) => !archived).map(({ id }) => id)
  }

  meaning(place: string): MapNode['meaning'] {
    return place === 'start' ? 'start' : (this.#byId.get(place)?.meaning ?? 'other')
  }

  name(place: string): string {
    return this.#byId.get(place)?.name ?? place
  }

  number(place: string): number {
    const known = this.#numbers.get(place)
    if (known !== undefined) return known
    const number = this.#ids.push(place) - 1
    this.#numbers.set(place, number)
    return number
  }

  id(number: number): string {
    return this.#ids[number] ?? ''
  }

  /** The way from the start to the end; a deal that went to another pipeline ends there. */
  pathOf(way: Pick<Way, 'stages' | 'outcome'>): Path {
    const known = this.#paths.get(way)
    if (known) return known
    const path = [START]
    for (const stage of way.stages) path.push(this.number(stage))
    if (way.outcome === 'moved') path.push(MOVED)
    this.#paths.set(way, path)
    return path
  }

  kind(from: number, to: number): EdgeKind {
    const key = moveKey(from, to)
    const known = this.#kinds.get(key)
    if (known) return known
    const kind = this.#kindOf(this.id(from), this.id(to))
    this.#kinds.set(key, kind)
    return kind
  }

  #kindOf(from: string, to: string): EdgeKind {
    if (from === 'start') return this.#jumps(-1, to) ? 'skip' : 'start'
    if (to === 'moved') return 'moved'
    const [left, entered] = [this.meaning(from), this.meaning(to)]
    if ((left === 'won' || left === 'lost') && entered === 'open') return 'reopen'
    if (entered === 'won' || entered === 'lost') return entered
    const [here, there] = [this.#place.get(from) ?? -1, this.#place.get(to) ?? -1]
    if (there <= here) return 'return'
    return this.#jumps(here, to) ? 'skip' : 'forward'
  }

  /** Whether a win from here jumps over stages. */
  winsEarly(from: number): boolean {
    const last = this.#inUse.at(-1)
    return last !== undefined && (this.#place.get(this.id(from)) ?? -1) < (this.#place.get(last) ?? 0)
  }

  #jumps(from: number, to: string): boolean {
    const there = this.#place.get(to)
    return (
      there !== undefined &&
      this.#inUse.some((id) => {
        const between = this.#place.get(id) ?? -1
        return between > from && between < there
      })
    )
  }
}

const moveKey = (from: number, to: number): number => from * MOST_PLACES + to

/** What is counted, and for which way last: deals and money are counted once for each deal, times for each move. */
interface Counted<Of> {
  of: Of
  way: number
}

/** Places and moves of all ways together. */
export function mapOf(
  ways: readonly Way[],
  lengths: readonly EdgeLength[],
  places: Places,
): { nodes: MapNode[]; edges: MapEdge[] } {
  const edges = new Map<number, Counted<MapEdge>>()
  const nodes = new Map<number, Counted<MapNode>>()
  for (const [number, way] of ways.entries()) {
    const path = places.pathOf(way)
    for (const place of path) {
      const node = nodes.get(place) ?? newNode(places, place)
      nodes.set(place, node)
      node.of.visits += way.n
      count(node, number, way)
    }
    for (let step = 1; step < path.length; step += 1) {
      const [from, to] = [path[step - 1] ?? START, path[step] ?? START]
      const key = moveKey(from, to)
      const edge = edges.get(key) ?? newEdge(places, from, to)
      edges.set(key, edge)
      edge.of.times += way.n
      count(edge, number, way)
    }
  }
  const byMove = Map.groupBy(lengths, ({ from, to }) => moveKey(places.number(from), places.number(to)))
  for (const [key, counts] of byMove) {
    const edge = edges.get(key)
    if (edge) edge.of.medianSeconds = quantileFromBuckets(counts, 0.5)
  }
  return {
    nodes: [...nodes.values()].map(({ of }) => of),
    edges: [...edges.values()]
      .map(({ of }) => of)
      .toSorted((a, b) => b.times - a.times || (a.from + a.to < b.from + b.to ? -1 : 1)),
  }
}

function newNode(places: Places, number: number): Counted<MapNode> {
  const place = places.id(number)
  const of = { place, name: places.name(place), meaning: places.meaning(place), deals: 0, visits: 0, amountMinor: 0 }
  return { of, way: -1 }
}

function newEdge(places: Places, from: number, to: number): Counted<MapEdge> {
  const ends = { from: places.id(from), to: places.id(to), kind: places.kind(from, to) }
  return { of: { ...ends, times: 0, deals: 0, amountMinor: 0, medianSeconds: null }, way: -1 }
}

function count(
  counted: Counted<{ deals: number; amountMinor: number }>,
  number: number,
  { n, amountMinor }: Way,
): void {
  if (counted.way === number) return
  counted.way = number
  counted.of.deals += n
  counted.of.amountMinor += amountMinor
}

export interface WayFigures {
  straight: Rate
  withReturns: Rate
  withSkips: Rate
  reopened: Rate
}

/** How many went straight on, back, over stages, and came back after their end. */
export function wayFigures(ways: readonly Way[], places: Places): WayFigures {
  let [all, straight, withReturns, withSkips, reopened] = [0, 0, 0, 0, 0]
  for (const way of ways) {
    const { returns, skips, reopens, earlyWins } = detoursOf(places.pathOf(way), places)
    const jumps = skips + earlyWins
    all += way.n
    if (returns + jumps + reopens === 0) straight += way.n
    if (returns > 0) withReturns += way.n
    if (jumps > 0) withSkips += way.n
    if (reopens > 0) reopened += way.n
  }
  return {
    straight: rateOf(straight, all),
    withReturns: rateOf(withReturns, all),
    withSkips: rateOf(withSkips, all),
    reopened: rateOf(reopened, all),
  }
}

interface Detours {
  returns: number
  skips: number
  reopens: number
  /** Wins from the middle, which are jumps as well. */
  earlyWins: number
}

function detoursOf(path: Path, places: Places): Detours {
  const found = { returns: 0, skips: 0, reopens: 0, earlyWins: 0 }
  for (let step = 1; step < path.length; step += 1) {
    const [from, to] = [path[step - 1] ?? START, path[step] ?? START]
    const kind = places.kind(from, to)
    if (kind === 'return') found.returns += 1
    else if (kind === 'skip') found.skips += 1
    else if (kind === 'reopen') found.reopens += 1
    else if (kind === 'won' && places.winsEarly(from)) found.earlyWins += 1
  }
  return found
}

export interface Variant {
  id: string
  /** Places until the end, which is no part of the variant. */
  places: string[]
  n: number
  amountMinor: number
  won: number
  lost: number
  returns: number
  skips: number
}

/** Deals that went the same way until their end, together: the most frequent ones, and how many there are in all. */
export function variantsOf(ways: readonly Way[], places: Places, most: number): { listed: Variant[]; inAll: number } {
  const found = [...Map.groupBy(ways, ({ variant }) => variant)].map(([id, own]) => ({ id, own, n: dealsOf(own) }))
  const listed = found.toSorted((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1)).slice(0, most)
  return { inAll: found.length, listed: listed.map(({ id, own, n }) => ({ id, n, ...variantOf(own, places) })) }
}

const dealsOf = (ways: readonly Way[]): number => ways.reduce((all, { n }) => all + n, 0)

function variantOf(own: readonly Way[], places: Places): Omit<Variant, 'id' | 'n'> {
  const [first] = own
  const isClosed = first?.outcome === 'won' || first?.outcome === 'lost'
  const stages = (isClosed ? first.stages.slice(0, -1) : first?.stages) ?? []
  const { returns, skips, reopens } = detoursOf(places.pathOf({ stages, outcome: 'open' }), places)
  return {
    places: [...stages],
    amountMinor: own.reduce((all, { amountMinor }) => all + amountMinor, 0),
    won: dealsOf(own.filter(({ outcome }) => outcome === 'won')),
    lost: dealsOf(own.filter(({ outcome }) => outcome === 'lost')),
    returns: returns + reopens,
    skips,
  }
}
