import { type Change, type ChangesListener, MANY } from '#core/db/changes.ts'
import type { Actor } from '#core/http/routes.ts'

/** What a browser is told of one kind of record; never more than which records, the data are fetched under the reader's rights. */
export interface LiveMessage {
  topic: string
  /** Null: more than is worth naming. */
  ids: string[] | null
  /** Only the reader's own deeds: the window in which he did it has them already. */
  own: boolean
}

/** One open stream. */
export interface Stream {
  /** Who listens, with the rights of this moment; renewed by the stream. */
  actor: Actor
  /** False when the reader does not keep up: the same is sent later. */
  send(messages: LiveMessage[]): boolean
}

/** At most so many messages a second to one browser: what happens in between goes together. */
const INTERVAL_MS = 250
/** What one command changes is announced together and goes together. */
const SOON_MS = 20
const LATER_MS = 2_000
/** A burst of an import or of a bulk change is "many", not a list. */
const MOST_IDS = 20
/** Told of one person only, whatever others may see. */
const PRIVATE_TOPICS = new Set(['notice'])
/** Between parts of the server. */
const SILENT_TOPICS = new Set(['delivery'])

type Pending = Map<string, { ids: Set<string> | null; own: boolean }>

interface Listener {
  stream: Stream
  pending: Pending
  timer: NodeJS.Timeout | undefined
  sentAt: number
}

/**
 * Brings committed changes to open streams: to those alone who may see one of the owners. `listener` hears the gate; it only puts changes
 * aside, so a write is not slower with a hundred readers.
 */
export function createLiveHub() {
  const byWorkspace = new Map<string, Set<Listener>>()
  let waiting: Change[] = []

  const hear: ChangesListener = (changes) => {
    if (byWorkspace.size === 0) return
    if (waiting.length === 0) setImmediate(distribute)
    waiting.push(...changes)
  }

  function distribute(): void {
    const changes = waiting
    waiting = []
    for (const change of changes) {
      if (SILENT_TOPICS.has(change.topic)) continue
      for (const listener of byWorkspace.get(change.workspaceId) ?? []) {
        if (mayHear(listener.stream.actor, change)) note(listener, change)
      }
    }
  }

  function note(listener: Listener, { topic, id, byPersonId }: Change): void {
    const known = listener.pending.get(topic) ?? { ids: new Set<string>(), own: true }
    const isTooMuch = id === MANY || (known.ids !== null && known.ids.size >= MOST_IDS && !known.ids.has(id))
    listener.pending.set(topic, {
      ids: isTooMuch ? null : (known.ids?.add(id) ?? null),
      own: known.own && byPersonId === listener.stream.actor.personId,
    })
    listener.timer ??= setTimeout(() => flush(listener), Math.max(SOON_MS, listener.sentAt + INTERVAL_MS - Date.now()))
  }

  function flush(listener: Listener): void {
    listener.timer = undefined
    listener.sentAt = Date.now()
    const messages = [...listener.pending].map(([topic, { ids, own }]) => ({ topic, ids: ids && [...ids], own }))
    if (listener.stream.send(messages)) listener.pending.clear()
    else listener.timer = setTimeout(() => flush(listener), LATER_MS)
  }

  return {
    hear,
    /** Streams of this person that are open now. */
    countOf: ({ workspaceId, personId }: Actor): number =>
      [...(byWorkspace.get(workspaceId) ?? [])].filter(({ stream }) => stream.actor.personId === personId).length,
    /** Gives how to close it. */
    open(stream: Stream): () => void {
      const { workspaceId } = stream.actor
      const listeners = byWorkspace.get(workspaceId) ?? new Set()
      byWorkspace.set(workspaceId, listeners)
      const listener: Listener = { stream, pending: new Map(), timer: undefined, sentAt: 0 }
      listeners.add(listener)
      return () => {
        clearTimeout(listener.timer)
        listeners.delete(listener)
        if (listeners.size === 0 && byWorkspace.get(workspaceId) === listeners) byWorkspace.delete(workspaceId)
      }
    },
  }
}

/** The same condition as that of the policies: scope is all, or one of the owners is among those whom he may see. */
function mayHear({ personId, scope, people }: Actor, { topic, ownerIds }: Change): boolean {
  if (PRIVATE_TOPICS.has(topic)) return ownerIds.includes(personId)
  if (ownerIds.length === 0 || scope === 'all') return true
  return scope === 'people' && ownerIds.some((owner) => owner !== null && people.includes(owner))
}
