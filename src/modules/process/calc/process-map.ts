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

/** Everything about a pipeline that decides what a move is. */
export class Places {
  readonly #byId: Map<string, MapStage>
  readonly #place: Map<string, number>
  readonly #inUse: readonly string[]
  /** Thousands of ways are made of the same few moves. */
  readonly #kinds = new Map<string, EdgeKind>()

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

  kind(from: string, to: string): EdgeKind {
    const key = `${from} ${to}`
    const known = this.#kinds.get(key)
    if (known) return known
    const kind = this.#kindOf(from, to)
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
  winsEarly(from: string): boolean {
    const last = this.#inUse.at(-1)
    return last !== undefined && (this.#place.get(from) ?? -1) < (this.#place.get(last) ?? 0)
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

/** The way as moves, from the start to the end; a deal that went to another pipeline ends there. */
export function movesOf({ stages, outcome }: Pick<Way, 'stages' | 'outcome'>): { from: string; to: string }[] {
  const places = ['start', ...stages, ...(outcome === 'moved' ? ['moved'] : [])]
  return places.slice(1).map((to, index) => ({ from: places[index] ?? 'start', to }))
}

/** Places and moves of all ways together. Deals and money are counted once for each deal, times for each move. */
export function mapOf(
  ways: readonly Way[],
  lengths: readonly EdgeLength[],
  places: Places,
): { nodes: MapNode[]; edges: MapEdge[] } {
  const edges = new Map<string, MapEdge>()
  const nodes = new Map<string, MapNode>()
  const nodeOf = (place: string): MapNode => {
    const known = nodes.get(place)
    if (known) return known
    const made = {
      place,
      name: places.name(place),
      meaning: places.meaning(place),
      deals: 0,
      visits: 0,
      amountMinor: 0,
    }
    nodes.set(place, made)
    return made
  }
  for (const way of ways) {
    const moves = movesOf(way)
    const visited = ['start', ...moves.map(({ to }) => to)]
    for (const place of visited) nodeOf(place).visits += way.n
    for (const place of new Set(visited)) {
      const node = nodeOf(place)
      node.deals += way.n
      node.amountMinor += way.amountMinor
    }
    const seen = new Set<string>()
    for (const { from, to } of moves) {
      const key = `${from} ${to}`
      const edge = edges.get(key) ?? {
        from,
        to,
        times: 0,
        deals: 0,
        amountMinor: 0,
        medianSeconds: null,
        kind: places.kind(from, to),
      }
      edges.set(key, edge)
      edge.times += way.n
      if (seen.has(key)) continue
      seen.add(key)
      edge.deals += way.n
      edge.amountMinor += way.amountMinor
    }
  }
  for (const [key, counts] of Map.groupBy(lengths, ({ from, to }) => `${from} ${to}`)) {
    const edge = edges.get(key)
    if (edge) edge.medianSeconds = quantileFromBuckets(counts, 0.5)
  }
  return {
    nodes: [...nodes.values()],
    edges: [...edges.values()].toSorted((a, b) => b.times - a.times || (a.from + a.to < b.from + b.to ? -1 : 1)),
  }
}

export interface WayFigures {
  straight: Rate
  withReturns: Rate
  withSkips: Rate
  reopened: Rate
}

/** How many went straight on, back, over stages, and came back after their end. */
export function wayFigures(ways: readonly Way[], places: Places): WayFigures {
  const all = ways.reduce((sum, { n }) => sum + n, 0)
  const seen = ways.map((way) => ({ n: way.n, kinds: kindsOf(way, places) }))
  const share = (of: (kinds: ReadonlySet<EdgeKind>) => boolean) =>
    rateOf(
      seen.filter(({ kinds }) => of(kinds)).reduce((sum, { n }) => sum + n, 0),
      all,
    )
  return {
    straight: share((kinds) => !kinds.has('return') && !kinds.has('skip') && !kinds.has('reopen')),
    withReturns: share((kinds) => kinds.has('return')),
    withSkips: share((kinds) => kinds.has('skip')),
    reopened: share((kinds) => kinds.has('reopen')),
  }
}

/** What kinds of moves a way has; a win from the middle is a jump as well. */
export function kindsOf(way: Pick<Way, 'stages' | 'outcome'>, places: Places): Set<EdgeKind> {
  const kinds = new Set<EdgeKind>()
  for (const { from, to } of movesOf(way)) {
    const kind = places.kind(from, to)
    kinds.add(kind)
    if (kind === 'won' && places.winsEarly(from)) kinds.add('skip')
  }
  return kinds
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

/** Deals that went the same way until their end, together; most frequent first. */
export function variantsOf(ways: readonly Way[], places: Places): Variant[] {
  const found = [...Map.groupBy(ways, ({ variant }) => variant)].map(([id, own]): Variant => {
    const sum = (of: readonly Way[]) => of.reduce((all, { n }) => all + n, 0)
    const [first] = own
    const isClosed = first?.outcome === 'won' || first?.outcome === 'lost'
    const stages = (isClosed ? first.stages.slice(0, -1) : first?.stages) ?? []
    return {
      id,
      places: [...stages],
      n: sum(own),
      amountMinor: own.reduce((all, { amountMinor }) => all + amountMinor, 0),
      won: sum(own.filter(({ outcome }) => outcome === 'won')),
      lost: sum(own.filter(({ outcome }) => outcome === 'lost')),
      ...countsOf({ stages, outcome: 'open' }, places),
    }
  })
  return found.toSorted((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1))
}

/** How many moves of a way go back, and how many jump. */
export function countsOf(way: Pick<Way, 'stages' | 'outcome'>, places: Places): { returns: number; skips: number } {
  const kinds = movesOf(way).map(({ from, to }) => places.kind(from, to))
  return {
    returns: kinds.filter((kind) => kind === 'return' || kind === 'reopen').length,
    skips: kinds.filter((kind) => kind === 'skip').length,
  }
}
