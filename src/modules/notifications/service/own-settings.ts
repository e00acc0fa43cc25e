import type { z } from 'zod'
import type { InTransaction, Tx } from '#core/db/gate.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { findPerson } from '#modules/org/api.ts'
import { newPushKeys } from './push-encryption.ts'
import type { noticeSettingsChange, pushSubscription } from '../contract.ts'
import { type CompanyChannels, readChannels, writePushKeys } from '../data/channels.ts'
import { countTrials, insertDeliveries } from '../data/deliveries.ts'
import { countSubscriptions, putSubscription, removeSubscription, subscriptionIds } from '../data/push-subscriptions.ts'
import { readSettings, USUAL_CHANNELS, writeSettings } from '../data/settings.ts'
import { readChat, removeChat, writeCode } from '../data/telegram-chats.ts'
import type { Notifications } from './notifications.ts'
import { newChatCode } from './telegram-bot.ts'
import { announce } from '#core/db/changes.ts'
import { uuid7 } from '#core/db/uuid7.ts'
import { texts } from './texts.ts'

const CODE_LIVES_MS = 3_600_000
/** Trial messages in ten minutes. */
const MOST_TRIALS = 5
const TRIALS_MS = 10 * 60_000

/** How the actor is told, with what the server offers. */
export async function mySettings(post: Notifications, as: InTransaction, actor: Actor) {
  const channels = await companyChannels(post, actor.workspaceId)
  return as(async (tx) => {
    const settings = await readSettings(tx, actor)
    const chat = await readChat(tx, actor)
    const person = await findPerson(tx, actor.personId)
    const { quietFrom: from, quietTo: to } = settings
    return {
      kinds: post.words.kinds.map((kind) => ({
        kind,
        name: post.words.name(actor.language, kind),
        channels: [...(settings.channels[kind] ?? USUAL_CHANNELS)],
      })),
      timeZone: settings.timeZone,
      companyTimeZone: actor.workspace.timeZone,
      quiet: from === null || to === null ? null : { from, to },
      quietDaysOff: settings.quietDaysOff,
      morningAt: settings.morningAt,
      eveningAt: settings.eveningAt,
      email: { isOn: post.mail !== undefined, address: person?.email ?? null },
      push: { publicKey: channels.pushPublic ?? '', browsers: await countSubscriptions(tx, actor) },
      telegram: {
        bot: channels.telegramBot,
        userName: chat?.userName ?? null,
        isLinked: (chat?.chatId ?? null) !== null,
      },
    }
  })
}

export async function changeMySettings(
  post: Notifications,
  tx: Tx,
  actor: Actor,
  change: z.output<typeof noticeSettingsChange>,
): Promise<void> {
  const before = await readSettings(tx, actor)
  const { channels, quiet, timeZone, quietDaysOff, morningAt, eveningAt } = change
  const known = Object.entries(channels ?? {}).filter(([kind]) => post.words.kinds.includes(kind))
  await writeSettings(
    tx,
    actor,
    {
      channels: { ...before.channels, ...Object.fromEntries(known) },
      timeZone: timeZone === undefined ? before.timeZone : timeZone,
      quietFrom: quiet === undefined ? before.quietFrom : (quiet?.from ?? null),
      quietTo: quiet === undefined ? before.quietTo : (quiet?.to ?? null),
      quietDaysOff: quietDaysOff ?? before.quietDaysOff,
      morningAt: morningAt === undefined ? before.morningAt : morningAt,
      eveningAt: eveningAt === undefined ? before.eveningAt : eveningAt,
    },
    post.clock.now(),
  )
}

/** @throws Refusal PUSH_SERVICE_UNKNOWN: the server posts to the push services of browsers and to nobody else */
export async function subscribe(
  post: Notifications,
  actor: Actor,
  { endpoint, keys }: z.output<typeof pushSubscription>,
  browser: string | null,
): Promise<void> {
  if (!post.push.isKnownService(endpoint)) throw new Refusal('PUSH_SERVICE_UNKNOWN')
  await post.gate.asServer((tx) =>
    putSubscription(tx, actor, { endpoint, p256dh: keys.p256dh, auth: keys.auth, browser }),
  )
}

export async function unsubscribe(post: Notifications, actor: Actor, endpoint: string): Promise<void> {
  await post.gate.asServer((tx) => removeSubscription(tx, actor, endpoint))
}

/** @throws Refusal TELEGRAM_OFF */
export async function linkTelegram(
  post: Notifications,
  as: InTransaction,
  actor: Actor,
): Promise<{ url: string; code: string }> {
  const { telegramBot } = await companyChannels(post, actor.workspaceId)
  if (!telegramBot) throw new Refusal('TELEGRAM_OFF')
  const { code, hash } = newChatCode()
  const expiresAt = new Date(post.clock.now().getTime() + CODE_LIVES_MS)
  await as((tx) => writeCode(tx, actor, { hash, expiresAt }))
  return { code, url: `https://t.me/${telegramBot}?start=${code}` }
}

export function unlinkTelegram(tx: Tx, actor: Actor): Promise<void> {
  return removeChat(tx, actor)
}

/** Queues a trial message. @throws Refusal CHANNEL_OFF when there is nowhere to send it, TOO_MANY_REQUESTS */
export async function tryChannel(
  post: Notifications,
  actor: Actor,
  channel: 'email' | 'push' | 'telegram',
): Promise<void> {
  const { workspaceId, personId } = actor
  const words = texts[actor.language].trial
  const payload = post.seal(JSON.stringify({ subject: words.subject, text: words.text }))
  await post.gate.asServer(async (tx) => {
    const now = post.clock.now()
    const since = new Date(now.getTime() - TRIALS_MS)
    if ((await countTrials(tx, actor, since)) >= MOST_TRIALS) throw new Refusal('TOO_MANY_REQUESTS')
    const addresses = await addressesOf(post, tx, actor, channel)
    if (addresses.length === 0) throw new Refusal('CHANNEL_OFF')
    const rows = addresses.map((address) => ({
      id: uuid7(),
      workspaceId,
      personId,
      channel,
      kind: 'TRIAL',
      address,
      payload,
      notBefore: now,
    }))
    await insertDeliveries(tx, rows, now)
    announce(tx, { workspaceId, topic: 'delivery', id: rows[0]?.id ?? '', ownerIds: [], byPersonId: null })
  })
}

async function addressesOf(
  post: Notifications,
  tx: Tx,
  { workspaceId, personId }: Actor,
  channel: 'email' | 'push' | 'telegram',
): Promise<string[]> {
  if (channel === 'email') {
    const person = await findPerson(tx, personId)
    return post.mail && person?.email ? [person.email] : []
  }
  if (channel === 'telegram') {
    const chat = await readChat(tx, { workspaceId, personId })
    return chat?.chatId ? [chat.chatId] : []
  }
  return subscriptionIds(tx, { workspaceId, personId })
}

/** The channels of the company; its keys for push messages are made when they are first asked for. */
async function companyChannels(post: Notifications, workspaceId: string): Promise<CompanyChannels> {
  return post.gate.asServer(async (tx) => {
    const channels = await readChannels(tx, workspaceId)
    if (channels.pushPublic) return channels
    const keys = newPushKeys()
    await writePushKeys(tx, workspaceId, { public: keys.public, sealedPrivate: post.seal(keys.private) })
    return readChannels(tx, workspaceId)
  })
}
