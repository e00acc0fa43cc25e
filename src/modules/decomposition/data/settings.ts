import type { Tx } from '#core/db/gate.ts'
import { type Minutes, USUAL_HOURS, usualMinutes } from '../calc/capacity.ts'

export interface Settings {
  minutes: Minutes
  hoursPerDay: number
  /** 0: nobody has set them yet. */
  version: number
}

/** The settings of the company, or what is usual. */
export async function settingsOf(tx: Tx, workspaceId: string): Promise<Settings> {
  const row = await tx
    .selectFrom('decomposition_settings')
    .select(['minutes', 'hours_per_day', 'version'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  if (!row) return { minutes: usualMinutes, hoursPerDay: USUAL_HOURS, version: 0 }
  return {
    minutes: { ...usualMinutes, ...(row.minutes as Partial<Minutes>) },
    hoursPerDay: Number(row.hours_per_day),
    version: row.version,
  }
}

/** Writes the settings over the version that was read; false when somebody was faster. */
export async function putSettings(
  tx: Tx,
  workspaceId: string,
  { minutes, hoursPerDay, version }: Settings,
): Promise<boolean> {
  const values = { minutes: JSON.stringify(minutes), hours_per_day: String(hoursPerDay), version: version + 1 }
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('decomposition_settings')
      .values({ workspace_id: workspaceId, ...values })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return Number(numInsertedOrUpdatedRows) === 1
  }
  const { numUpdatedRows } = await tx
    .updateTable('decomposition_settings')
    .set(values)
    .where('workspace_id', '=', workspaceId)
    .where('version', '=', version)
    .executeTakeFirst()
  return Number(numUpdatedRows) === 1
}
