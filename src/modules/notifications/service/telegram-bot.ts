import { setTimeout as sleep } from 'node:timers/promises'
import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { type Bot, listBots, noteBot } from '../data/channels.ts'
import { tieChat, untieChat } from '../data/telegram-chats.ts'
import type { Notifications } from './notifications.ts'
import { TelegramRefusal } from './telegram-api.ts'
import { texts } from './texts.ts'

/** How long the bot's server holds a question that has no answer yet. */
const POLL_S = 25
const LOOK_FOR_BOTS_MS = 20_000
const AFTER_TROUBLE_MS = 15_000

const update = z.object({
  update_id: z.int(),
  message: z
    .object({
      text: z.string().optional(),
      chat: z.object({ id: z.int(), type: z.string() }),
      from: z.object({ username: z.string().optional(), first_name: z.string().optional() }).optional(),
    })
    .optional(),
})
type Update = z.output<typeof update>

/** What is kept of a code, and what a person carries to the bot. */
export function newChatCode(): { code: string; hash: string } {
  const code = randomBytes(18).toString('base64url')
  return { code, hash: codeHash(code) }
}

function codeHash(code: string): string {
  return createHash('sha256').update(code).digest('hex')
}

/** Listens to the bots of all companies, by long polling: an installation behind a router needs no address of its own. */
export function startTelegramBots(post: Notifications): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const polled = new Map<string, { token: string; end: AbortController; done: Promise<void> }>()

  async function lookForBots(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const bots = await post.gate.asServer(listBots)
        const wanted = new Map(bots.map((bot) => [bot.workspaceId, bot]))
        for (const [workspaceId, { token, end }] of polled) {
          if (wanted.get(workspaceId)?.sealedToken === token) wanted.delete(workspaceId)
          else {
            end.abort()
            polled.delete(workspaceId)
          }
        }
        for (const bot of wanted.values()) {
          const end = new AbortController()
          const signal = AbortSignal.any([stopping.signal, end.signal])
          polled.set(bot.workspaceId, { token: bot.sealedToken, end, done: poll(post, bot, signal) })
        }
      } catch (error) {
        if (!stopping.signal.aborted) post.log.warn({ err: error }, 'bots are looked for again later')
      }
      await sleep(LOOK_FOR_BOTS_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  }

  const looking = lookForBots()
  return {
    async stop() {
      stopping.abort()
      await looking
      await Promise.all([...polled.values()].map(({ done }) => done))
    },
  }
}

async function poll(post: Notifications, bot: Bot, signal: AbortSignal): Promise<void> {
  let { offset } = bot
  let isWell = false
  while (!signal.aborted) {
    try {
      const next = await answerUpdates(post, bot, offset, { signal, waitS: POLL_S })
      // The first answer ends a trouble that was noted before, by this server or by the one before it.
      if (next !== offset || !isWell) await post.gate.asServer((tx) => noteBot(tx, bot.workspaceId, { offset: next }))
      isWell = true
      offset = next
    } catch (error) {
      if (signal.aborted) return
      isWell = false
      const problem = error instanceof TelegramRefusal ? error.message : 'no connection'
      await post.gate.asServer((tx) => noteBot(tx, bot.workspaceId, { problem })).catch(() => {})
      await sleep(AFTER_TROUBLE_MS, undefined, { signal, ref: false }).catch(() => {})
    }
  }
}

/** Reads what people have written to the bot and answers. @returns the number of the next update */
export async function answerUpdates(
  post: Notifications,
  bot: Pick<Bot, 'workspaceId' | 'sealedToken'>,
  offset: number,
  { signal, waitS = 0 }: { signal?: AbortSignal; waitS?: number } = {},
): Promise<number> {
  const token = post.unseal(bot.sealedToken)
  if (!token) throw new TelegramRefusal(0, 'the secret of the server has changed')
  const input = { offset, timeout: waitS, allowed_updates: ['message'] }
  const updates = z
    .array(update)
    .parse(await post.telegram.call(token, 'getUpdates', input, { ...(signal && { signal }), waitS }))
  for (const one of updates) await answer(post, bot.workspaceId, token, one)
  return Math.max(offset, ...updates.map(({ update_id }) => update_id + 1))
}

async function answer(post: Notifications, workspaceId: string, token: string, { message }: Update): Promise<void> {
  // In a group everybody would read what is meant for one.
  if (!message?.text || message.chat.type !== 'private') return
  const chatId = String(message.chat.id)
  const [command, code = ''] = message.text.trim().split(/\s+/)
  const say = async (text: string) => {
    // An answer that does not arrive must not make the bot read the same question for ever.
    await post.telegram
      .send(token, chatId, text)
      .catch((error: unknown) => post.log.warn({ err: error }, 'the bot did not answer'))
  }
  if (command === '/stop') {
    await post.gate.asServer((tx) => untieChat(tx, workspaceId, chatId))
    return say(texts.ru.bot.stopped)
  }
  if (command !== '/start' || !code) return say(texts.ru.bot.howTo)
  const tied = await post.gate.asServer((tx) =>
    tieChat(tx, workspaceId, {
      codeHash: codeHash(code),
      chatId,
      userName: message.from?.username ?? message.from?.first_name ?? null,
      now: post.clock.now(),
    }),
  )
  return say(tied ? texts[tied.language].bot.tied(tied.fullName) : texts.ru.bot.badCode)
}
