import { fromWire, toWire } from '#core/money/money.ts'
import { splitExactly } from '#core/money/split.ts'

export interface MonthOfPlan {
  month: string
  personId: string
  amountMinor: number | null
  version: number
}

/**
 * What becomes of the plan of the months to come when somebody's deals go to others: his own is cleared, each receiver's grows by an equal part, and no
 * kopeck is lost. Months without a plan of his are left alone.
 */
export function movedPlan(
  cells: readonly MonthOfPlan[],
  fromId: string,
  toIds: readonly string[],
): (MonthOfPlan & { beforeMinor: number | null })[] {
  const own = cells.filter(
    ({ personId, amountMinor }) => personId === fromId && amountMinor !== null && amountMinor > 0,
  )
  return own.flatMap((cell) => {
    const parts = splitExactly(
      fromWire(cell.amountMinor ?? 0),
      toIds.map(() => 1),
    )
    const others = toIds.map((personId, index) => {
      const there = cells.find((one) => one.personId === personId && one.month === cell.month)
      const before = there?.amountMinor ?? null
      return {
        month: cell.month,
        personId,
        beforeMinor: before,
        amountMinor: (before ?? 0) + toWire(parts[index] ?? 0n),
        version: there?.version ?? 0,
      }
    })
    return [{ ...cell, beforeMinor: cell.amountMinor, amountMinor: null }, ...others]
  })
}
