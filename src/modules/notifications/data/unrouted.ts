import { sql } from 'kysely'
import type { Tx } from '#core/db/gate.ts'
import type { NoticeChannel } from '../contract.ts'
import type { NoticeSettings } from './settings.ts'

/** A notice whose deliveries are to be made, with everything that decides about them. */
export interface UnroutedNotice extends Pick<NoticeSettings, 'quietFrom' | 'quietTo' | 'quietDaysOff'> {
  workspaceId: string
  id: string
  personId: string
  kind: string
  /** Null: as usual. */
  channels: NoticeChannel[] | null
  zone: string
  /** False for somebody who may not sign in: he is told nothing. */
  mayReceive: boolean
  email: string | null
  chatId: string | null
  pushIds: string[]
}

/** Past row level security: takes notices that nobody has looked at yet. */
export async function takeUnrouted(tx: Tx, now: Date, limit: number): Promise<UnroutedNotice[]> {
  const { rows } = await sql<UnroutedNotice>`
    -- Which notices are new, and how does each receiver want to be told?
    with fresh as (
      select workspace_id, id from notices where routed_at is null order by created_at limit ${limit} for update skip locked
    ), taken as (
      update notices n set routed_at = ${now} from fresh where n.workspace_id = fresh.workspace_id and n.id = fresh.id returning n.*
    )
    select t.workspace_id as "workspaceId", t.id, t.person_id as "personId", t.kind, s.channels -> t.kind as channels,
           coalesce(s.time_zone, w.time_zone) as zone, s.quiet_from as "quietFrom", s.quiet_to as "quietTo",
           coalesce(s.quiet_days_off, false) as "quietDaysOff", p.email, c.chat_id as "chatId",
           p.state = 'active' and (p.left_on is null or p.left_on >= (${now}::timestamptz at time zone w.time_zone)::date) as "mayReceive",
           array(select u.id from push_subscriptions u where u.workspace_id = t.workspace_id and u.person_id = t.person_id) as "pushIds"
    from taken t
    join workspaces w on w.id = t.workspace_id
    join people p on p.workspace_id = t.workspace_id and p.id = t.person_id
    left join notice_settings s on s.workspace_id = t.workspace_id and s.person_id = t.person_id
    left join telegram_chats c on c.workspace_id = t.workspace_id and c.person_id = t.person_id and c.chat_id is not null
    order by t.id`.execute(tx)
  return rows
}

/** Kinds that the receiver does not want to see under the bell are read as soon as they come. */
export async function hideFromBell(tx: Tx, notices: readonly { workspaceId: string; id: string }[], now: Date) {
  for (const { workspaceId, id } of notices) {
    await tx
      .updateTable('notices')
      .set({ read_at: now })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  }
}
