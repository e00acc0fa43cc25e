import type { Period } from '#core/calendar/period.ts'
import { type Line, NOBODY } from './frame.ts'

/** Of which line of which period a question is. Without an id: the only line of that level, or the topmost. */
export interface About {
  period: Period
  level: Line['level']
  subjectId?: string | undefined
}

/** The line meant, or undefined when there is none in sight. A question about the company is answered for «my people» to those who see no more. */
export function lineAbout<One extends Pick<Line, 'level' | 'subjectId' | 'parentId'>>(
  lines: readonly One[],
  { level, subjectId }: About,
): One | undefined {
  if (subjectId === undefined && (level === 'company' || level === 'team'))
    return lines.find((line) => line.parentId === null)
  return lines.find((line) => line.level === level && (subjectId === undefined || line.subjectId === subjectId))
}

/** Ids of the line and of everything below it. */
export function within(lines: readonly Line[], top: Line): Set<string> {
  const inside = new Set([top.subjectId])
  // Reading order: whoever stands above comes first.
  for (const line of lines) if (line.parentId !== null && inside.has(line.parentId)) inside.add(line.subjectId)
  return inside
}

/** Whose deals the line is made of; null: of all in sight. */
export function ownersOf(lines: readonly Line[], line: Line): string[] | null {
  if (line.parentId === null && line.level !== 'person') return null
  const inside = within(lines, line)
  return lines
    .filter(({ level, subjectId }) => (level === 'person' || level === 'nobody') && inside.has(subjectId))
    .map(({ subjectId }) => subjectId)
}

/** Bookings know «nobody» as null, totals as the nil id. */
export function bookingOwners(owners: readonly string[] | null): (string | null)[] | null {
  return owners && owners.map((owner) => (owner === NOBODY ? null : owner))
}
