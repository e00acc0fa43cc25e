import { z } from 'zod'
import { isTimeZone } from '#core/calendar/zone.ts'
import { done, endpoint, flag, id, instant, pageOf } from '#core/http/contract.ts'

/** Where a notice can reach a person. `app` is the bell. */
export const noticeChannels = ['app', 'push', 'email', 'telegram'] as const
export const noticeChannel = z.enum(noticeChannels)
export type NoticeChannel = z.output<typeof noticeChannel>

export const deliveryStates = ['queued', 'sent', 'failed', 'dropped'] as const
export const deliveryState = z.enum(deliveryStates)

const kind = z.string().regex(/^[A-Z][A-Z0-9_]{2,59}$/)
/** Minutes since midnight on the person's clock. */
const minuteOfDay = z.int().min(0).max(1439)

export const notice = z.object({
  id,
  kind,
  /** What the kind is called. */
  kindName: z.string(),
  title: z.string(),
  body: z.string().nullable(),
  /** The page that it opens. */
  path: z.string(),
  subject: z.object({ type: z.string(), id }).nullable(),
  createdAt: instant,
  isRead: z.boolean(),
})

export const noticeSettingsChange = z.object({
  /** Only kinds that are to change; an empty list silences a kind. */
  channels: z.record(kind, z.array(noticeChannel).max(4)).optional(),
  /** Null: the company's. */
  timeZone: z
    .string()
    .refine(isTimeZone, { params: { code: 'TIME_ZONE_UNKNOWN' } })
    .nullable()
    .optional(),
  /** Both or neither; the end may be on the next day. */
  quiet: z.object({ from: minuteOfDay, to: minuteOfDay }).nullable().optional(),
  /** Whether days off are quiet as a whole. */
  quietDaysOff: z.boolean().optional(),
  morningAt: minuteOfDay.nullable().optional(),
  eveningAt: minuteOfDay.nullable().optional(),
})

const noticeSettings = z.object({
  kinds: z.array(z.object({ kind, name: z.string(), channels: z.array(noticeChannel) })),
  timeZone: z.string().nullable(),
  companyTimeZone: z.string(),
  quiet: z.object({ from: minuteOfDay, to: minuteOfDay }).nullable(),
  quietDaysOff: z.boolean(),
  morningAt: minuteOfDay.nullable(),
  eveningAt: minuteOfDay.nullable(),
  email: z.object({ isOn: z.boolean(), address: z.string().nullable() }),
  /** Null: the server has no keys for push messages. */
  push: z.object({ publicKey: z.string(), browsers: z.int() }),
  telegram: z.object({ bot: z.string().nullable(), userName: z.string().nullable(), isLinked: z.boolean() }),
})

export const pushSubscription = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(1000),
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{80,100}=*$/),
    auth: z.string().regex(/^[\w-]{20,30}=*$/),
  }),
})

const delivery = z.object({
  id,
  channel: z.enum(['email', 'push', 'telegram']),
  kind: z.string(),
  kindName: z.string(),
  person: z.object({ id, name: z.string() }).nullable(),
  state: deliveryState,
  tries: z.int(),
  nextTryAt: instant.nullable(),
  /** In the words of the mail server or of the messenger. */
  problem: z.string().nullable(),
  createdAt: instant,
  doneAt: instant.nullable(),
})

const channels = z.object({
  email: z.object({ isOn: z.boolean(), from: z.string().nullable() }),
  telegram: z.object({ bot: z.string().nullable(), problem: z.string().nullable() }),
})

const tag = 'Notices'
const nothing = z.object({})
/** One's own: also for an auditor, never for a key. */
const own = { tag, ownAccount: true } as const

export const notificationsContract = {
  list: endpoint({
    ...own,
    method: 'GET',
    path: '/notices',
    summary: 'My notices, newest first',
    input: z.object({
      unread: flag.optional(),
      kind: kind.optional(),
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    output: pageOf(notice),
  }),
  unread: endpoint({
    ...own,
    method: 'GET',
    path: '/notices/unread',
    summary: 'How many of my notices are unread, 100 at most',
    input: nothing,
    output: z.object({ unread: z.int() }),
  }),
  read: endpoint({
    ...own,
    method: 'POST',
    path: '/notices/read',
    summary: 'Mark notices as read, or all of them',
    input: z.object({ ids: z.array(id).max(200).optional() }),
    output: z.object({ unread: z.int() }),
  }),
  settings: endpoint({
    ...own,
    method: 'GET',
    path: '/notice-settings',
    summary: 'Which notices reach me by which channel, and when not',
    input: nothing,
    output: noticeSettings,
  }),
  editSettings: endpoint({
    ...own,
    method: 'PATCH',
    path: '/notice-settings',
    summary: 'Change how I am told',
    input: noticeSettingsChange,
    output: noticeSettings,
  }),
  subscribe: endpoint({
    ...own,
    method: 'POST',
    path: '/notice-settings/push',
    summary: 'Let this browser take push messages',
    input: pushSubscription,
    output: done,
    errors: { PUSH_SERVICE_UNKNOWN: { status: 400 } },
  }),
  unsubscribe: endpoint({
    ...own,
    method: 'POST',
    path: '/notice-settings/push/stop',
    summary: 'This browser takes no more push messages',
    input: z.object({ endpoint: z.string().max(1000) }),
    output: done,
  }),
  linkTelegram: endpoint({
    ...own,
    method: 'POST',
    path: '/notice-settings/telegram',
    summary: "A link that ties my chat with the company's bot to me; works once, for an hour",
    input: nothing,
    output: z.object({ url: z.string(), code: z.string() }),
    errors: { TELEGRAM_OFF: { status: 409 } },
    secretAnswer: true,
  }),
  unlinkTelegram: endpoint({
    ...own,
    method: 'DELETE',
    path: '/notice-settings/telegram',
    summary: 'The bot writes to me no more',
    input: nothing,
    output: done,
  }),
  tryChannel: endpoint({
    ...own,
    method: 'POST',
    path: '/notice-settings/try',
    summary: 'Send me a trial message',
    input: z.object({ channel: z.enum(['email', 'push', 'telegram']) }),
    output: done,
    errors: { CHANNEL_OFF: { status: 409 }, TOO_MANY_REQUESTS: { status: 429 } },
  }),
  channels: endpoint({
    tag,
    method: 'GET',
    path: '/notice-channels',
    summary: "The company's channels of delivery",
    input: nothing,
    output: channels,
  }),
  setTelegram: endpoint({
    tag,
    method: 'PUT',
    path: '/notice-channels/telegram',
    summary: "The token of the company's Telegram bot, or null to do without",
    input: z.object({
      token: z
        .string()
        .trim()
        .regex(/^\d{3,20}:[\w-]{20,100}$/)
        .nullable(),
    }),
    output: channels,
    errors: { TELEGRAM_TOKEN_WRONG: { status: 400 }, TELEGRAM_UNREACHABLE: { status: 502 } },
    secretAnswer: true,
  }),
  deliveries: endpoint({
    tag,
    method: 'GET',
    path: '/deliveries',
    summary: 'What was sent to whom by which channel, newest first',
    input: z.object({
      state: deliveryState.optional(),
      channel: z.enum(['email', 'push', 'telegram']).optional(),
      personId: id.optional(),
      cursor: id.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: pageOf(delivery),
  }),
  retryDelivery: endpoint({
    tag,
    method: 'POST',
    path: '/deliveries/{id}/retry',
    summary: 'Send again what was given up',
    input: z.object({ id }),
    output: done,
    errors: { DELIVERY_GONE: { status: 409 } },
  }),
}
