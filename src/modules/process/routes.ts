import type { FastifyInstance, FastifyRequest } from 'fastify'
import { issuesInWords } from '#core/http/errors.ts'
import { Refusal } from '#core/http/refusal.ts'
import { byOf } from '#core/http/by.ts'
import { type Actor, routes, type Services } from '#core/http/routes.ts'
import { freshPaths, freshPathsOfAll } from '#modules/funnel/api.ts'
import { funnelFilters } from '#modules/funnel/contract.ts'
import { processContract } from './contract.ts'
import { logFile } from './service/log-file.ts'
import { dealsBehindWay, processMap } from './service/process.ts'

export const processRoutes = routes(processContract, {
  map: async ({ input, actor, as, clock, gate }) => {
    const waiting = await freshPaths(gate, actor.workspaceId)
    return processMap(as, byOf({ actor, clock }), { ...input, waiting })
  },
  deals: ({ input, as, ...call }) => as((tx) => dealsBehindWay(tx, byOf(call), input)),
})

interface Wrong {
  issues: Parameters<typeof issuesInWords>[0]
}

interface Parts {
  services: Services
  authenticate(request: FastifyRequest): Promise<Actor | null>
}

const STATUS: Record<string, number> = { UNAUTHORIZED: 401, FORBIDDEN: 403, NOT_FOUND: 404, NO_PIPELINE: 404 }
const TYPES = { csv: 'text/csv; charset=utf-8', xes: 'application/xml; charset=utf-8' } as const

/** The log as a stream: /api/process/log.csv and /api/process/log.xes with the filters of the page. */
export function processFiles(server: FastifyInstance, { services, authenticate }: Parts): void {
  for (const format of ['csv', 'xes'] as const) {
    server.get(`/api/process/log.${format}`, async (request, reply) => {
      const actor = await authenticate(request)
      try {
        if (!actor) throw new Refusal('UNAUTHORIZED')
        await freshPathsOfAll(services.gate, actor.workspaceId)
        const { name, stream } = await logFile(services, actor, filtersOf(request), format)
        reply
          .header('content-type', TYPES[format])
          .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
          .header('x-content-type-options', 'nosniff')
          .header('cache-control', 'no-store')
        return await reply.send(stream)
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const fieldsOf = ({ code, data }: Refusal, reader: Actor | null) =>
          code === 'BAD_REQUEST'
            ? { issues: issuesInWords((data as unknown as Wrong).issues, reader?.language ?? 'ru', services.sentence) }
            : {}
        const status = STATUS[error.code] ?? 400
        const message = services.sentence(actor?.language ?? 'ru', error.code, error.data)
        return reply.status(status).send({
          defined: true,
          code: error.code,
          status,
          message,
          data: { requestId: request.id, ...fieldsOf(error, actor) },
        })
      }
    })
  }
}

/** The filters of the address: lists by commas, or the same name again. @throws Refusal BAD_REQUEST */
function filtersOf(request: FastifyRequest) {
  const query = request.query as Record<string, string | string[] | undefined>
  const list = (name: string) => {
    const value = query[name]
    return value === undefined ? undefined : [value].flat().flatMap((one) => one.split(','))
  }
  const read = funnelFilters.safeParse({
    period: query['period'],
    pipelineId: query['pipelineId'],
    sellerIds: list('sellerIds'),
    departmentIds: list('departmentIds'),
    sourceIds: list('sourceIds'),
  })
  if (!read.success) throw new Refusal('BAD_REQUEST', { issues: read.error.issues })
  return read.data
}
