import type { FastifyInstance } from 'fastify'
import { preferredLanguage } from '#core/i18n/language.ts'
import { apiPage } from './api-page.ts'
import type { Document } from './openapi.ts'

/** Serves the description of the API at /api/openapi.json and its page for people at /api. Made when first asked for. */
export function serveApiDocs(server: FastifyInstance, describe: () => Promise<Document>): void {
  let made: Promise<Document> | undefined
  const document = () => (made ??= describe())
  server.get('/api/openapi.json', async () => document())
  server.get('/api', async (request, reply) => {
    const { lang } = request.query as { lang?: string }
    const language = lang === 'ru' || lang === 'en' ? lang : preferredLanguage(request.headers['accept-language'])
    return reply.type('text/html; charset=utf-8').send(apiPage(await document(), language))
  })
}
