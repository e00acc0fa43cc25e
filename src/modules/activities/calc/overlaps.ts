/** Something with a beginning and an end on one axis, in any unit. */
export interface Span {
  id: string
  start: number
  end: number
}

/** Where a span stands among those of the same time: its lane, how many lanes it covers, how many there are. */
export interface Lane {
  lane: number
  width: number
  lanes: number
}

/**
 * Side by side what overlaps, like a wall calendar: spans that touch each other directly or through others share lanes; each takes the first
 * free one, and spreads over free ones to its right. `least` is the length that a short span is drawn with. The order of input does not matter.
 */
export function lanesOf(spans: readonly Span[], least = 0): Map<string, Lane> {
  const drawn = spans
    .map(({ id, start, end }) => ({ id, start, end: Math.max(end, start + least), lane: 0 }))
    .toSorted((a, b) => a.start - b.start || b.end - a.end || (a.id < b.id ? -1 : 1))
  const places = new Map<string, Lane>()
  let cluster: typeof drawn = []
  let clusterEnd = Number.NEGATIVE_INFINITY
  const close = () => {
    const lanes = Math.max(0, ...cluster.map(({ lane }) => lane + 1))
    for (const one of cluster) {
      let width = 1
      while (one.lane + width < lanes && !cluster.some((other) => meets(one, other) && other.lane === one.lane + width))
        width += 1
      places.set(one.id, { lane: one.lane, width, lanes })
    }
    cluster = []
  }
  for (const one of drawn) {
    if (one.start >= clusterEnd) close()
    const taken = new Set(cluster.filter((other) => meets(one, other)).map(({ lane }) => lane))
    while (taken.has(one.lane)) one.lane += 1
    cluster.push(one)
    clusterEnd = cluster.length === 1 ? one.end : Math.max(clusterEnd, one.end)
  }
  close()
  return places
}

/** What ends when the other begins does not meet it; something without length meets what it stands in. */
function meets(a: { start: number; end: number }, b: { start: number; end: number }): boolean {
  return (a.start < b.end && b.start < a.end) || a.start === b.start
}
