/** Where the present comes from; calculations take days as parameters and never ask a clock. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests: stands still until it is moved. */
export interface StillClock extends Clock {
  moveTo(instant: string): void
}

/** @param instant ISO 8601 with zone, for example '2026-11-21T09:00:00+03:00' */
export function stillClock(instant: string): StillClock {
  let present = new Date(instant)
  return {
    now: () => new Date(present),
    moveTo: (next) => {
      present = new Date(next)
    },
  }
}
