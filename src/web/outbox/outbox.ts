import { ApiError } from '../api-error.ts'
import { currentLanguage } from '../i18n/language.tsx'
import { keptWrites, type KeptWrite, putWrite, removeWrite } from './letter-box.ts'

/** What a quick write says of itself, so that it can be kept: `api.deals.move(input, { context: { keep: { … } } })`. */
export interface Keep {
  title: string
  /** The field of the input that says when it happened: what is sent an hour later has still happened now. */
  stamp?: string
  /** 'deal:…': writes to one record follow each other. */
  record: string
  page: string
}

const NAME = 'mostik.outbox'
/** A network that is that slow is none. */
const PATIENCE_MS = 12_000
const RETRY_MS = 20_000
const MOST_TRIES = 20

type Listener = () => void

let person: string | undefined
let known: readonly KeptWrite[] = []
const listeners = new Set<Listener>()
const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel(NAME) : undefined
channel?.addEventListener('message', () => void reload())

async function reload(): Promise<void> {
  const all = person === undefined ? [] : await keptWrites().catch(() => [])
  known = all.filter(({ personId }) => personId === person)
  for (const listener of listeners) listener()
}

function changed(): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
  channel?.postMessage('changed')
  return reload()
}

/** For useSyncExternalStore. */
export const outbox = {
  subscribe(listener: Listener): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  writes: (): readonly KeptWrite[] => known,
}

/**
 * Sends a request that may wait: without a network, or behind others that wait, it is kept with its key.
 * @throws ApiError KEPT when it is kept: it will be sent
 */
export async function sendOrKeep(request: Request, keep: Keep, send: typeof fetch): Promise<Response> {
  const key = newKey()
  request.headers.set('idempotency-key', key)
  // Who has pressed: while the network is waited for he may sign out, and another one in.
  const personId = person
  if (personId === undefined || !('indexedDB' in globalThis)) return send(request)
  const body = await request.clone().text()
  const isQueue = known.some(({ refusal }) => refusal === null)
  try {
    if (!isQueue) {
      const answer = await send(request, { signal: AbortSignal.timeout(PATIENCE_MS) })
      if (![502, 503, 504].includes(answer.status)) return answer
    }
  } catch (error) {
    const isLost = error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')
    if (!isLost) throw error
  }
  const { method, url } = request
  const { stamp, ...about } = keep
  // What may have arrived already must not be changed under its key.
  const said = stamp !== undefined && (isQueue || !navigator.onLine) ? stamped(body, stamp) : body
  const path = new URL(url).pathname
  await putWrite({
    key,
    madeAt: Date.now(),
    personId,
    method,
    path,
    body: said,
    ...about,
    tries: 0,
    refusal: null,
  })
  await changed()
  if (isQueue) void sendKept()
  throw new ApiError('KEPT', 0)
}

function stamped(body: string, field: string): string {
  return JSON.stringify({ [field]: new Date().toISOString(), ...(JSON.parse(body) as object) })
}

let sending: Promise<void> | undefined
let onSent: () => void = () => {}

/** Sends what waits, oldest first, until the network or the server fails. One window of the browser does it at a time. */
export function sendKept(): Promise<void> {
  sending ??= oneAtATime(sendAll).finally(() => {
    sending = undefined
  })
  return sending
}

async function oneAtATime(work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work()
  await navigator.locks.request(NAME, { ifAvailable: true }, (lock) => (lock ? work() : undefined))
}

async function sendAll(): Promise<void> {
  for (;;) {
    await reload()
    const next = known.find(({ refusal }) => refusal === null)
    if (!next || !(await sendOne(next))) return
  }
}

/** @returns whether the next one may follow */
async function sendOne(write: KeptWrite): Promise<boolean> {
  let answer: Response
  try {
    answer = await fetch(write.path, {
      method: write.method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': write.key,
        'x-language': currentLanguage(),
      },
      body: write.body,
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
  } catch {
    return false
  }
  const said = (await answer.json().catch(() => ({}))) as { code?: string; message?: string }
  if (answer.ok) {
    await removeWrite(write.key)
    await passVersionOn(write, said)
    await changed()
    onSent()
    return true
  }
  // To sign in again, to wait: the write is not to blame.
  if ([401, 408, 429].includes(answer.status)) return false
  const isOurs = answer.status >= 500
  if (isOurs && write.tries < MOST_TRIES) {
    await putWrite({ ...write, tries: write.tries + 1 })
    return false
  }
  await putWrite({
    ...write,
    refusal: { code: said.code ?? String(answer.status), sentence: said.message ?? '' },
  })
  await changed()
  return true
}

/** Two moves of one deal without a network: the second was made on what the first has made of it, and is no conflict. */
async function passVersionOn(sent: KeptWrite, said: object): Promise<void> {
  const before = versionOf(JSON.parse(sent.body) as object)
  const after = versionOf(said) ?? versionOf((said as { deal?: object }).deal ?? {})
  if (before === undefined || after === undefined) return
  for (const write of known.filter(({ record, key }) => record === sent.record && key !== sent.key)) {
    const body = JSON.parse(write.body) as { version?: number }
    if (body.version === before) await putWrite({ ...write, body: JSON.stringify({ ...body, version: after }) })
  }
}

const versionOf = (value: object): number | undefined =>
  'version' in value && typeof value.version === 'number' ? value.version : undefined

/** Throws a kept write away. */
export async function forget(key: string): Promise<void> {
  await removeWrite(key)
  await changed()
}

/** Sends a refused write once more, under a new key. */
export async function sendAgain(write: KeptWrite): Promise<void> {
  await removeWrite(write.key)
  await putWrite({ ...write, key: newKey(), tries: 0, refusal: null })
  await changed()
  await sendKept()
}

/** While this person is signed in his writes are kept and sent. `sent` is told of each that was. Gives how to stop. */
export function openOutbox(personId: string, sent: () => void): () => void {
  if (!('indexedDB' in globalThis)) return () => {}
  person = personId
  onSent = sent
  const go = () => void sendKept()
  window.addEventListener('online', go)
  const timer = setInterval(() => {
    if (known.some(({ refusal }) => refusal === null)) go()
  }, RETRY_MS)
  go()
  return () => {
    person = undefined
    onSent = () => {}
    known = []
    window.removeEventListener('online', go)
    clearInterval(timer)
  }
}

/** crypto.randomUUID is there for https alone; plain http in the local network has random bytes. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
