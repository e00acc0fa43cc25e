import type { Change } from '#core/db/changes.ts'
import { nextTry } from '../calc/retry.ts'
import { dropSubscription, readSubscription } from '../data/push-subscriptions.ts'
import { readChannels } from '../data/channels.ts'
import { type DueDelivery, settle, takeDue } from '../data/deliveries.ts'
import { untieChat } from '../data/telegram-chats.ts'
import { texts } from './texts.ts'
import type { Notifications } from './notifications.ts'
import { fileOf } from './notice-files.ts'
import { routeNotices } from './route-notices.ts'
import { TooEarly, Undeliverable } from './undeliverable.ts'

/** What a sleeping queue is looked at for: retries, the end of quiet hours, another server's notices. */
const LOOK_EVERY_MS = 15_000
/** A server that was killed in the middle gives its deliveries back after this. */
const LEASE_MS = 2 * 60_000
const AT_ONCE = 10

export interface Courier {
  /** Everything that is due now is sent when this is done. */
  round(): Promise<void>
  stop(): Promise<void>
}

/** Carries notices and letters out of the database, as soon as they are committed. */
export function startCourier(post: Notifications): Courier {
  let stopping = false
  let running: Promise<void> | null = null
  let isWoken = false

  const stopHearing = post.gate.onChanges((changes: readonly Change[]) => {
    if (changes.some(({ topic }) => topic === 'notice' || topic === 'delivery')) wake()
  })
  const timer = setInterval(wake, LOOK_EVERY_MS)
  timer.unref()
  wake()

  function wake(): void {
    if (stopping) return
    isWoken = true
    running ??= work().finally(() => {
      running = null
    })
  }

  async function work(): Promise<void> {
    while (isWoken && !stopping) {
      isWoken = false
      try {
        await deliverDue(post, () => stopping)
      } catch (error) {
        if (!stopping) post.log.warn({ err: error }, 'deliveries wait; the next round takes them')
      }
    }
  }

  return {
    async round() {
      wake()
      await running
    },
    async stop() {
      stopping = true
      clearInterval(timer)
      stopHearing()
      await running
    },
  }
}

/** Routes what is new and sends what is due. */
export async function deliverDue(post: Notifications, isStopping: () => boolean = () => false): Promise<void> {
  while (!isStopping() && (await routeNotices(post)) > 0);
  while (!isStopping()) {
    const due = await post.gate.asServer((tx) => takeDue(tx, post.clock.now(), LEASE_MS, AT_ONCE))
    if (due.length === 0) return
    await Promise.all(due.map((one) => deliver(post, one)))
  }
}

async function deliver(post: Notifications, one: DueDelivery): Promise<void> {
  const now = post.clock.now()
  const end = (outcome: Parameters<typeof settle>[2]) => post.gate.asServer((tx) => settle(tx, one, outcome, now))
  const needless = needlessBecause(one)
  if (needless) return end({ state: 'dropped', problem: needless })
  try {
    await send(post, one)
    await end({ state: 'sent' })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    const again = error instanceof Undeliverable ? null : nextTry(one.tries, now)
    if (!again) return end({ state: 'failed', problem })
    const waitMs = error instanceof TooEarly ? error.waitS * 1000 : 0
    return end({ state: 'queued', problem, nextTryAt: new Date(Math.max(again.getTime(), now.getTime() + waitMs)) })
  }
}

/** A letter about what was read on the screen meanwhile only takes time. */
function needlessBecause({ channel, isRead, mayReceive }: DueDelivery): string | undefined {
  if (!mayReceive) return 'no access'
  return isRead && channel === 'email' ? 'read in the app' : undefined
}

async function send(post: Notifications, one: DueDelivery): Promise<void> {
  const { title, body, path } = wordsOf(post, one)
  const url = path === null ? null : `${post.config.publicUrl}${path}`
  if (one.channel === 'email') {
    if (!post.mail) throw new Error('no mail server')
    const words = texts[one.language].letters
    const text = one.payload
      ? (body ?? '')
      : words.notice({ body, url: url ?? '', settings: `${post.config.publicUrl}/notices/settings` })
    return post.mail.send({ to: one.address, subject: title, text, file: await fileOf(post, one) })
  }
  const channels = await post.gate.asServer((tx) => readChannels(tx, one.workspaceId))
  if (one.channel === 'telegram') {
    const token = channels.telegramToken && post.unseal(channels.telegramToken)
    if (!token) throw new Undeliverable('no bot')
    const file = await fileOf(post, one)
    return giveUpWith(
      () => post.telegram.send(token, one.address, messageText({ title, body, url }, file ? CAPTION : MESSAGE), file),
      () => post.gate.asServer((tx) => untieChat(tx, one.workspaceId, one.address)),
    )
  }
  const subscription = await post.gate.asServer((tx) => readSubscription(tx, one.workspaceId, one.address))
  const privateKey = channels.pushPrivate && post.unseal(channels.pushPrivate)
  if (!subscription || !privateKey || !channels.pushPublic) throw new Undeliverable('no subscription')
  const keys = { public: channels.pushPublic, private: privateKey }
  return giveUpWith(
    () => post.push.send(subscription, keys, { title, body, path, tag: one.id }),
    () => post.gate.asServer((tx) => dropSubscription(tx, one.workspaceId, one.address)),
  )
}

/** Telegram takes no longer ones; under a document it takes less. */
const MESSAGE = 4096
const CAPTION = 1024

/** Title and link always stand; of the words between as many as fit. */
function messageText({ title, body, url }: { title: string; body: string | null; url: string | null }, most: number) {
  const room = most - title.length - (url?.length ?? 0) - 2
  const said = body && body.length > room ? `${body.slice(0, Math.max(0, room - 1))}…` : body
  return [title, said, url].filter(Boolean).join('\n')
}

async function giveUpWith(work: () => Promise<void>, forget: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Undeliverable) await forget()
    throw error
  }
}

/** @throws Undeliverable when the letter was sealed with another secret */
function wordsOf(post: Notifications, one: DueDelivery): { title: string; body: string | null; path: string | null } {
  if (!one.payload) return { ...post.words.words(one.language, one.kind, one.data ?? {}), path: one.path }
  const opened = post.unseal(one.payload)
  if (opened === null) throw new Undeliverable('the secret of the server has changed')
  const { subject, text } = JSON.parse(opened) as { subject: string; text: string }
  return { title: subject, body: text, path: null }
}
