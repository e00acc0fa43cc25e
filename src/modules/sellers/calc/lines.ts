import { correctedRateOf, type Rate } from '#core/statistics/rate.ts'

/** What one owner has of one kind. Nil id: nobody. */
export interface Counted {
  kind: 'created' | 'booked' | 'closed_won' | 'closed_lost' | 'open'
  ownerId: string
  n: number
  amountMinor: number
}

/** A line of the table: a person, a department, the company. Lines come in reading order, whoever is above first. */
export interface Line {
  subjectId: string
  parentId: string | null
}

export interface LineFigures {
  created: number
  won: number
  lost: number
  salesMinor: number
  winRate: Rate
  averageCheckMinor: number | null
  open: { n: number; amountMinor: number }
}

type Sums = Record<Counted['kind'], { n: number; amountMinor: number }>

/**
 * The figures of every line: its own and everything below it. What belongs to somebody who has no line counts for the line of `nobody`,
 * so that the top line never loses a deal.
 */
export function figuresOfLines(
  lines: readonly Line[],
  counted: readonly Counted[],
  nobody: string,
): Map<string, LineFigures> {
  const sums = new Map(lines.map((line) => [line.subjectId, emptySums()]))
  for (const { kind, ownerId, n, amountMinor } of counted) {
    const own = (sums.get(ownerId) ?? sums.get(nobody))?.[kind]
    if (!own) continue
    own.n += n
    own.amountMinor += amountMinor
  }
  for (const { subjectId, parentId } of lines.toReversed()) {
    const [own, above] = [sums.get(subjectId), parentId === null ? undefined : sums.get(parentId)]
    if (own && above) addAll(above, own)
  }
  return new Map([...sums].map(([subjectId, own]) => [subjectId, figures(own)]))
}

function figures({ created, booked, closed_won: closedWon, closed_lost: lost, open }: Sums): LineFigures {
  return {
    created: created.n,
    won: booked.n,
    lost: lost.n,
    salesMinor: booked.amountMinor,
    winRate: correctedRateOf(closedWon.n, closedWon.n + lost.n),
    averageCheckMinor: booked.n > 0 ? Math.round(booked.amountMinor / booked.n) : null,
    open,
  }
}

function emptySums(): Sums {
  const nothing = () => ({ n: 0, amountMinor: 0 })
  return { created: nothing(), booked: nothing(), closed_won: nothing(), closed_lost: nothing(), open: nothing() }
}

function addAll(to: Sums, from: Sums): void {
  for (const kind of Object.keys(to) as Counted['kind'][]) {
    to[kind].n += from[kind].n
    to[kind].amountMinor += from[kind].amountMinor
  }
}

/** Every owner with each line that stands above him, himself included: for figures that do not sum, such as medians. */
export function linesAbove(lines: readonly Line[], owners: ReadonlySet<string>): { ownerId: string; lineId: string }[] {
  const parents = new Map(lines.map((line) => [line.subjectId, line.parentId]))
  const pairs: { ownerId: string; lineId: string }[] = []
  for (const ownerId of owners) {
    for (let line: string | null | undefined = ownerId; line; line = parents.get(line))
      pairs.push({ ownerId, lineId: line })
  }
  return pairs
}
