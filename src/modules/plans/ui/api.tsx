/** Pieces of the plan that other pages use. */
import type { Target } from '#web/kit/routing.tsx'

/** The plan of a year; of the present one without it. */
export function plansTarget(year?: number): Target {
  return { to: '/plan', ...(year !== undefined && { search: { year } }) }
}
