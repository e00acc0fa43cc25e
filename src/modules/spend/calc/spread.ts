import { addDays, daysBetween, type Day } from '#core/calendar/day.ts'
import { splitExactly } from '#core/money/split.ts'

/**
 * Puts an amount on the days of a span evenly; the days sum to it exactly.
 * @param from first day @param to last day, included @param amountMinor minor units, not below 0
 */
export function spreadOverDays(from: Day, to: Day, amountMinor: number): { day: Day; amountMinor: number }[] {
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))
  const parts = splitExactly(
    BigInt(amountMinor),
    days.map(() => 1),
  )
  return days.map((day, index) => ({ day, amountMinor: Number(parts[index] ?? 0n) }))
}
