export interface Held {
  /** Minutes from the planned beginning to the real one. */
  lateMinutes: number
  blocks: number
  noted: number
  decisions: number
  /** Of the decisions: those with an owner and a day. */
  complete: number
}

const IN_TIME_MINUTES = 10

/** How well a meeting was held, 0…1: a third each for the beginning in time, for the blocks that left a note, and for decisions with owner and day. */
export function ritualQuality({ lateMinutes, blocks, noted, decisions, complete }: Held): number {
  const inTime = lateMinutes <= IN_TIME_MINUTES ? 1 : 0
  const notes = blocks === 0 ? 0 : Math.min(1, noted / Math.min(blocks, 2))
  const decided = decisions === 0 ? 0 : complete / decisions
  return (inTime + notes + decided) / 3
}
