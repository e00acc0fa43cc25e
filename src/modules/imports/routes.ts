import multipart from '@fastify/multipart'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { uuid7 } from '#core/db/uuid7.ts'
import { FILE_LIMITS } from '#core/files/table.ts'
import { csvStyleOf } from '#core/files/write-csv.ts'
import { CONTENT_TYPES } from '#core/files/write-table.ts'
import { cursorText } from '#core/http/cursor.ts'
import { Refusal } from '#core/http/refusal.ts'
import { type Actor, routes, type Services } from '#core/http/routes.ts'
import { audit } from '#modules/org/api.ts'
import { type Kind, KINDS } from './calc/targets.ts'
import { importsContract } from './contract.ts'
import { reportRows } from './data/import-rows.ts'
import { listImports } from './data/imports.ts'
import { deleteMapping, listMappings } from './data/saved-mappings.ts'
import { can, seesAll } from './policy.ts'
import {
  allowUpload,
  cancel,
  dropFile,
  enterUpload,
  keepMapping,
  readAgain,
  removeImport,
  setMapping,
  startCheck,
  startCommit,
  startRevert,
} from './service/commands.ts'
import { by } from './service/by.ts'
import { details, ownImport, summary, visibleImport } from './service/import-cards.ts'
import { dropUpload, keepUpload } from './service/import-files.ts'
import { withMessages } from './service/problem-texts.ts'
import { reportStream } from './service/report.ts'
import { revertPreview } from './service/revert-step.ts'

export const importsRoutes = routes(importsContract, {
  // The address is served by importFiles below: a file of 200 MB is a stream, not a body.
  upload: () => Promise.reject(new Refusal('FILE_MISSING')),
  list: async (call) => {
    const { input, actor } = call
    if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
    const createdBy = seesAll(actor) ? null : actor.personId
    const found = await call.as((tx) =>
      listImports(tx, { kind: input.kind, createdBy, after: input.cursor, limit: input.limit }),
    )
    const rows = found.slice(0, input.limit)
    const last = found.length > input.limit ? rows.at(-1) : undefined
    return {
      rows: rows.map((one) => summary(one, call)),
      nextCursor: last ? cursorText([last.createdAt.toISOString(), last.id]) : null,
    }
  },
  get: (call) => call.as(async (tx) => details(tx, await visibleImport(tx, call.actor, call.input.id), call)),
  progress: (call) => call.as(async (tx) => summary(await visibleImport(tx, call.actor, call.input.id), call)),
  read: (call) => call.as((tx) => readAgain(tx, by(call), call.input)),
  map: (call) => call.as((tx) => setMapping(tx, by(call), call.input)),
  check: (call) => call.as((tx) => startCheck(tx, by(call), call.input.id)),
  commit: (call) => call.as((tx) => startCommit(tx, by(call), call.input)),
  cancel: (call) => call.as((tx) => cancel(tx, by(call), call.input.id)),
  rows: ({ input, actor, as }) =>
    as(async (tx) => {
      const one = await visibleImport(tx, actor, input.id)
      const [after = 0] = input.cursor ?? []
      const found = await reportRows(tx, one.id, { ...input, after, limit: input.limit + 1 })
      const rows = found.slice(0, input.limit)
      const last = found.length > input.limit ? rows.at(-1) : undefined
      return {
        rows: rows.map((row) => withMessages(row, actor.language)),
        nextCursor: last ? cursorText([last.line]) : null,
      }
    }),
  revertPreview: ({ input, actor, as }) => as(async (tx) => revertPreview(tx, await ownImport(tx, actor, input.id))),
  revert: (call) =>
    call.as((tx) => startRevert(tx, by(call), { id: call.input.id, force: call.input.changedLater === 'revert' })),
  remove: async (call) => {
    await dropFile(call, await call.as((tx) => removeImport(tx, by(call), call.input.id)))
    return { done: true as const }
  },
  saveMapping: (call) =>
    call.as(async (tx) => {
      await keepMapping(tx, by(call), call.input)
      return { done: true as const }
    }),
  mappings: ({ actor, as }) =>
    as(async (tx) => {
      if (!can(actor, 'read')) throw new Refusal('FORBIDDEN')
      return (await listMappings(tx)).map((one) => ({ ...one, createdAt: one.createdAt.toISOString() }))
    }),
  removeMapping: ({ input, actor, as }) =>
    as(async (tx) => {
      if (!can(actor, 'deals')) throw new Refusal('FORBIDDEN')
      if (!(await deleteMapping(tx, input.id))) throw new Refusal('NOT_FOUND')
      return { done: true as const }
    }),
})

interface Parts {
  services: Services
  authenticate(request: FastifyRequest): Promise<Actor | null>
}

