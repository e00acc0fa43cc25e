import { createReadStream } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { CONTENT_TYPES } from '#core/files/write-table.ts'
import { Refusal } from '#core/http/refusal.ts'
import { type Actor, type Call, routes, type Services } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { listsContract } from './contract.ts'
import { readExport } from './data/exports.ts'
import { readLayouts, writeLayout } from './data/layouts.ts'
import { readListSettings } from './data/settings.ts'
import { exportFile } from './service/export-files.ts'
import { exportsKnow } from './service/export-job.ts'
import { cancelExport, found, listExports, setListSettings, startExport } from './service/exports.ts'
import type { ListSources } from './service/list-source.ts'
import { addView, editView, listViews, orderViews, removeView } from './service/views.ts'

const DONE = { done: true } as const

/** The endpoints of lists, for the lists that app.ts knows. */
export function listsRoutes(sources: ListSources) {
  exportsKnow(sources)
  return routes(listsContract, {
    layouts: ({ actor, as }) => as(async (tx) => ({ layouts: await readLayouts(tx, actor.personId) })),
    keepLayout: ({ input, ...call }) => asMyself(call, (tx) => writeLayout(tx, call.actor, input.list, input.layout)),
    views: ({ input, actor, as }) => as((tx) => listViews(tx, actor, input.list)),
    addView: ({ input: { list, ...view }, actor, as }) => as((tx) => addView(tx, actor, list, view)),
    editView: ({ input: { id, ...changes }, actor, as }) => as((tx) => editView(tx, actor, id, changes)),
    removeView: async ({ input, actor, as }) => {
      await as((tx) => removeView(tx, actor, input.id))
      return DONE
    },
    orderViews: async ({ input, actor, as }) => {
      await as((tx) => orderViews(tx, actor, input))
      return DONE
    },
    startExport: ({ input, as, ...call }) => as((tx) => startExport(tx, { ...call, sources }, input)),
    exports: ({ actor, as }) => as((tx) => listExports(tx, actor)),
    export: ({ input, as }) => as((tx) => found(tx, input.id)),
    cancelExport: ({ input, as, ...call }) => as((tx) => cancelExport(tx, call, input.id)),
    settings: ({ actor, as }) => as((tx) => readListSettings(tx, actor.workspaceId)),
    setSettings: ({ input, actor, as }) => as((tx) => setListSettings(tx, actor, input)),
  })
}

/** An auditor writes nothing of the company's, but his own columns he may keep. */
async function asMyself(
  { gate, actor }: Pick<Call<unknown>, 'gate' | 'actor'>,
  work: Parameters<Call<unknown>['as']>[0],
): Promise<typeof DONE> {
  await gate.as({ ...actor, readOnly: false }, work)
  return DONE
}

interface Parts {
  services: Services
  authenticate(request: FastifyRequest): Promise<Actor | null>
}

/** The file of an export: a stream, for its author alone. */
export function exportFiles(server: FastifyInstance, { services, authenticate }: Parts): void {
  server.get('/api/lists/exports/:id/file', async (request, reply) => {
    const actor = await authenticate(request)
    try {
      if (!actor) throw new Refusal('UNAUTHORIZED')
      return await sendFile(services, actor, request.params as { id: string }, reply)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const language = actor?.language ?? 'ru'
      const status = error.code === 'UNAUTHORIZED' ? 401 : 404
      const message = services.sentence(language, error.code, error.data)
      return reply
        .status(status)
        .send({ defined: true, code: error.code, status, message, data: { requestId: request.id } })
    }
  })
}

async function sendFile({ gate, config, clock }: Services, actor: Actor, { id }: { id: string }, reply: FastifyReply) {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Refusal('NOT_FOUND')
  const stored = await gate.as(actor, (tx) => readExport(tx, id), { readOnly: true })
  const isThere = stored?.status === 'done' && stored.expiresAt !== null && stored.expiresAt > clock.now()
  if (!isThere) throw new Refusal('NOT_FOUND')
  await gate.asServer((tx) =>
    audit(tx, actor, 'export.taken', 'export', id, { list: stored.list, file: stored.fileName }),
  )
  reply
    .header('content-type', CONTENT_TYPES[stored.format])
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(stored.fileName)}`)
    .header('content-length', String(stored.fileSize))
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
  return reply.send(createReadStream(exportFile(config.dataDir, stored.id)))
}
