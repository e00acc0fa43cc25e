import type { Actor } from '#core/http/routes.ts'
import { canCases } from '#modules/cases/api.ts'
import { canNorms } from '#modules/norms/api.ts'

/** The page of the product, or null when it is closed to the reader: finance sees how the five steps stand, but neither norms nor deviations. */
export function openPath(actor: Actor, path: string | null): string | null {
  if (path === '/norms') return canNorms(actor, 'read') ? path : null
  if (path === '/cases') return canCases(actor, 'read') ? path : null
  return path
}
