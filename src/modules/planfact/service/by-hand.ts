/** Weights of plans whose weeks and days were set by hand. */
import type { Month } from '#core/calendar/day.ts'
import type { DayWeights } from '#core/calendar/day-weights.ts'
import { weightsWithout } from '#core/calendar/day-weights.ts'
import { monthPeriod, type Period } from '#core/calendar/period.ts'
import { type DayPart, employedPart, nearestParts, type Subject, weightsByHand } from '#modules/plans/api.ts'

type Line = Pick<Subject, 'subjectId' | 'parentId' | 'hiredOn' | 'leftOn'>
type WeightsOf = (subjectId: string, month: Month) => DayWeights | undefined

/**
 * By hand where it was set, for a subject or for the nearest above it; else as computed. What a boss has set for a person stands on his days of
 * absence as well; of what was set for his department his days of absence take nothing.
 * @param everybody the whole tree: a seller goes by the days of his department's plan without seeing that plan
 */
export function weightsByHandOf(
  base: DayWeights,
  computed: WeightsOf,
  everybody: () => readonly Line[],
  set: readonly { subjectId: string; month: Month; parts: readonly DayPart[] }[],
  away: ReadonlyMap<string, readonly Period[]>,
): WeightsOf {
  if (set.length === 0) return computed
  const byMonth = new Map(
    [...Map.groupBy(set, ({ month }) => month)].map(([month, own]) => [
      month,
      new Map(own.map((one) => [one.subjectId, one])),
    ]),
  )
  const lineOf = new Map(everybody().map((line) => [line.subjectId, line]))
  const known = new Map<string, DayWeights | undefined>()
  function* upwards(subjectId: string): Generator<string> {
    for (let id: string | null = subjectId; id !== null; id = lineOf.get(id)?.parentId ?? null) yield id
  }
  const make: WeightsOf = (subjectId, month) => {
    const own = computed(subjectId, month)
    const nearest = nearestParts(upwards(subjectId), byMonth.get(month) ?? new Map())
    if (!nearest) return own
    const line = lineOf.get(subjectId)
    if (nearest.subjectId === subjectId)
      return weightsByHand(own ?? base, month, nearest.parts, line ? employedPart(monthPeriod(month), line) : null)
    const inherited = weightsByHand(base, month, nearest.parts, null)
    return weightsWithout(inherited, away.get(subjectId) ?? [])
  }
  return (subjectId, month) => {
    const key = `${subjectId} ${month}`
    if (!known.has(key)) known.set(key, make(subjectId, month))
    return known.get(key)
  }
}
