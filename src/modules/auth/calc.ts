/** How wrong passwords close an account for a while: longer each time, forgotten after a quiet day. */

export interface Attempts {
  failures: number
  /** Locks in a row. */
  locks: number
  lockedUntil: Date | null
  at: Date
}

export const FAILURES_TO_LOCK = 5
const FIRST_LOCK_MS = 15 * 60_000
const LONGEST_LOCK_MS = 24 * 3_600_000
const FORGOTTEN_AFTER_MS = 24 * 3_600_000

export const noAttempts: Attempts = { failures: 0, locks: 0, lockedUntil: null, at: new Date(0) }

/** Until when sign-in is closed, or null when it is open. */
export function lockedUntil(attempts: Attempts, now: Date): Date | null {
  return attempts.lockedUntil && attempts.lockedUntil > now ? attempts.lockedUntil : null
}

/**
 * Counts an attempt as failed before it is known: then a hundred guesses at once are no better than five in a row. A success clears the account.
 * Takes the state of an open account; gives the state that holds if the attempt fails.
 */
export function countedAttempt(before: Attempts, now: Date): Attempts {
  const lastTrouble = Math.max(before.at.getTime(), before.lockedUntil?.getTime() ?? 0)
  const known = now.getTime() - lastTrouble > FORGOTTEN_AFTER_MS ? noAttempts : before
  const failures = known.failures + 1
  if (failures < FAILURES_TO_LOCK) return { failures, locks: known.locks, lockedUntil: null, at: now }
  const lengthMs = Math.min(FIRST_LOCK_MS * 2 ** known.locks, LONGEST_LOCK_MS)
  return { failures: 0, locks: known.locks + 1, lockedUntil: new Date(now.getTime() + lengthMs), at: now }
}

/** Whole minutes until then, at least one. */
export function minutesUntil(then: Date, now: Date): number {
  return Math.max(1, Math.ceil((then.getTime() - now.getTime()) / 60_000))
}

/** Takes the Cookie header of a request and a name; gives the decoded value. */
export function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const [key, ...rest] = part.split('=')
    if (key?.trim() === name) return decoded(rest.join('=').trim())
  }
  return undefined
}

function decoded(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}
