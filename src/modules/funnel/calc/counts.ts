/** Deals and their money, minor units. */
export interface Sum {
  n: number
  amountMinor: number
}

/** A group of deals of one outcome that came equally far. */
export interface ReachGroup extends Sum {
  /** 'aside': left the strict order by jumping over a stage. */
  outcome: 'open' | 'won' | 'lost' | 'moved' | 'aside'
  /** The furthest open stage that they came to; null: to none. */
  stageId: string | null
}

export const nothing: Sum = { n: 0, amountMinor: 0 }

export function plus(a: Sum, b: Sum): Sum {
  return { n: a.n + b.n, amountMinor: a.amountMinor + b.amountMinor }
}

/** Takes rows of any shape and order; gives their sum. */
export function total(rows: Iterable<Sum>): Sum {
  let sum = nothing
  for (const row of rows) sum = plus(sum, row)
  return sum
}

/** From each place on: what lies there and further. `[1, 2, 3]` → `[6, 5, 3]`. */
export function hereAndFurther(places: readonly Sum[]): Sum[] {
  const sums = [...places]
  for (let place = sums.length - 2; place >= 0; place -= 1) {
    sums[place] = plus(sums[place] ?? nothing, sums[place + 1] ?? nothing)
  }
  return sums
}
