import type { QueryClient } from '@tanstack/react-query'
import type { LiveMessage } from '#core/live/hub.ts'
import type { LiveTopic } from '../kit/routing.tsx'
import type { LiveNews } from './live-connection.ts'
import { hasJustWritten } from './own-writes.ts'

/** Named records up to this many are put in place one by one; more are asked for as a list. */
const MOST_PATCHED = 5
const REST_MS = 1_000
/** A hundred readers of one record do not ask in one moment. */
const SPREAD_MS = 300

interface Pending {
  /** Null: everything. */
  ids: Set<string> | null
  dueAt: number
}

/**
 * Brings news to the answers in the cache, as the modules say by topic. It waits while the tab is out of sight and while something is being
 * dragged; what is typed stands in the state of its form and is not touched.
 */
export function createLiveUpdates(client: QueryClient, topics: readonly LiveTopic[]) {
  const pending = new Map<LiveTopic, Pending>()
  const lastAt = new Map<LiveTopic, number>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let isPressed = false

  const onPress = () => (isPressed = true)
  const onRelease = () => {
    isPressed = false
    plan()
  }
  window.addEventListener('pointerdown', onPress, true)
  window.addEventListener('pointerup', onRelease, true)
  window.addEventListener('pointercancel', onRelease, true)
  document.addEventListener('visibilitychange', plan)

  function note({ topic, ids }: Pick<LiveMessage, 'topic' | 'ids'>): void {
    for (const one of topics.filter((candidate) => candidate.topic === topic)) add(one, ids)
    plan()
  }

  function add(one: LiveTopic, ids: readonly string[] | null): void {
    const known = pending.get(one)
    const rest = (one.atMostEveryS ?? 0) * 1000 || REST_MS
    const dueAt = known?.dueAt ?? Math.max(Date.now() + Math.random() * SPREAD_MS, (lastAt.get(one) ?? 0) + rest)
    const all = ids === null || known?.ids === null ? null : new Set([...(known?.ids ?? []), ...ids])
    pending.set(one, { ids: all, dueAt })
  }

  function plan(): void {
    clearTimeout(timer)
    if (pending.size === 0 || document.hidden || isPressed) return
    const next = Math.min(...[...pending.values()].map(({ dueAt }) => dueAt))
    timer = setTimeout(flush, Math.max(0, next - Date.now()))
  }

  function flush(): void {
    const now = Date.now()
    for (const [one, { ids, dueAt }] of pending) {
      if (dueAt > now) continue
      pending.delete(one)
      lastAt.set(one, now)
      void bring(one, ids && [...ids])
    }
    plan()
  }

  async function bring(one: LiveTopic, ids: string[] | null): Promise<void> {
    if (ids && one.patch && ids.length <= MOST_PATCHED) {
      try {
        await one.patch(client, ids)
        return
      } catch {
        // Then the lists are asked anew.
      }
    }
    for (const queryKey of one.keys) void client.invalidateQueries({ queryKey: [...queryKey] })
  }

  return {
    take(news: LiveNews): void {
      if (news.kind === 'refused') void client.invalidateQueries({ queryKey: ['viewer'] })
      else if (news.kind === 'all') {
        for (const one of topics) add(one, null)
        plan()
      } else {
        const isKnown = hasJustWritten()
        for (const message of news.messages) if (!(message.own && isKnown)) note(message)
      }
    },
    stop(): void {
      clearTimeout(timer)
      window.removeEventListener('pointerdown', onPress, true)
      window.removeEventListener('pointerup', onRelease, true)
      window.removeEventListener('pointercancel', onRelease, true)
      document.removeEventListener('visibilitychange', plan)
    },
  }
}
