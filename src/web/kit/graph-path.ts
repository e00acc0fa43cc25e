import { NODE, type Place, type PlacedEdge } from './graph-layout.ts'

const TIP = 9

/** The line of an edge and the triangle at its end, as SVG paths. */
export function edgePath(edge: PlacedEdge, width: number): { line: string; tip: string } {
  const half = Math.max(4.5, width * 0.8)
  const [first, last] = [edge.points[0], edge.points.at(-1)]
  if (!first || !last) return { line: '', tip: '' }
  if (edge.kind === 'self') {
    const y = first.y - NODE.height / 2
    return { line: `M${first.x - 18} ${y}c-14 -26 50 -26 36 -2`, tip: '' }
  }
  if (edge.kind === 'back') {
    const lane = edge.points[1]?.y ?? last.y
    const [fromX, toX] = [first.x - 22, last.x + 22]
    const [fromY, toY] = [first.y + NODE.height / 2, last.y + NODE.height / 2]
    const line = `M${fromX} ${fromY}V${lane - 8}Q${fromX} ${lane} ${fromX - 8} ${lane}H${toX + 8}Q${toX} ${lane} ${toX} ${lane - 8}V${toY + TIP}`
    return { line, tip: `M${toX} ${toY}l${half} ${TIP}h${-2 * half}z` }
  }
  const points = [
    { x: first.x + NODE.width / 2, y: first.y },
    ...edge.points.slice(1, -1),
    { x: last.x - NODE.width / 2 - TIP, y: last.y },
  ]
  const end = { x: last.x - NODE.width / 2, y: last.y }
  return { line: curve(points), tip: `M${end.x} ${end.y}l${-TIP} ${half}v${-2 * half}z` }
}

/** Smooth from point to point, level at each of them. */
function curve(points: readonly Place[]): string {
  const [first] = points
  if (!first) return ''
  const parts = points.slice(1).map((to, index) => {
    const from = points[index] ?? to
    const middle = (from.x + to.x) / 2
    return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`
  })
  return `M${first.x} ${first.y}${parts.join('')}`
}

/** Where the count stands: over the first free stretch of the line. */
export function labelPlace({ kind, points }: PlacedEdge): Place {
  const [first, second] = points
  const last = points.at(-1)
  if (!first || !second || !last) return first ? { x: first.x, y: first.y - NODE.height / 2 - 16 } : { x: 0, y: 0 }
  if (kind === 'back') return { x: (first.x + last.x) / 2, y: second.y - 3 }
  // Past other nodes a line has a row of its own, where it is level; near its beginning a node would cover the figure.
  if (points.length > 2) return { x: second.x, y: second.y - 5 }
  const from = { x: first.x + NODE.width / 2, y: first.y }
  const to = { x: second.x - NODE.width / 2, y: second.y }
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 - 5 }
}
