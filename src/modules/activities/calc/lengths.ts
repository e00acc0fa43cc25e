import type { ActivityKind } from '../contract.ts'

/** How long a contact is planned for when nobody says otherwise, in minutes. */
const USUAL_MINUTES: Record<ActivityKind, number> = { call: 15, meeting: 60, demo: 60, email: 15, message: 15 }

/** The same in seconds. */
export function usualLengthS(kind: ActivityKind): number {
  return USUAL_MINUTES[kind] * 60
}
