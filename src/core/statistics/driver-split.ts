/** One factor of a product: entrants, a conversion, an average check. Null: no base on this side (nobody entered, so no conversion). */
export interface Factor {
  key: string
  value: number | null
}

export interface DriverPart {
  key: string
  /** Whole units of the product (minor units, if it is money); signed. */
  part: number
}

export interface DriverSplit {
  before: number
  after: number
  /** after − before; the parts sum to it exactly. */
  change: number
  /** In the order in which the factors were given. */
  parts: DriverPart[]
}

/**
 * How much of the change of a product each of its factors made: Shapley values, the mean over all orders in which the factors could have
 * changed. Parts are whole units and sum to the change exactly; the order of the factors changes nothing.
 *
 * Takes the same factors on both sides (money in minor units, shares 0…1). A factor without a base takes the value of the other side: what
 * nobody knows has not changed. Gives before, after, change and parts. Throws when the sides have different factors.
 * Source: L. S. Shapley, A value for n-person games (1953); for a product of factors R. Albrecht et al., A Shapley decomposition (2002).
 */
export function driverSplit(before: readonly Factor[], after: readonly Factor[]): DriverSplit {
  const keys = before.map(({ key }) => key)
  const [from, to] = [valuesOf(before), valuesOf(after)]
  if (
    from.size !== keys.length ||
    to.size !== after.length ||
    from.size !== to.size ||
    keys.some((key) => !to.has(key))
  )
    throw new TypeError('both sides of a split have the same factors, each once')
  // One order for all callers, so that the last digit does not depend on theirs.
  const sorted = keys.toSorted()
  const sides = sorted.map((key) => {
    const [b, a] = [from.get(key) ?? null, to.get(key) ?? null]
    return { before: b ?? a ?? 0, after: a ?? b ?? 0 }
  })
  const [was, is] = [product(sides.map((side) => side.before)), product(sides.map((side) => side.after))]
  const exact = sides.map((side, index) => (side.after - side.before) * meanOfOthers(sides.toSpliced(index, 1)))
  const parts = new Map(wholeParts(exact, is - was).map((part, index) => [sorted[index], part]))
  return { before: was, after: is, change: is - was, parts: keys.map((key) => ({ key, part: parts.get(key) ?? 0 })) }
}

export interface Group {
  key: string
  before: readonly Factor[]
  after: readonly Factor[]
}

export interface GroupSplit {
  before: number
  after: number
  change: number
  /** By factor, over all groups. */
  parts: DriverPart[]
  groups: (DriverSplit & { key: string })[]
}

/**
 * The same for a sum of products (sellers of a team, pipelines of a company): each group is split by itself, a factor's part is the sum of its
 * parts. All groups have the same factors. Parts of groups and of factors both sum to the change exactly.
 */
export function driverSplitOfGroups(groups: readonly Group[]): GroupSplit {
  const splits = groups.map(({ key, before, after }) => ({ key, ...driverSplit(before, after) }))
  const parts = new Map<string, number>()
  for (const split of splits) for (const { key, part } of split.parts) parts.set(key, (parts.get(key) ?? 0) + part)
  const sum = (of: (split: DriverSplit) => number) => splits.reduce((total, split) => total + of(split), 0)
  return {
    before: sum((split) => split.before),
    after: sum((split) => split.after),
    change: sum((split) => split.change),
    parts: [...parts].map(([key, part]) => ({ key, part })),
    groups: splits,
  }
}

/**
 * Whole numbers that sum to `total` exactly and lie nearest to the given ones (largest remainders; equal ones by place).
 * Takes parts whose sum is `total` but for rounding.
 */
export function wholeParts(exact: readonly number[], total: number): number[] {
  const whole = exact.map(Math.floor)
  const missing = total - whole.reduce((sum, part) => sum + part, 0)
  // Noise of floating point must not decide between equal remainders.
  const remainder = (index: number) => Math.round(((exact[index] ?? 0) - (whole[index] ?? 0)) * 1e6)
  const order = exact.map((_, index) => index).toSorted((a, b) => remainder(b) - remainder(a) || a - b)
  const each = order.length > 0 ? Math.floor(missing / order.length) : 0
  order.forEach((index, place) => {
    whole[index] = (whole[index] ?? 0) + each + (place < missing - each * order.length ? 1 : 0)
  })
  return whole
}

function valuesOf(factors: readonly Factor[]): Map<string, number | null> {
  return new Map(factors.map(({ key, value }) => [key, value]))
}

function product(values: readonly number[]): number {
  // No −0: it is not 0 for a reader who compares.
  return values.length === 0 ? 0 : Math.round(values.reduce((all, value) => all * value, 1)) + 0
}

/**
 * The mean product of the other factors over all orders: Σ over their subsets S of |S|!(m−|S|)!/(m+1)! · Π after(S) · Π before(rest).
 * The sums of equal size are the coefficients of Π(before + after·x): m² steps in the place of 2^m.
 */
function meanOfOthers(others: readonly { before: number; after: number }[]): number {
  let coefficients = [1]
  for (const { before, after } of others) {
    const next = Array.from({ length: coefficients.length + 1 }, () => 0)
    coefficients.forEach((value, size) => {
      next[size] = (next[size] ?? 0) + value * before
      next[size + 1] = (next[size + 1] ?? 0) + value * after
    })
    coefficients = next
  }
  // |S|!(m−|S|)!/(m+1)! = 1 ÷ ((m+1) · C(m, |S|)).
  let choose = 1
  let sum = 0
  coefficients.forEach((value, size) => {
    sum += value / choose
    choose = (choose * (others.length - size)) / (size + 1)
  })
  return sum / (others.length + 1)
}
