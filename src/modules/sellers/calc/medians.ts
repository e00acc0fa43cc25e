import { quantileByRank } from '#core/statistics/quantile.ts'

/** The deals that one owner has won: amounts in minor units, lengths in seconds. */
export interface OwnWins {
  ownerId: string
  checks: readonly number[]
  cycles: readonly number[]
}

interface LineMedians {
  subjectId: string
  n: number
  checkMinor: number | null
  cycleSeconds: number | null
  withoutAmount: number
}

/** Median check and cycle of each line. `lines`: every owner with every line that counts him; lines without a win are left out. */
export function mediansOfLines(
  lines: readonly { ownerId: string; lineId: string }[],
  wins: readonly OwnWins[],
): LineMedians[] {
  const own = new Map(wins.map((one) => [one.ownerId, one]))
  return [...Map.groupBy(lines, ({ lineId }) => lineId)].flatMap(([subjectId, owners]) => {
    const counted = owners.flatMap(({ ownerId }) => own.get(ownerId) ?? [])
    const checks = sorted(counted.map((one) => one.checks))
    const cycles = sorted(counted.map((one) => one.cycles))
    if (checks.length === 0) return []
    return {
      subjectId,
      n: checks.length,
      checkMinor: medianOf(checks),
      cycleSeconds: medianOf(cycles),
      withoutAmount: checks.filter((check) => check === 0).length,
    }
  })
}

/** Of typed arrays numbers are sorted as numbers, and several times faster. */
function sorted(parts: readonly (readonly number[])[]): Float64Array {
  return Float64Array.from(parts.flat()).toSorted()
}

function medianOf(values: Float64Array): number | null {
  return quantileByRank(values.length, 0.5, (rank) => values[rank] ?? Number.NaN)
}
