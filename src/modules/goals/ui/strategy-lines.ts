import type { StrategyBody } from '../contract.ts'

/** A part of the strategy as lines that can be compared. */
export interface StrategyPart {
  id: keyof StrategyBody
  lines: string[]
}

/** The strategy in lines, part by part. */
export function linesOf({ summary, segments, methods, tools, risks }: StrategyBody): StrategyPart[] {
  const joined = (...parts: string[]) => parts.filter(Boolean).join(' — ')
  return [
    { id: 'summary', lines: summary ? [summary] : [] },
    { id: 'segments', lines: segments.map(({ name, why, offer }) => joined(name, why, offer)) },
    { id: 'methods', lines: [...methods] },
    { id: 'tools', lines: [...tools] },
    { id: 'risks', lines: risks.map(({ risk, answer }) => joined(risk, answer)) },
  ]
}

export interface PartDifference {
  id: keyof StrategyBody
  added: string[]
  removed: string[]
}

/** What stands in the later version and not in the earlier, and the other way round; parts that are the same are left out. */
export function differences(earlier: StrategyBody, later: StrategyBody): PartDifference[] {
  const before = new Map(linesOf(earlier).map(({ id, lines }) => [id, lines]))
  return linesOf(later)
    .map(({ id, lines }) => ({
      id,
      added: lines.filter((line) => !before.get(id)?.includes(line)),
      removed: (before.get(id) ?? []).filter((line) => !lines.includes(line)),
    }))
    .filter(({ added, removed }) => added.length + removed.length > 0)
}
