/**
 * Places of a directed graph drawn from left to right in layers, after K. Sugiyama, S. Tagawa, M. Toda (1981): edges that go back are set
 * aside, each node stands right of all that lead to it, neighbours in a layer stand where they cross least, a long edge has a place of its
 * own in every layer that it passes.
 */
export type GraphNodeGiven = { id: string; /** Instead of what follows from the edges. */ layer?: number }
export type GraphEdgeGiven = { from: string; to: string; count: number }

export type Place = { x: number; y: number }
export type PlacedEdge = { index: number; kind: 'forward' | 'back' | 'self'; points: readonly Place[] }
export type Layout = { nodes: ReadonlyMap<string, Place>; edges: readonly PlacedEdge[]; width: number; height: number }

export const NODE = { width: 124, height: 46 }
const GAP = { least: 28, most: 64, y: 26, pass: 18 }
const MARGIN = 14
const SWEEPS = 8

type Slot = {
  id: string
  layer: number
  order: number
  y: number
  isPass: boolean
  near: { to: Slot; weight: number }[]
}

/**
 * Places in pixels, the middle of each node. The order of nodes is their order in the process: an edge to an earlier one goes back.
 * Where `room` pixels are too few, the columns draw together; they never come nearer than an edge with its figure needs.
 */
export function layoutGraph(
  nodes: readonly GraphNodeGiven[],
  edges: readonly GraphEdgeGiven[],
  room = Number.POSITIVE_INFINITY,
): Layout {
  const rank = new Map(nodes.map(({ id }, index) => [id, index]))
  const known = edges.flatMap((edge, index) => {
    const [from, to] = [rank.get(edge.from), rank.get(edge.to)]
    return from === undefined || to === undefined ? [] : [{ ...edge, index, isForward: from < to, isSelf: from === to }]
  })
  const layers = layersOf(
    nodes,
    known.filter(({ isForward }) => isForward),
  )
  const slots = new Map(nodes.map(({ id }) => [id, slot(id, layers.get(id) ?? 0, rank.get(id) ?? 0, false)]))
  const all = [...slots.values()]
  const passes = new Map<number, Slot[]>()
  for (const edge of known.filter(({ isForward }) => isForward)) {
    const [from, to] = [slots.get(edge.from), slots.get(edge.to)]
    if (!from || !to) continue
    const between: Slot[] = []
    for (let layer = from.layer + 1; layer < to.layer; layer += 1)
      between.push(slot(`${edge.index} ${layer}`, layer, from.order + 0.5, true))
    all.push(...between)
    passes.set(edge.index, between)
    connect([from, ...between, to], edge.count)
  }
  const columns = Array.from({ length: Math.max(0, ...all.map(({ layer }) => layer)) + 1 }, (_, layer) =>
    all.filter((one) => one.layer === layer).toSorted((a, b) => a.order - b.order),
  )
  for (const column of columns)
    column.forEach((one, index) => (one.y = (index - (column.length - 1) / 2) * (NODE.height + GAP.y)))
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (const column of sweep % 2 === 0 ? columns : columns.toReversed()) settle(column, sweep >= 2)
  }
  const top = Math.min(0, ...all.map((one) => one.y - sizeOf(one) / 2))
  for (const one of all) one.y += MARGIN - top
  const bottom = Math.max(0, ...all.map((one) => one.y + sizeOf(one) / 2))
  const free = (room - MARGIN * 2 - columns.length * NODE.width) / Math.max(1, columns.length - 1)
  const gap = Math.round(Math.min(GAP.most, Math.max(GAP.least, free)))
  const place = ({ layer, y }: Slot): Place => ({ x: MARGIN + NODE.width / 2 + layer * (NODE.width + gap), y })
  let lane = bottom
  const placed = known.map((edge): PlacedEdge => {
    const [from, to] = [slots.get(edge.from), slots.get(edge.to)]
    if (!from || !to || edge.isSelf) return { index: edge.index, kind: 'self', points: from ? [place(from)] : [] }
    if (edge.isForward)
      return { index: edge.index, kind: 'forward', points: [from, ...(passes.get(edge.index) ?? []), to].map(place) }
    // Each way back has its own lane below, so that none lies on another.
    lane += 16
    return { index: edge.index, kind: 'back', points: [place(from), { x: 0, y: lane }, place(to)] }
  })
  const right = MARGIN * 2 + columns.length * NODE.width + (columns.length - 1) * gap
  return {
    nodes: new Map([...slots].map(([id, one]) => [id, place(one)])),
    edges: placed,
    width: Math.max(right, NODE.width),
    height: lane + MARGIN,
  }
}

const slot = (id: string, layer: number, order: number, isPass: boolean): Slot => ({
  id,
  layer,
  order,
  y: 0,
  isPass,
  near: [],
})

const sizeOf = ({ isPass }: Slot) => (isPass ? GAP.pass : NODE.height)

/** Longest way from a beginning: right of everything that leads here. Nodes come in an order in which edges go forward. */
function layersOf(nodes: readonly GraphNodeGiven[], forward: readonly GraphEdgeGiven[]): Map<string, number> {
  const layers = new Map<string, number>()
  for (const { id, layer } of nodes) {
    const before = forward.filter(({ to }) => to === id).map(({ from }) => (layers.get(from) ?? 0) + 1)
    layers.set(id, layer ?? Math.max(0, ...before))
  }
  return layers
}

function connect(way: readonly Slot[], weight: number): void {
  way.slice(1).forEach((to, index) => {
    const from = way[index]
    if (!from) return
    from.near.push({ to, weight })
    to.near.push({ to: from, weight })
  })
}

/** Orders a layer by the middle of what it is tied to, and gives its slots room. */
function settle(column: Slot[], mayReorder: boolean): void {
  const wanted = (one: Slot) => {
    const weight = one.near.reduce((sum, { weight: own }) => sum + own, 0)
    return weight === 0 ? one.y : one.near.reduce((sum, { to, weight: own }) => sum + to.y * own, 0) / weight
  }
  const aims = new Map(column.map((one) => [one, wanted(one)]))
  if (mayReorder) column.sort((a, b) => (aims.get(a) ?? 0) - (aims.get(b) ?? 0))
  let free = Number.NEGATIVE_INFINITY
  for (const one of column) {
    one.y = Math.max(aims.get(one) ?? 0, free + sizeOf(one) / 2)
    free = one.y + sizeOf(one) / 2 + GAP.y
  }
  // Pushed downwards by its neighbours: the whole layer goes back to its own middle.
  const shift = column.reduce((sum, one) => sum + (aims.get(one) ?? 0) - one.y, 0) / Math.max(1, column.length)
  for (const one of column) one.y += shift
}
