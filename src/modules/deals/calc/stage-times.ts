import type { Stay } from './derive.ts'

export interface StageTime {
  stageId: string
  /** Σ of all stays, calendar time; null where the history does not say. */
  seconds: number | null
  visits: number
  /** Passed by forward moves only. */
  skipped: boolean
  current: boolean
}

/** Time on each stage that the deal has been on or has skipped, in the order of coming there. `now` in milliseconds. */
export function stageTimes(stays: readonly Stay[], now: number): StageTime[] {
  return [...Map.groupBy(stays, (stay) => stay.stageId)].map(([stageId, all]) => {
    const visits = all.filter((stay) => !stay.skipped)
    const isKnown = visits.every((stay) => stay.certain)
    const ms = visits.reduce((sum, stay) => sum + ((stay.leftAt ?? now) - stay.enteredAt), 0)
    return {
      stageId,
      seconds: isKnown ? Math.max(0, Math.round(ms / 1000)) : null,
      visits: visits.length,
      skipped: visits.length === 0,
      current: visits.some((stay) => stay.leftAt === null),
    }
  })
}
