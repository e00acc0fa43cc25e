/** Dividing an amount so that no kopeck is lost or invented. */
import { decimal } from './decimal.ts'

/**
 * Largest remainder: each part is its exact share rounded down, and the kopecks left go one by one to the largest
 * remainders, the earlier part first among equals. The parts sum to `total` exactly and differ from the exact share by less than one.
 *
 * A negative total splits as its positive, negated. All weights 0: equal parts. Throws RangeError on a negative or
 * non-finite weight, and on no weights for a total that is not 0.
 */
export function splitExactly(total: bigint, weights: readonly number[]): bigint[] {
  if (total < 0n) return splitExactly(-total, weights).map((part) => -part)
  if (weights.length === 0) {
    if (total === 0n) return []
    throw new RangeError('Nobody to split between')
  }
  const whole = wholeWeights(weights)
  const sum = whole.reduce((a, b) => a + b, 0n)
  if (sum === 0n)
    return splitExactly(
      total,
      weights.map(() => 1),
    )
  const shares = whole.map((weight, index) => ({
    index,
    part: (total * weight) / sum,
    remainder: (total * weight) % sum,
  }))
  let left = total - shares.reduce((a, { part }) => a + part, 0n)
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const share of byRemainder) {
    if (left === 0n) break
    share.part += 1n
    left -= 1n
  }
  return shares.map(({ part }) => part)
}

/** The weights' decimals over one denominator, so that 0.1 and 0.2 relate as 1 and 2. */
function wholeWeights(weights: readonly number[]): bigint[] {
  const decimals = weights.map((weight) => {
    if (!Number.isFinite(weight) || weight < 0) throw new RangeError(`Not a weight: ${weight}`)
    return decimal(weight)
  })
  const scale = Math.max(...decimals.map((item) => item.scale))
  return decimals.map((item) => item.digits * 10n ** BigInt(scale - item.scale))
}
