import { Refusal } from '#core/http/refusal.ts'
import type { Actor } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { z } from 'zod'
import { readChannels, writeTelegram } from '../data/channels.ts'
import { queueAgain } from '../data/deliveries.ts'
import { can } from '../policy.ts'
import type { Notifications } from './notifications.ts'
import { TelegramRefusal } from './telegram-api.ts'
import { announce } from '#core/db/changes.ts'

const me = z.object({ username: z.string() })

/** @throws Refusal FORBIDDEN */
export function demand(actor: Actor, action: Parameters<typeof can>[1]): void {
  if (!can(actor, action)) throw new Refusal('FORBIDDEN')
}

export async function showChannels(post: Notifications, actor: Actor) {
  demand(actor, 'setChannels')
  const { telegramBot, telegramProblem } = await post.gate.asServer((tx) => readChannels(tx, actor.workspaceId))
  return {
    email: { isOn: post.mail !== undefined, from: post.config.smtp?.from ?? null },
    telegram: { bot: telegramBot, problem: telegramProblem },
  }
}

/** Asks the bot its name, so that a wrong token is told at once. @throws Refusal FORBIDDEN, TELEGRAM_TOKEN_WRONG, TELEGRAM_UNREACHABLE */
export async function setTelegram(post: Notifications, actor: Actor, token: string | null) {
  demand(actor, 'setChannels')
  const name = token === null ? null : await nameOfBot(post, token)
  await post.gate.asServer(async (tx) => {
    await writeTelegram(
      tx,
      actor.workspaceId,
      token === null || name === null ? null : { sealedToken: post.seal(token), name },
    )
    await audit(tx, actor, 'notice_channels.changed', null, null, { telegram: name })
  })
  return showChannels(post, actor)
}

async function nameOfBot({ telegram }: Notifications, token: string): Promise<string> {
  try {
    return me.parse(await telegram.call(token, 'getMe', {})).username
  } catch (error) {
    throw new Refusal(
      error instanceof TelegramRefusal && error.code < 500 ? 'TELEGRAM_TOKEN_WRONG' : 'TELEGRAM_UNREACHABLE',
    )
  }
}

/** @throws Refusal FORBIDDEN, DELIVERY_GONE */
export async function retryDelivery(post: Notifications, actor: Actor, id: string): Promise<void> {
  demand(actor, 'readLog')
  await post.gate.asServer(async (tx) => {
    if (!(await queueAgain(tx, actor.workspaceId, id, post.clock.now()))) throw new Refusal('DELIVERY_GONE')
    announce(tx, { workspaceId: actor.workspaceId, topic: 'delivery', id, ownerIds: [], byPersonId: null })
  })
}
