import { isAtWork } from './works-on.ts'

/** How many direct reports one leader can really lead: fewer is a leader too many, more is nobody led. */
export const SPAN_NORM = { from: 5, to: 7 } as const

export interface Led {
  id: string
  managerId: string | null
  departmentId: string | null
  leftOn: string | null
  state: string
}

export interface Span {
  leaderId: string
  reports: number
  verdict: 'few' | 'normal' | 'many'
}

/**
 * Direct reports of everybody who has any, the most first. A person without a boss of his own counts for the head of his department,
 * so that everybody has exactly one boss.
 * @param heads head by department
 * @param today whoever leaves later is led still
 */
export function spansOfControl(
  people: readonly Led[],
  heads: ReadonlyMap<string, string | null>,
  today: string,
): Span[] {
  const counts = new Map<string, number>()
  for (const person of people) {
    if (!isAtWork(person, today)) continue
    const boss = bossOf(person, heads)
    if (boss) counts.set(boss, (counts.get(boss) ?? 0) + 1)
  }
  return [...counts]
    .map(([leaderId, reports]): Span => ({
      leaderId,
      reports,
      verdict: reports > SPAN_NORM.to ? 'many' : reports < SPAN_NORM.from ? 'few' : 'normal',
    }))
    .toSorted((one, two) => two.reports - one.reports)
}

/** The one boss: the manager of the card, else the head of the department, never oneself. */
export function bossOf({ id, managerId, departmentId }: Led, heads: ReadonlyMap<string, string | null>): string | null {
  if (managerId) return managerId
  const head = departmentId ? (heads.get(departmentId) ?? null) : null
  return head === id ? null : head
}
