/**
 * The value that would stand at this place, from 0, if all were put in order; undefined where there is none. Takes as long as reading them a few times, which
 * sorting does not. Moves the values about.
 */
export function nthSmallest(values: Float64Array, place: number): number | undefined {
  let [from, to] = [0, values.length - 1]
  if (place < from || place > to) return undefined
  while (from < to) {
    // Of the middle one neither an order nor its reverse is the worst case.
    const middle = at(values, (from + to) >> 1)
    let [low, high] = [from, to]
    while (low <= high) {
      while (at(values, low) < middle) low += 1
      while (at(values, high) > middle) high -= 1
      if (low > high) break
      ;[values[low], values[high]] = [at(values, high), at(values, low)]
      low += 1
      high -= 1
    }
    if (place <= high) to = high
    else if (place >= low) from = low
    else break
  }
  return values[place]
}

function at(values: Float64Array, place: number): number {
  return values[place] ?? Number.NaN
}
