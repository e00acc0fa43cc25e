/** What differs between two states of a plan. */

interface Cell {
  level: string
  subjectId: string
  month: string
  tier: string
  cut: string
  cutKey: string
  amountMinor: number
}

export interface CellDifference<One extends Cell> extends Pick<
  One,
  'level' | 'subjectId' | 'month' | 'tier' | 'cut' | 'cutKey'
> {
  beforeMinor: number | null
  afterMinor: number | null
}

/** Cells that are there in one only or differ, by month and place. A cell without a plan is null; the order of the input does not matter. */
export function versionDiff<One extends Cell>(before: readonly One[], after: readonly One[]): CellDifference<One>[] {
  const keyOf = ({ subjectId, month, tier, cut, cutKey }: Cell) => [month, tier, cut, cutKey, subjectId].join(' ')
  const then = new Map(before.map((cell) => [keyOf(cell), cell]))
  const now = new Map(after.map((cell) => [keyOf(cell), cell]))
  return [...new Set([...then.keys(), ...now.keys()])].toSorted().flatMap((key) => {
    const [was, is] = [then.get(key), now.get(key)]
    const cell = was ?? is
    if (!cell || was?.amountMinor === is?.amountMinor) return []
    const { level, subjectId, month, tier, cut, cutKey } = cell
    return [
      {
        level,
        subjectId,
        month,
        tier,
        cut,
        cutKey,
        beforeMinor: was?.amountMinor ?? null,
        afterMinor: is?.amountMinor ?? null,
      },
    ]
  })
}
