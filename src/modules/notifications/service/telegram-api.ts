import { asFile, type PaperFile } from '#core/documents/document.ts'
import { TooEarly, Undeliverable } from './undeliverable.ts'

const TIMEOUT_MS = 15_000

interface Answer {
  ok: boolean
  result?: unknown
  description?: string
  error_code?: number
  parameters?: { retry_after?: number }
}

/** What the bot says of a request that it refused. */
export class TelegramRefusal extends Error {
  readonly code: number

  constructor(code: number, description: string) {
    super(description)
    this.name = 'TelegramRefusal'
    this.code = code
  }
}

export interface Telegram {
  /** One method of the Bot API. @throws TelegramRefusal; Error when it cannot be reached */
  call(
    token: string,
    method: string,
    input: object | FormData,
    options?: { signal?: AbortSignal; waitS?: number },
  ): Promise<unknown>
  /** With a file it is a document with the text below it. @throws Undeliverable when the person has blocked the bot, TooEarly when it asks to wait */
  send(token: string, chatId: string, text: string, file?: PaperFile): Promise<void>
}

/** @param address of the Bot API: https://api.telegram.org, a mirror or one's own server */
export function createTelegram(address: string): Telegram {
  const call: Telegram['call'] = async (token, method, input, { signal, waitS = 0 } = {}) => {
    const limit = AbortSignal.timeout(TIMEOUT_MS + waitS * 1000)
    const answer = await fetch(`${address}/bot${token}/${method}`, {
      method: 'POST',
      ...(input instanceof FormData
        ? { body: input }
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
      redirect: 'error',
    })
    const body = (await answer.json().catch(() => ({ ok: false }))) as Answer
    if (body.ok) return body.result
    const said = body.description ?? `HTTP ${answer.status}`
    if (body.parameters?.retry_after) throw new TooEarly(said, body.parameters.retry_after)
    throw new TelegramRefusal(body.error_code ?? answer.status, said)
  }
  return {
    call,
    async send(token, chatId, text, file) {
      try {
        if (file) await call(token, 'sendDocument', documentForm(chatId, text, file))
        else await call(token, 'sendMessage', { chat_id: chatId, text, link_preview_options: { is_disabled: true } })
      } catch (error) {
        const isGone = error instanceof TelegramRefusal && (error.code === 403 || /chat not found/i.test(error.message))
        throw isGone ? new Undeliverable(error.message) : error
      }
    },
  }
}

function documentForm(chatId: string, caption: string, file: PaperFile): FormData {
  const form = new FormData()
  form.set('chat_id', chatId)
  form.set('caption', caption)
  form.set('document', asFile(file))
  return form
}
