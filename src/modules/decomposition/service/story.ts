import type { TimeZone } from '#core/calendar/day.ts'
import type { Gate } from '#core/db/gate.ts'
import { countProfiles } from './count-profiles.ts'

/** The demo company opens with its history counted. */
export async function tellStory(gate: Gate, { workspaceId, now }: { workspaceId: string; now: Date }): Promise<void> {
  await countProfiles(gate, workspaceId, 'Europe/Moscow' as TimeZone, now)
}
