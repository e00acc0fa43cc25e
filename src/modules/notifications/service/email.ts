import { createTransport } from 'nodemailer'
import type { Config } from '#core/config/config.ts'
import type { PaperFile } from '#core/documents/document.ts'
import { Undeliverable } from './undeliverable.ts'

export interface Letter {
  to: string
  subject: string
  text: string
  file?: PaperFile | undefined
}

const TIMEOUT_MS = 15_000

export interface Mail {
  /** @throws Undeliverable when the server refuses the address for good; Error when it is worth another try */
  send(letter: Letter): Promise<void>
  close(): void
}

/** The company's mail server; undefined when none is configured. */
export function createMail({ smtp }: Pick<Config, 'smtp'>): Mail | undefined {
  if (!smtp) return undefined
  const transport = createTransport(withTimeouts(smtp.url))
  return {
    async send({ file, ...letter }) {
      try {
        const attachments = file ? [{ filename: file.name, content: file.bytes, contentType: file.contentType }] : []
        await transport.sendMail({ from: smtp.from, ...letter, attachments })
      } catch (error) {
        throw isForGood(error) ? new Undeliverable((error as Error).message) : error
      }
    },
    close: () => transport.close(),
  }
}

/** The library reads its options from the address. */
function withTimeouts(address: string): string {
  const url = new URL(address)
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(TIMEOUT_MS))
  }
  return url.href
}

/** A mailbox that does not exist (5xx to the envelope); a wrong password of ours (535) can be put right and is tried again. */
function isForGood(error: unknown): boolean {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  return code === 'EENVELOPE' && typeof responseCode === 'number' && responseCode >= 500 && responseCode < 600
}
