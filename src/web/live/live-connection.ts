import type { LiveMessage } from '#core/live/hub.ts'

export type LiveNews =
  | { kind: 'changes'; messages: LiveMessage[] }
  /** Something may have been missed: everything in sight is asked anew. */
  | { kind: 'all' }
  /** The server does not let us listen: who is signed in is to be asked. */
  | { kind: 'refused' }

const NAME = 'mostik.live'
/** Without a stream the screen is asked anew this often. */
const POLL_MS = 30_000
const FIRST_TRY_MS = 5_000
const LAST_TRY_MS = 60_000
const AT_ONCE_MS = 1_000

/**
 * Listens to what others change. All tabs of this browser share one stream: whoever holds the lock listens and tells the rest. Without locks (plain
 * http in the local network) each tab in sight listens for itself. Gives how to stop.
 */
export function listenToLive(onNews: (news: LiveNews) => void): () => void {
  const channel = new BroadcastChannel(NAME)
  channel.addEventListener('message', (event: MessageEvent<LiveNews>) => onNews(event.data))
  const tell = (news: LiveNews) => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
    channel.postMessage(news)
    onNews(news)
  }
  const stopping = new AbortController()
  const stopListening = navigator.locks ? shared(tell, stopping.signal) : whileInSight(onNews)
  return () => {
    stopping.abort()
    stopListening()
    channel.close()
  }
}

/** One tab of all; when it is closed the next one takes over. */
function shared(tell: (news: LiveNews) => void, signal: AbortSignal): () => void {
  let close = () => {}
  const askedAt = performance.now()
  navigator.locks
    .request(NAME, { signal }, async () => {
      // Whoever had to wait comes after a tab that was closed: in between nobody has listened.
      if (performance.now() - askedAt > AT_ONCE_MS) tell({ kind: 'all' })
      close = stream(tell)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
    })
    .catch(() => {})
  return () => close()
}

function whileInSight(onNews: (news: LiveNews) => void): () => void {
  let close: (() => void) | undefined
  const look = () => {
    if (document.hidden) {
      close?.()
      close = undefined
    } else if (!close) {
      close = stream(onNews)
    }
  }
  look()
  document.addEventListener('visibilitychange', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    close?.()
  }
}

/** The stream itself; the browser reconnects by itself after a lost connection, we do after a refusal, and ask by the clock meanwhile. */
function stream(tell: (news: LiveNews) => void): () => void {
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let polling: ReturnType<typeof setInterval> | undefined
  let wasOpen = false
  let tries = 0

  const open = () => {
    source = new EventSource('/api/live')
    source.addEventListener('open', () => {
      clearInterval(polling)
      polling = undefined
      tries = 0
      if (wasOpen) tell({ kind: 'all' })
      wasOpen = true
    })
    source.addEventListener('changes', (event: MessageEvent<string>) => {
      tell({ kind: 'changes', messages: JSON.parse(event.data) as LiveMessage[] })
    })
    source.addEventListener('error', () => {
      polling ??= setInterval(() => tell({ kind: 'all' }), POLL_MS)
      if (source?.readyState !== EventSource.CLOSED) return
      tell({ kind: 'refused' })
      timer = setTimeout(open, Math.min(FIRST_TRY_MS * 2 ** tries, LAST_TRY_MS) * (0.75 + Math.random() / 2))
      tries += 1
    })
  }
  open()
  return () => {
    clearTimeout(timer)
    clearInterval(polling)
    source?.close()
  }
}
