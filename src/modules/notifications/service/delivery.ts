import { type Courier, startCourier } from './courier.ts'
import type { Notifications } from './notifications.ts'
import { startTelegramBots } from './telegram-bot.ts'

/** Begins to send what is queued and to listen to the bots; begins once, however often it is called. */
export function createDelivery(post: Notifications) {
  let courier: Courier | undefined
  let bots: ReturnType<typeof startTelegramBots> | undefined
  return {
    start(): void {
      courier ??= startCourier(post)
      bots ??= startTelegramBots(post)
    },
    async stop(): Promise<void> {
      await Promise.all([courier?.stop(), bots?.stop()])
      post.mail?.close()
    },
  }
}
