import type { Day, TimeZone } from '#core/calendar/day.ts'
import { isWorkingDay, type WorkCalendar } from '#core/calendar/working-days.ts'
import type { Scoped, Tx } from '#core/db/gate.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { workCalendar } from '#modules/org/api.ts'
import { afterQuiet } from '../calc/quiet.ts'
import type { NewDelivery } from '../data/deliveries.ts'
import { insertDeliveries } from '../data/deliveries.ts'
import { USUAL_CHANNELS } from '../data/settings.ts'
import { hideFromBell, takeUnrouted, type UnroutedNotice } from '../data/unrouted.ts'
import type { Notifications } from './notifications.ts'

const AT_ONCE = 200
const NOBODY = '00000000-0000-0000-0000-000000000000'

/** Makes the deliveries of new notices, each by the choice of its receiver. @returns how many notices were looked at */
export async function routeNotices(post: Notifications): Promise<number> {
  const now = post.clock.now()
  const calendars = new Map<string, WorkCalendar>()
  return post.gate.asServer(async (tx) => {
    const notices = await takeUnrouted(tx, now, AT_ONCE)
    for (const { workspaceId } of notices.filter(({ quietDaysOff }) => quietDaysOff)) {
      if (!calendars.has(workspaceId)) calendars.set(workspaceId, await calendarOf(post, workspaceId))
    }
    const wanted = notices.filter(({ mayReceive }) => mayReceive)
    await insertDeliveries(
      tx,
      wanted.flatMap((notice) => deliveriesOf(notice, now, calendars.get(notice.workspaceId), post.mail !== undefined)),
      now,
    )
    await hideFromBell(
      tx,
      wanted.filter(({ channels }) => channels && !channels.includes('app')),
      now,
    )
    return notices.length
  })
}

function deliveriesOf(
  notice: UnroutedNotice,
  now: Date,
  calendar: WorkCalendar | undefined,
  sendsMail: boolean,
): NewDelivery[] {
  const { workspaceId, id, personId, kind, email, chatId, pushIds, quietFrom, quietTo, quietDaysOff } = notice
  const chosen = notice.channels ?? USUAL_CHANNELS
  const notBefore = afterQuiet(now, {
    zone: notice.zone as TimeZone,
    quiet: quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo },
    quietDaysOff,
    isDayOff: (day: Day) => calendar !== undefined && !isWorkingDay(day, calendar),
  })
  const one = (channel: NewDelivery['channel'], address: string): NewDelivery[] =>
    chosen.includes(channel)
      ? [{ id: uuid7(), workspaceId, personId, noticeId: id, channel, kind, address, notBefore }]
      : []
  return [
    ...(sendsMail && email ? one('email', email) : []),
    ...(chatId ? one('telegram', chatId) : []),
    ...pushIds.flatMap((subscription) => one('push', subscription)),
  ]
}

/** The calendar is read under the policies of its company: the server itself sees those of all. */
function calendarOf({ gate }: Notifications, workspaceId: string): Promise<WorkCalendar> {
  const nobody: Scoped = {
    workspaceId,
    personId: NOBODY,
    role: 'server',
    scope: 'none',
    people: [],
    departments: [],
    seesPersonal: false,
    readOnly: true,
  }
  return gate.as(nobody, (tx: Tx) => workCalendar(tx), { readOnly: true })
}
