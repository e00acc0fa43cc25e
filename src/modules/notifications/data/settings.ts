import { sql } from 'kysely'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Tx } from '#core/db/gate.ts'
import type { NoticeChannel } from '../contract.ts'

export interface NoticeSettings {
  /** Kinds that differ from the usual. */
  channels: Record<string, NoticeChannel[]>
  timeZone: TimeZone | null
  quietFrom: number | null
  quietTo: number | null
  quietDaysOff: boolean
  morningAt: number | null
  eveningAt: number | null
}

/** Everything at once in the app and wherever else a person has asked for it; letters only on demand. */
export const USUAL_CHANNELS: readonly NoticeChannel[] = ['app', 'push', 'telegram']

const usual: NoticeSettings = {
  channels: {},
  timeZone: null,
  quietFrom: null,
  quietTo: null,
  quietDaysOff: false,
  morningAt: null,
  eveningAt: null,
}

interface Whose {
  workspaceId: string
  personId: string
}

/** What the person has chosen; what is usual when he has not. */
export async function readSettings(tx: Tx, { workspaceId, personId }: Whose): Promise<NoticeSettings> {
  const row = await tx
    .selectFrom('notice_settings')
    .select([
      'channels',
      'time_zone as timeZone',
      'quiet_from as quietFrom',
      'quiet_to as quietTo',
      'quiet_days_off as quietDaysOff',
      'morning_at as morningAt',
      'evening_at as eveningAt',
    ])
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return (row as NoticeSettings | undefined) ?? usual
}

/** @param now a digest that is turned on now begins with the next one */
export async function writeSettings(
  tx: Tx,
  { workspaceId, personId }: Whose,
  settings: NoticeSettings,
  now: Date,
): Promise<void> {
  const row = {
    channels: JSON.stringify(settings.channels),
    time_zone: settings.timeZone,
    quiet_from: settings.quietFrom,
    quiet_to: settings.quietTo,
    quiet_days_off: settings.quietDaysOff,
    morning_at: settings.morningAt,
    evening_at: settings.eveningAt,
    digest_at: now,
  }
  await tx
    .insertInto('notice_settings')
    .values({ workspace_id: workspaceId, person_id: personId, ...row })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'person_id']).doUpdateSet(row))
    .execute()
}

export interface DigestReader extends Whose, Pick<NoticeSettings, 'morningAt' | 'eveningAt'> {
  zone: string
  email: string
  fullName: string
  language: 'ru' | 'en'
  digestAt: Date | null
}

/** Past row level security: everybody who has asked for a digest and may still sign in. */
export async function digestReaders(tx: Tx, now: Date): Promise<DigestReader[]> {
  const { rows } = await sql<DigestReader>`
    -- Who gets a letter with what is unread, and when did he get the last one?
    select s.workspace_id as "workspaceId", s.person_id as "personId", s.morning_at as "morningAt", s.evening_at as "eveningAt",
           coalesce(s.time_zone, w.time_zone) as zone, p.email, p.full_name as "fullName", coalesce(p.language, w.language) as language,
           s.digest_at as "digestAt"
    from notice_settings s
    join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
    join workspaces w on w.id = s.workspace_id
    where (s.morning_at is not null or s.evening_at is not null) and p.email is not null and p.state = 'active'
      and (p.left_on is null or p.left_on >= (${now}::timestamptz at time zone w.time_zone)::date)`.execute(tx)
  return rows
}

export async function digestWritten(tx: Tx, { workspaceId, personId }: Whose, at: Date): Promise<void> {
  await tx
    .updateTable('notice_settings')
    .set({ digest_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('person_id', '=', personId)
    .execute()
}
