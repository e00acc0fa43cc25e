import { median } from '#core/statistics/quantile.ts'

/** The deals that one owner has won: amounts in minor units, lengths in seconds. */
export interface OwnWins {
  ownerId: string
  checks: Float64Array
  cycles: Float64Array
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
    const checks = together(counted.map((one) => one.checks))
    const cycles = together(counted.map((one) => one.cycles))
    if (checks.length === 0) return []
    return {
      subjectId,
      n: checks.length,
      withoutAmount: checks.reduce((count, check) => (check === 0 ? count + 1 : count), 0),
      checkMinor: median(checks),
      cycleSeconds: median(cycles),
    }
  })
}

function together(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
