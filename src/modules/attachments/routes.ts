import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { byOf } from '#core/http/by.ts'
import { answering, type PlainParts } from '#core/http/plain-answers.ts'
import { Refusal } from '#core/http/refusal.ts'
import { type Actor, routes } from '#core/http/routes.ts'
import { attachmentsContract, MOST_BYTES, type Subject, SUBJECT_TYPES } from './contract.ts'
import { isInline, listFiles, openFile, removeFile, restoreFile } from './service/files.ts'
import { storeOf } from './service/file-stores.ts'
import { takeUpload } from './service/take-upload.ts'

const done = { done: true as const }

export const attachmentsRoutes = routes(attachmentsContract, {
  // The address is served by attachmentFiles below: a file is a stream, not a body.
  upload: () => Promise.reject(new Refusal('FILE_MISSING')),
  list: ({ input, as, ...call }) =>
    as((tx) => listFiles(tx, byOf(call), { type: input.subjectType, id: input.subjectId })),
  async remove({ input, as, ...call }) {
    await as((tx) => removeFile(tx, byOf(call), input.id))
    return done
  },
  async restore({ input, as, ...call }) {
    await as((tx) => restoreFile(tx, byOf(call), input.id, call))
    return done
  },
})

/** Addresses that stream: the bytes on their way in and out. */
export function attachmentFiles(server: FastifyInstance, parts: PlainParts): void {
  void server.register(async (scope) => {
    // Whatever type a browser calls it: here it is nothing but bytes.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { bodyLimit: MOST_BYTES * 2 }, (_request, body, ready) => ready(null, body))
    const { upload: uploaded } = attachmentsContract
    scope.post('/api/attachments', { bodyLimit: MOST_BYTES * 2 }, (request, reply) =>
      answering(parts, { request, reply, errors: uploaded['~orpc'].errorMap }, (actor) =>
        upload(parts, request, actor),
      ),
    )
    scope.get('/api/attachments/:id/file', (request, reply) =>
      answering(parts, { request, reply, errors: uploaded['~orpc'].errorMap }, (actor) =>
        download(parts, request, reply, actor),
      ),
    )
  })
}

const place = z.object({ subjectType: z.enum(SUBJECT_TYPES), subjectId: z.uuid(), name: z.string().min(1).max(2_000) })

async function upload({ services }: PlainParts, request: FastifyRequest, actor: Actor) {
  if (actor.readOnly) throw new Refusal('FORBIDDEN')
  const query = place.safeParse(request.query)
  const body = request.body as Readable | undefined
  if (!query.success || !body) throw new Refusal('FILE_MISSING')
  const bytes = Number(request.headers['content-length'] ?? 0)
  if (bytes > MOST_BYTES) throw new Refusal('FILE_TOO_LARGE', { bytes, limitBytes: MOST_BYTES })
  const subject: Subject = { type: query.data.subjectType, id: query.data.subjectId }
  return takeUpload(services, actor, { source: body, subject, fileName: plainName(query.data.name) })
}

/** The name for people's eyes only: no path, nothing that a screen cannot show or that turns it around. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  return (
    last
      // oxlint-disable-next-line no-control-regex -- control characters in names of files
      .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
      .trim()
      .slice(-300) || 'file'
  )
}

/**
 * Shut in twice: the type is ours and is not guessed anew, and a sandbox without scripts keeps what is inside from acting. Only
 * pictures, PDF, sound and film are shown in the page, and only when asked for.
 */
async function download({ services }: PlainParts, request: FastifyRequest, reply: FastifyReply, actor: Actor) {
  const { id } = request.params as { id: string }
  if (!z.uuid().safeParse(id).success) throw new Refusal('NOT_FOUND')
  const file = await services.gate.as(actor, (tx) => openFile(tx, actor, id.toLowerCase()), { readOnly: true })
  const isShown = (request.query as { inline?: string }).inline === '1' && isInline(file.contentType)
  const range = rangeOf(request.headers.range, file.sizeBytes)
  const bytes = await storeOf(file.store, services).open(file.id, range)
  if (!bytes) {
    services.log.error({ file: file.id, store: file.store }, 'the bytes of a file are not where they were put')
    throw new Refusal('NOT_FOUND')
  }
  // The viewer of PDF is the browser's own and does not start in a sandbox; without any source it can load or run nothing all the same.
  const sandbox = file.contentType === 'application/pdf' ? '' : '; sandbox'
  reply
    .header('content-type', file.contentType)
    .header('content-length', range ? range.to - range.from + 1 : file.sizeBytes)
    .header(
      'content-disposition',
      `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
    )
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'unsafe-inline'; media-src 'self'; frame-ancestors 'self'${sandbox}`,
    )
    .header('cross-origin-resource-policy', 'same-origin')
    .header('cache-control', 'private, no-cache')
    .header('accept-ranges', 'bytes')
    .header('etag', `"${file.sha256}"`)
  if (range) reply.status(206).header('content-range', `bytes ${range.from}-${range.to}/${file.sizeBytes}`)
  return bytes
}

/** «bytes=100-199»: what a player asks for when one jumps ahead. Anything else gets the whole. */
function rangeOf(header: string | undefined, size: number): { from: number; to: number } | undefined {
  const match = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(header ?? '')
  if (!match) return undefined
  const from = Number(match[1])
  const to = Math.min(match[2] === '' ? size - 1 : Number(match[2]), size - 1)
  return from <= to ? { from, to } : undefined
}
