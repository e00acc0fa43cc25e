import path from 'node:path'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Clock } from '#core/clock/clock.ts'
import type { Config } from '#core/config/config.ts'
import type { Connection } from '#core/db/connection.ts'
import type { Database } from '#core/db/database.ts'
import { createGate } from '#core/db/gate.ts'
import type { Services } from '#core/http/routes.ts'
import { joinSentences } from '#core/http/sentences.ts'
import { createServer } from '#core/http/server.ts'
import type { Log } from '#core/log/log.ts'
import { actorOf } from '#modules/auth/data/actor.ts'

/** What main.ts has made before there is an application. */
export interface Surroundings {
  config: Config
  connection: Connection
  database: Database
  log: Log
  clock: Clock
}

export interface App {
  server: FastifyInstance
  services: Services
  /** Starts listening; gives the address. */
  listen(): Promise<string>
  close(): Promise<void>
}

/** Puts the modules together. Tests say by `personOf` who asks; otherwise the session or the API key does. */
export async function createApp(
  { config, database, log, clock }: Surroundings,
  { personOf }: { personOf?: (request: FastifyRequest) => string | undefined } = {},
): Promise<App> {
  const services: Services = { gate: createGate(database), config, clock, log, sentence: joinSentences([]) }
  const server = await createServer({
    services,
    router: {},
    authenticate: async (request) => {
      const personId = personOf?.(request)
      return personId ? actorOf(services.gate, personId) : null
    },
    plain: () => {},
    pages: path.resolve(import.meta.dirname, '../dist/web'),
  })
  return {
    server,
    services,
    listen: () => server.listen({ host: config.host, port: config.port }),
    close: () => server.close(),
  }
}
