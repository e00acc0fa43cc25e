import { z } from 'zod'
import { done, endpoint, id, instant } from '#core/http/contract.ts'

/** What a file may lie at. */
export const SUBJECT_TYPES = ['deal', 'company', 'contact', 'activity', 'contract', 'invoice'] as const
export const subjectType = z.enum(SUBJECT_TYPES)
export type SubjectType = (typeof SUBJECT_TYPES)[number]
export interface Subject {
  type: SubjectType
  id: string
}

/** A hundred megabytes: an hour of a recorded call, a scanned contract of any length. */
export const MOST_BYTES = 100 * 1024 * 1024

const named = z.object({ id, name: z.string() })

export const attachment = z.object({
  id,
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.int(),
  sha256: z.string(),
  uploadedBy: named.nullable(),
  uploadedAt: instant,
  /** The trace of a file that is gone. */
  deleted: z.object({ at: instant, by: named.nullable() }).nullable(),
  /** May be shown in the page: a picture, a PDF, sound. */
  inline: z.boolean(),
  may: z.object({ remove: z.boolean(), restore: z.boolean() }),
})
export type Attachment = z.output<typeof attachment>

const tag = 'Files'

export const attachmentsContract = {
  list: endpoint({
    method: 'GET',
    path: '/attachments',
    summary: 'Files at a record; the bytes are at /api/attachments/{id}/file',
    tag,
    input: z.object({ subjectType, subjectId: id }),
    output: z.object({ files: z.array(attachment), may: z.object({ add: z.boolean() }) }),
  }),
  upload: endpoint({
    method: 'POST',
    path: '/attachments',
    summary: 'Add a file: its bytes as the body, name, subjectType and subjectId in the query',
    tag,
    input: z.object({ subjectType, subjectId: id, name: z.string(), file: z.file() }),
    output: attachment,
    errors: {
      FILE_TOO_LARGE: { status: 413, data: z.object({ bytes: z.int(), limitBytes: z.int() }) },
      FILE_IS_EMPTY: { status: 400 },
      FILE_MISSING: { status: 400 },
      FILE_KIND_REFUSED: { status: 415, data: z.object({ name: z.string(), kind: z.string() }) },
      FILES_UNREACHABLE: { status: 503 },
      FILE_TYPE_DIFFERS: { status: 415, data: z.object({ name: z.string(), named: z.string(), found: z.string() }) },
    },
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/attachments/{id}',
    summary: 'Remove a file; its line stays, and for a month it can be brought back',
    tag,
    input: z.object({ id }),
    output: done,
  }),
  restore: endpoint({
    method: 'POST',
    path: '/attachments/{id}/restore',
    summary: 'Bring a removed file back',
    tag,
    input: z.object({ id }),
    output: done,
    errors: { FILE_IS_GONE: { status: 410 }, FILES_UNREACHABLE: { status: 503 } },
  }),
}
