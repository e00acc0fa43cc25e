import type { Actor } from '#core/http/routes.ts'

const REMEMBERED_MS = 5_000
const MOST = 10_000

/** Sessions that have ended, or a company in which rights have changed. */
interface Forgotten {
  sessions?: readonly string[]
  workspaceId?: string
}

interface Entry {
  actor: Actor
  until: number
}

/**
 * Actors of the last seconds by session or key: a screen asks ten things at once. Whatever changes rights in this process empties it at once;
 * another process on the same database follows within five seconds.
 */
export function createActorCache(now: () => number) {
  const entries = new Map<string, Entry>()
  let generation = 0
  const listeners = new Set<(what: Forgotten) => void>()
  const tell = (what: Forgotten) => {
    for (const listener of listeners) listener(what)
  }

  return {
    /** @param load is asked when nothing is remembered */
    async actor(key: string, load: () => Promise<Actor | null>): Promise<Actor | null> {
      const known = entries.get(key)
      if (known && known.until > now()) return known.actor
      const before = generation
      const actor = await load()
      // Rights that changed while they were being read must not be remembered.
      if (!actor || before !== generation) return actor
      if (entries.size >= MOST) entries.clear()
      entries.set(key, { actor, until: now() + REMEMBERED_MS })
      return actor
    },
    forget(keys: readonly string[]): void {
      generation += 1
      for (const key of keys) entries.delete(key)
      tell({ sessions: keys })
    },
    forgetCompany(workspaceId: string): void {
      generation += 1
      for (const [key, { actor }] of entries) if (actor.workspaceId === workspaceId) entries.delete(key)
      tell({ workspaceId })
    },
    /** Tells what is forgotten to whoever holds a connection open for long; gives how to stop. */
    onForgotten(listener: (what: Forgotten) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

export type ActorCache = ReturnType<typeof createActorCache>
