export const timeRoles = ['managing', 'selling', 'motivating'] as const
export type TimeRole = (typeof timeRoles)[number]

/** Usual minutes of a deed that has no duration of its own, and what kind of work it is. */
export const deeds: Record<string, { role: TimeRole; minutes: number }> = {
  // Own contacts with clients: he sells.
  call: { role: 'selling', minutes: 10 },
  meeting: { role: 'selling', minutes: 90 },
  demo: { role: 'selling', minutes: 60 },
  email: { role: 'selling', minutes: 10 },
  message: { role: 'selling', minutes: 5 },
  ownDeal: { role: 'selling', minutes: 15 },
  // Planning and control.
  planChange: { role: 'managing', minutes: 5 },
  taskGiven: { role: 'managing', minutes: 5 },
  case: { role: 'managing', minutes: 30 },
  daily: { role: 'managing', minutes: 15 },
  pipeline: { role: 'managing', minutes: 60 },
  month: { role: 'managing', minutes: 90 },
  quarter: { role: 'managing', minutes: 120 },
  // Work with people.
  oneToOne: { role: 'motivating', minutes: 30 },
  listening: { role: 'motivating', minutes: 45 },
}

export interface Deed {
  kind: string
  n: number
  /** Where durations are known; the rest is counted by the usual minutes. */
  minutes: number
  withoutDuration: number
}

/** What was seen of somebody's month, line by line and by kind of work; shares only of what was seen. */
export function timeShare(done: readonly Deed[]) {
  const lines = done.flatMap(({ kind, n, minutes, withoutDuration }) => {
    const known = deeds[kind]
    return known && n > 0
      ? [{ kind, role: known.role, n, minutes: Math.round(minutes + withoutDuration * known.minutes) }]
      : []
  })
  const seen = { managing: 0, selling: 0, motivating: 0 }
  for (const { role, minutes } of lines) seen[role] += minutes
  const all = seen.managing + seen.selling + seen.motivating
  const estimate =
    all === 0 ? null : { managing: seen.managing / all, selling: seen.selling / all, motivating: seen.motivating / all }
  return { lines, seen, estimate }
}
