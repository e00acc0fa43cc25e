import type { Config } from '#core/config/config.ts'
import type { Services } from '#core/http/routes.ts'
import { seal, unseal } from '#core/config/seal.ts'
import type { AllNotices } from '../calc/words.ts'
import { createMail, type Mail } from './email.ts'
import { createPush, type Push } from './push.ts'
import type { NoticeFiles } from './notice-files.ts'
import { createTelegram, type Telegram } from './telegram-api.ts'

/** Everything that tells people something. */
export interface Notifications extends Services {
  words: AllNotices
  mail: Mail | undefined
  telegram: Telegram
  push: Push
  files: NoticeFiles | undefined
  seal(text: string): string
  unseal(sealed: string): string | null
}

/** Made once in app.ts. `files`: which notices bring a paper along. */
export function createNotifications(services: Services, words: AllNotices, files?: NoticeFiles): Notifications {
  const { config } = services
  const push = createPush({ contact: contactOf(services.config), now: () => services.clock.now() })
  const secret = secretOf(config)
  return {
    ...services,
    words,
    mail: createMail(config),
    telegram: createTelegram(config.telegramUrl),
    push,
    files,
    seal: (text) => seal(secret, text),
    unseal: (sealed) => unseal(secret, sealed),
  }
}

export function secretOf({ secret }: Pick<Config, 'secret'>): string {
  if (!secret)
    throw new Error('the application needs a secret: main.ts takes it from the configuration or the data folder')
  return secret
}

/** Push services ask for an address of whoever sends. */
function contactOf({ smtp, publicUrl }: Config): string {
  const address = /<([^<>]+)>$/.exec(smtp?.from ?? '')?.[1] ?? smtp?.from
  if (address) return `mailto:${address}`
  return publicUrl.startsWith('https:') ? publicUrl : 'mailto:admin@localhost.localdomain'
}
