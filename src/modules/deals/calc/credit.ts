import { splitExactly } from '#core/money/split.ts'

/** A colleague's part of the credit of a deal, in hundredths of a percent; parts of one deal sum to 10,000. */
export interface CreditShare {
  personId: string
  shareBp: number
}

/**
 * Whose credit an amount is, in minor units: by the shares, to the kopeck; without shares all of it is the owner's (docs/metrics.md, Sales volume).
 * Parts sum to `baseMinor` exactly.
 */
export function creditOf(
  baseMinor: number,
  shares: readonly CreditShare[],
  ownerId: string | null,
): Map<string | null, number> {
  if (shares.length === 0) return new Map([[ownerId, baseMinor]])
  const parts = splitExactly(
    BigInt(baseMinor),
    shares.map(({ shareBp }) => shareBp),
  )
  return new Map(shares.map(({ personId }, index) => [personId, Number(parts[index])]))
}

/** The shares after a hand-over: the new owner takes the former one's place, with his part besides what he had. Null: the shares stay as they are. */
export function creditAfterHandOver(
  shares: readonly CreditShare[],
  from: string | null,
  to: string | null,
): CreditShare[] | null {
  const taken = shares.find(({ personId }) => personId === from)
  if (!taken || to === null || from === to) return null
  const known = shares.find(({ personId }) => personId === to)
  if (!known) return shares.map((share) => (share === taken ? { ...share, personId: to } : share))
  return shares
    .filter((share) => share !== taken)
    .map((share) => (share === known ? { ...share, shareBp: share.shareBp + taken.shareBp } : share))
}