/** Addresses that stream: the upload of a file and the download of a report. */
export function importFiles(server: FastifyInstance, parts: Parts): void {
  void server.register(async (scope) => {
    // A file may come as the body itself, under whatever type; JSON too is nothing but bytes here.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { bodyLimit: FILE_LIMITS.bytes * 2 }, (_request, body, done) => done(null, body))
    await scope.register(multipart, {
      limits: { fileSize: FILE_LIMITS.bytes + 1, files: 1, fields: 10, fieldSize: 1000, parts: 20 },
    })
    scope.post('/api/imports', { bodyLimit: FILE_LIMITS.bytes * 2 }, (request, reply) =>
      answering(parts, request, reply, (actor) => upload(parts, request, actor)),
    )
    scope.get('/api/imports/:id/report', (request, reply) =>
      answering(parts, request, reply, (actor) => report(parts, request, reply, actor)),
    )
  })
}

async function upload(parts: Parts, request: FastifyRequest, actor: Actor) {
  const { services } = parts
  const query = request.query as { name?: string; kind?: string }
  allowUpload(actor, kindOf(query.kind))
  const { file, fileName, kind } = await incoming(request, query)
  allowUpload(actor, kind)
  const id = uuid7()
  const kept = await keepUpload(file, services.config.dataDir, id)
  try {
    const call = { ...services, actor }
    return await services.gate.as(actor, (tx) => enterUpload(tx, by(call), { id, fileName, kind, ...kept }))
  } catch (error) {
    await dropUpload(services.config.dataDir, kept.name)
    throw error
  }
}

async function incoming(
  request: FastifyRequest,
  query: { name?: string; kind?: string },
): Promise<{ file: Readable; fileName: string; kind: Kind | undefined }> {
  if (!request.isMultipart()) {
    const body = request.body as Readable | undefined
    if (!body) throw new Refusal('FILE_MISSING')
    return { file: body, fileName: plainName(query.name), kind: kindOf(query.kind) }
  }
  const part = await request.file()
  if (!part) throw new Refusal('FILE_MISSING')
  const field = part.fields['kind']
  const given = field && !Array.isArray(field) && field.type === 'field' ? String(field.value) : query.kind
  return { file: part.file, fileName: plainName(part.filename), kind: kindOf(given) }
}

function kindOf(text: string | undefined): Kind | undefined {
  return KINDS.find((kind) => kind === text)
}

/** The name for people's eyes only: no path, nothing that a screen cannot show. */
function plainName(name: string | undefined): string {
  const last = (name ?? '').split(/[/\\]/).at(-1) ?? ''
  return (
    last
      // oxlint-disable-next-line no-control-regex -- control characters in names of files
      .replace(/[\u0000-\u001f\u007f\u202a-\u202e]/g, '')
      .trim()
      .slice(0, 300) || 'file'
  )
}

async function report({ services }: Parts, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const { id } = request.params as { id: string }
  const { format } = request.query as { format?: string }
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Refusal('NOT_FOUND')
  const one = await services.gate.as(actor, (tx) => visibleImport(tx, actor, id), { readOnly: true })
  const style =
    format === 'xlsx' ? ({ format: 'xlsx' } as const) : ({ format: 'csv', ...csvStyleOf(actor.language) } as const)
  // An auditor's own transactions only read; that he took a file away is written all the same.
  await services.gate.asServer((tx) =>
    audit(tx, actor, 'export.report', 'import', id, { file: one.fileName, format: style.format }),
  )
  const base = one.fileName.replace(/\.[a-z]{2,5}$/i, '')
  reply
    .header('content-type', CONTENT_TYPES[style.format])
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(`${base} report.${style.format}`)}`,
    )
    .header('cache-control', 'no-store')
  return reportStream(services.gate, actor, one.id, actor.language, style)
}

async function answering(
  { services, authenticate }: Parts,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (actor: Actor) => Promise<unknown>,
): Promise<FastifyReply> {
  const actor = await authenticate(request)
  try {
    if (!actor) throw new Refusal('UNAUTHORIZED')
    return await reply.send(await work(actor))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const asked = request.headers['x-language']
    const language = asked === 'ru' || asked === 'en' ? asked : (actor?.language ?? 'ru')
    const status = STATUS[error.code] ?? 400
    const data = { ...error.data, requestId: request.id }
    return reply.status(status).send({
      defined: true,
      code: error.code,
      status,
      message: services.sentence(language, error.code, error.data),
      data,
    })
  }
}

const uploadErrors = importsContract.upload['~orpc'].errorMap as Record<string, { status?: number } | undefined>
const STATUS: Record<string, number> = Object.fromEntries(
  Object.entries(uploadErrors).map(([code, declared]) => [code, declared?.status ?? 400]),
)
