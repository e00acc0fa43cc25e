import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerError } from '#core/http/errors.ts'
import type { Actor, Services } from '#core/http/routes.ts'
import { createLiveHub, type LiveMessage } from './hub.ts'

/** Also how soon the end of a session closes its stream, if nothing is sent before. */
const HEARTBEAT_MS = 15_000
/** A tab of each window shares one; so many are several browsers and devices. */
const MOST_OF_A_PERSON = 8
const MOST_OF_ALL = 5_000
/** A reader that does not keep up is not written to until it does. */
const MOST_UNSENT_BYTES = 64 * 1024
/** A browser that lost the stream comes back after about this long. */
const RETRY_MS = 3_000
const SPREAD_MS = 1_000

interface Parts {
  services: Services
  authenticate(request: FastifyRequest): Promise<Actor | null>
  /** The session's token, by which its end is told. */
  sessionOf(request: FastifyRequest): string | undefined
  /** Tells when sessions have ended or the rights in a company have changed; gives how to stop. */
  onAccessChanged(listener: (what: AccessChange) => void): () => void
}

export interface AccessChange {
  sessions?: readonly string[]
  workspaceId?: string
}

/**
 * Serves `GET /api/live`: server-sent events that say which records have changed, for signed-in people only. A stream closes with its session.
 * Gives how to close all of them.
 */
export function serveLive(
  server: FastifyInstance,
  { services, authenticate, sessionOf, onAccessChanged }: Parts,
): () => void {
  const hub = createLiveHub()
  const checks = new Set<(what: AccessChange) => void>()
  const closers = new Set<() => void>()
  const stopHearing = services.gate.onChanges(hub.hear)
  const stopListening = onAccessChanged((what) => {
    for (const check of checks) check(what)
  })

  server.get('/api/live', async (request, reply) => {
    const actor = await authenticate(request)
    if (!actor) return answerError(services, request, reply, 401, 'UNAUTHORIZED')
    if (actor.via !== 'session') return answerError(services, request, reply, 403, 'FORBIDDEN')
    if (hub.countOf(actor) >= MOST_OF_A_PERSON || closers.size >= MOST_OF_ALL)
      return answerError(services, request, reply, 429, 'TOO_MANY_REQUESTS')
    stream(request, reply, actor)
    return reply
  })

  function stream(request: FastifyRequest, reply: FastifyReply, first: Actor): void {
    reply.hijack()
    const { raw } = reply
    const headers = reply.getHeaders() as Record<string, string>
    raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // Said to nginx: what is written goes out at once.
      'x-accel-buffering': 'no',
    })
    raw.write(`retry: ${RETRY_MS}\nevent: open\ndata: {}\n\n`)
    const own = {
      actor: first,
      send(messages: LiveMessage[]) {
        if (raw.writableLength > MOST_UNSENT_BYTES) return false
        raw.write(`event: changes\ndata: ${JSON.stringify(messages)}\n\n`)
        return true
      },
    }
    const session = sessionOf(request)
    const leave = hub.open(own)
    async function check(): Promise<void> {
      // A database that is away for a moment ends no session.
      const actor = await authenticate(request).catch(() => own.actor)
      if (actor?.personId === own.actor.personId) own.actor = actor
      else close()
    }
    const checkIfMine = ({ sessions, workspaceId }: AccessChange) => {
      if (session !== undefined && sessions?.includes(session)) void check()
      // A hundred readers do not ask at one moment.
      else if (workspaceId === own.actor.workspaceId) setTimeout(() => void check(), Math.random() * SPREAD_MS).unref()
    }
    const heartbeat = setInterval(() => {
      raw.write(': still here\n\n')
      void check()
    }, HEARTBEAT_MS)
    heartbeat.unref()
    const forget = () => {
      clearInterval(heartbeat)
      leave()
      checks.delete(checkIfMine)
      closers.delete(close)
    }
    function close() {
      forget()
      raw.end()
    }
    checks.add(checkIfMine)
    closers.add(close)
    raw.on('close', forget)
    raw.on('error', forget)
  }

  return () => {
    stopHearing()
    stopListening()
    for (const close of closers) close()
  }
}
