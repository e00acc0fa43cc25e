import { existsSync } from 'node:fs'
import path from 'node:path'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import type { AnyRouter } from '@orpc/server'
import { onError } from '@orpc/server'
import { experimental_ZodSmartCoercionPlugin as CoercionPlugin } from '@orpc/zod/zod4'
import Fastify, { type FastifyInstance, LogController, type FastifyReply, type FastifyRequest } from 'fastify'
import { preferredLanguage } from '#core/i18n/language.ts'
import { createApiHandler } from './api-handler.ts'
import { answerError, localizeIssues } from './errors.ts'
import { isForeignOrigin } from './origin.ts'
import type { Actor, RequestContext, Services } from './routes.ts'
import { securityHeaders } from './security-headers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Pages of other sites may ask this address: it knows no cookie and says nothing of ours. */
    fromAnywhere?: boolean
  }
}

export interface ServerParts {
  services: Services
  router: AnyRouter
  authenticate(request: FastifyRequest): Promise<Actor | null>
  /** Addresses that oRPC cannot serve: streams, uploads, the sign-in library. */
  plain(server: FastifyInstance): void
  /** Folder of the built pages; absent in tests of the API. */
  pages?: string
}

const BODY_LIMIT = 2 * 1024 * 1024

/** Builds the HTTP server: security headers, limits, origin check, API, pages. Nothing listens yet. */
export async function createServer(parts: ServerParts): Promise<FastifyInstance> {
  const { services } = parts
  const { config } = services
  const headers = securityHeaders(config.publicUrl.startsWith('https:'))
  const server = Fastify({
    loggerInstance: services.log.child({}, { level: config.logLevel === 'debug' ? 'debug' : 'warn' }),
    logController: new LogController({ disableRequestLogging: true }),
    // What we log names its request itself; a log of its own for each would only be made.
    childLoggerFactory: (log) => log,
    bodyLimit: BODY_LIMIT,
    trustProxy: config.trustProxy,
    forceCloseConnections: true,
    // An address that cannot be read never comes to a hook.
    frameworkErrors: (_error, request, reply) =>
      void answerError(services, request, reply.headers(headers), 404, 'NO_SUCH_ADDRESS'),
  }) as unknown as FastifyInstance
  server.addHook('onRequest', (_request, reply, next) => {
    reply.headers(headers)
    next()
  })
  await server.register(rateLimit, {
    max: config.requestsAMinute,
    timeWindow: 60_000,
    // By the route and not by the text of the address, which may be written in many ways.
    allowList: (request) => !request.routeOptions.url?.startsWith('/api/'),
  })
  server.addHook('onRequest', async (request, reply) => {
    const { fromAnywhere } = request.routeOptions.config
    if (!fromAnywhere && isForeignOrigin(request, config.publicUrl))
      await answerError(services, request, reply, 403, 'FOREIGN_ORIGIN')
  })
  server.setErrorHandler((error: { statusCode?: number; code?: string }, request, reply) => {
    const [status, code] = knownProblem(error)
    if (status === 500)
      services.log.error({ err: error, requestId: request.id, url: request.routeOptions.url }, 'request failed')
    return answerError(services, request, reply, status, code)
  })

  parts.plain(server)
  const handler = createApiHandler(parts.router, {
    plugins: [new CoercionPlugin()],
    interceptors: [onError((error, { context }) => reportUnexpected(error, context))],
    clientInterceptors: [onError((error, { context }) => localizeIssues(error, context))],
  })
  const answer = async (request: FastifyRequest, reply: FastifyReply) => {
    const actor = await parts.authenticate(request)
    const language = languageOf(request, actor)
    reply.header('cache-control', 'no-store')
    const isAnswered = await handler({ ...services, actor, language, request, reply })
    if (!isAnswered) await answerError(services, request, reply, 404, 'NO_SUCH_ADDRESS')
  }
  server.all('/api/*', answer)

  if (parts.pages && existsSync(parts.pages)) {
    await server.register(fastifyStatic, {
      root: parts.pages,
      wildcard: false,
      cacheControl: false,
      index: false,
      // The build has put them beside the files.
      preCompressed: true,
      // Names below /assets/ carry the hash of their contents; the others stay when the product is updated.
      setHeaders: (reply, file) =>
        reply.header(
          'cache-control',
          file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    })
    server.setNotFoundHandler((request, reply) => {
      // Every other address is a page of the browser application; it draws its own "not found".
      // A missing file is missing: a page that is still open after an update asks for a chunk of its old build.
      if (request.method !== 'GET' || request.url.startsWith('/assets/'))
        return answerError(services, request, reply, 404, 'NO_SUCH_ADDRESS')
      return reply
        .header('cache-control', 'no-cache')
        .type('text/html')
        .sendFile('index.html', path.resolve(parts.pages ?? ''), { immutable: false, maxAge: 0 })
    })
  }
  return server
}

/** The reader's language: what the page asks for, else the person's, else the browser's. */
export function languageOf(request: FastifyRequest, actor: Actor | null) {
  const asked = request.headers['x-language']
  if (asked === 'ru' || asked === 'en') return asked
  return actor?.language ?? preferredLanguage(request.headers['accept-language'] ?? '')
}

function knownProblem(error: { statusCode?: number; code?: string }): [status: number, code: string] {
  if (error.statusCode === 413) return [413, 'BODY_TOO_LARGE']
  if (error.statusCode === 429) return [429, 'TOO_MANY_REQUESTS']
  if (error.statusCode && error.statusCode < 500) return [400, 'BODY_BROKEN']
  return [500, 'INTERNAL_SERVER_ERROR']
}

function reportUnexpected(error: unknown, context: RequestContext): void {
  const status = (error as { status?: number }).status ?? 500
  if (status >= 500)
    context.log.error(
      { err: error, requestId: context.request.id, url: context.request.url.split('?')[0] },
      'request failed',
    )
}
