import { firstFree, type Stretch } from './free-time.ts'

export interface ToSpread {
  key: string
  /** Whose time it takes. */
  ownerId: string
}

export interface SpreadDay {
  day: string
  /** When one may call, in minutes after midnight; absent when nobody works. */
  open: Stretch | undefined
}

export interface Spreading {
  days: readonly SpreadDay[]
  /** Busy stretches of a person on a day, in minutes after midnight. */
  busy: (ownerId: string, day: string) => readonly Stretch[]
  /** Minutes of one contact, and of the rest after it. */
  length: number
  pause: number
  mostADay: number
  /** Starts stand on whole steps: 9:00, 9:05 … */
  step?: number
}

export interface Placed {
  key: string
  ownerId: string
  day: string
  /** Minutes after midnight. */
  start: number
}

/**
 * Puts contacts into the free time of the days: of each person evenly over his days (the first of the list first), each at the first time that
 * is free, none over another. Gives what was placed in the order of time, and the keys for which there is no room.
 */
export function spread(
  items: readonly ToSpread[],
  { days, busy, length, pause, mostADay, step = 5 }: Spreading,
): { placed: Placed[]; unplaced: string[] } {
  const placed: Placed[] = []
  const unplaced: string[] = []
  const byOwner = Map.groupBy(items, ({ ownerId }) => ownerId)
  for (const [ownerId, own] of byOwner) {
    const open = days.flatMap(({ day, open: hours }) =>
      hours ? [{ day, hours, busy: [...busy(ownerId, day)], count: 0 }] : [],
    )
    // Even shares first, the earlier days take what is left over; what does not fit into its share goes wherever there is room.
    const whole = Math.floor(own.length / Math.max(1, open.length))
    const over = own.length - whole * open.length
    const shares = open.map((_, index) => Math.min(mostADay, whole + Number(index < over)))
    for (const { key } of own) {
      const take = (mostOf: (index: number) => number): boolean => {
        for (const [index, one] of open.entries()) {
          if (one.count >= mostOf(index)) continue
          const start = firstFree(one.hours, one.busy, length, step)
          if (start === undefined) continue
          one.busy.push({ start: start - pause, end: start + length + pause })
          one.count += 1
          placed.push({ key, ownerId, day: one.day, start })
          return true
        }
        return false
      }
      if (!take((index) => shares[index] ?? 0) && !take(() => mostADay)) unplaced.push(key)
    }
  }
  placed.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.start - b.start))
  return { placed, unplaced }
}
