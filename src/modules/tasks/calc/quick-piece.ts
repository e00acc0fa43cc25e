import type { Day } from '#core/calendar/day.ts'

/** A piece of the line that was understood, and the line without it. */
export interface Piece<Value> {
  value: Value
  rest: string
}

/** Now on the company's clock. `minutes` since midnight. */
export interface Moment {
  today: Day
  minutes: number
}

/** A line is read at each letter; the same patterns are made once. */
const made = new Map<string, RegExp>()

/** Words in any case, whole: \b knows no Cyrillic. */
export function whole(pattern: string): RegExp {
  const known = made.get(pattern)
  if (known) return known
  const expression = new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'iu')
  made.set(pattern, expression)
  return expression
}

/** Takes the first place that fits out of the line. */
export function take(
  line: string,
  pattern: RegExp,
): { groups: Record<string, string | undefined>; rest: string } | null {
  const match = pattern.exec(line)
  if (!match) return null
  const rest = `${line.slice(0, match.index)} ${line.slice(match.index + match[0].length)}`
  return { groups: match.groups ?? {}, rest }
}
