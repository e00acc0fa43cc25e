import { z } from 'zod'
import { cursor } from '#core/http/cursor.ts'
import { done, endpoint, id, instant, pageOf } from '#core/http/contract.ts'
import { REASONS } from './calc/row-problem.ts'
import { type Kind, KINDS } from './calc/targets.ts'
import { count, file, mapping, matching, name, problemData, result, suggestion } from './contract/shapes.ts'

export type { Kind }
export const kind = z.enum(KINDS)
export const statuses = [
  'reading',
  'ready',
  'checking',
  'checked',
  'committing',
  'done',
  'reverting',
  'reverted',
  'failed',
  'cancelled',
] as const
export const status = z.enum(statuses)
export type Status = (typeof statuses)[number]

export const importSummary = z.object({
  id,
  kind,
  fileName: z.string(),
  fileSize: count,
  status,
  /** Rows of the file, known once it was read. */
  rows: count.nullable(),
  counts: z.object({ create: count, update: count, unchanged: count, rejected: count }).nullable(),
  progress: z.object({ done: count, total: count.nullable(), startedAt: instant.nullable() }).nullable(),
  /** Why it failed: a code and its sentence. */
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  createdBy: z.object({ id, name: z.string() }),
  createdAt: instant,
  finishedAt: instant.nullable(),
  version: z.int(),
})

export const importDetails = importSummary.extend({
  file: file.nullable(),
  /** Ids that several rows of the file have. */
  repeatedIds: count,
  mapping: mapping.nullable(),
  suggestion: suggestion.nullable(),
  matching: matching.nullable(),
  result: result.nullable(),
  /** What keeps the dry run or the commit from starting. */
  blockers: z.array(z.object({ code: z.string(), message: z.string() })),
})

const problem = z.object({
  column: z.string().nullable(),
  value: z.string(),
  reason: z.enum(REASONS),
  data: problemData.optional(),
  severity: z.enum(['rejected', 'changed']),
  /** The reason in words. */
  message: z.string(),
})

const errors = {
  IMPORT_BUSY: { status: 409, data: z.object({ status }) },
  IMPORT_LATER: { status: 409, data: z.object({ fileName: z.string() }) },
  IMPORT_CHANGED: { status: 409, data: z.object({ version: z.int() }) },
  STAGES_NOT_MATCHED: { status: 409, data: z.object({ count: z.int(), stages: z.string() }) },
  COLUMN_MISSING: { status: 409, data: z.object({ target: z.string() }) },
  DUPLICATES_LIKELY: { status: 409, data: z.object({ count: z.int() }) },
  NOTHING_TO_DO: { status: 409 },
  MAPPING_BROKEN: { status: 400, data: z.object({ what: z.string() }) },
} as const

const tag = 'Imports'
const byId = z.object({ id })

export const importsContract = {
  upload: endpoint({
    method: 'POST',
    path: '/imports',
    summary:
      'Upload a CSV or XLSX file: multipart with the field file, or the file as the body with its name in ?name=',
    tag,
    input: z.object({ file: z.file(), kind: kind.optional() }),
    output: importSummary,
    errors: {
      FILE_TOO_LARGE: { status: 413, data: z.object({ bytes: z.int(), limitBytes: z.int() }) },
      FILE_IS_EMPTY: { status: 400 },
      FILE_MISSING: { status: 400 },
    },
  }),
  list: endpoint({
    method: 'GET',
    path: '/imports',
    summary: 'Journal of imports',
    tag,
    input: z.object({
      kind: kind.optional(),
      cursor: cursor(z.tuple([instant, id])).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    output: pageOf(importSummary),
  }),
  get: endpoint({
    method: 'GET',
    path: '/imports/{id}',
    summary: 'One import: what the file holds, its mapping, its result',
    tag,
    input: byId,
    output: importDetails,
  }),
  progress: endpoint({
    method: 'GET',
    path: '/imports/{id}/progress',
    summary: 'How far an import is',
    tag,
    input: byId,
    output: importSummary,
  }),
  read: endpoint({
    method: 'POST',
    path: '/imports/{id}/read',
    summary: 'Read the file anew, in another encoding, with another delimiter, header row or sheet',
    tag,
    input: byId.extend({
      kind: kind.optional(),
      encoding: z
        .enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252', 'ibm866', 'koi8-r'])
        .optional(),
      delimiter: z.string().min(1).max(3).optional(),
      quote: z.enum(['"', "'"]).nullable().optional(),
      headerLine: z.int().min(1).nullable().optional(),
      sheet: z.string().max(100).optional(),
    }),
    output: importSummary,
    errors,
  }),
  map: endpoint({
    method: 'PUT',
    path: '/imports/{id}/mapping',
    summary: 'Say what columns and values mean',
    tag,
    input: byId.extend({ mapping, version: z.int().optional() }),
    output: importDetails,
    errors,
  }),
  check: endpoint({
    method: 'POST',
    path: '/imports/{id}/check',
    summary: 'Dry run: what would be created, updated, rejected',
    tag,
    input: byId,
    output: importSummary,
    errors,
  }),
  commit: endpoint({
    method: 'POST',
    path: '/imports/{id}/commit',
    summary: 'Carry the data over; deals that seem to be here already are made once more only with `duplicates`',
    tag,
    input: byId.extend({ duplicates: z.boolean().default(false) }),
    output: importSummary,
    errors,
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/imports/{id}/cancel',
    summary: 'Stop a dry run or a commit: nothing changes',
    tag,
    input: byId,
    output: importSummary,
    errors,
  }),
  rows: endpoint({
    method: 'GET',
    path: '/imports/{id}/rows',
    summary: 'Rows that were rejected or changed, with the reason',
    tag,
    input: byId.extend({
      action: z.enum(['create', 'update', 'unchanged', 'rejected']).optional(),
      reason: z.enum(REASONS).optional(),
      cursor: cursor(z.tuple([z.int()])).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(100),
    }),
    output: pageOf(
      z.object({
        line: z.int(),
        action: z.enum(['create', 'update', 'unchanged', 'rejected']),
        entityId: id.nullable(),
        problems: z.array(problem),
      }),
    ),
  }),
  revertPreview: endpoint({
    method: 'GET',
    path: '/imports/{id}/revert',
    summary: 'What a revert would undo, and what people have changed since',
    tag,
    input: byId,
    output: z.object({
      remove: count,
      restore: count,
      /** Counted of deals only; null: it is not known beforehand. */
      changedLater: count.nullable(),
      /** The first hundred of them. */
      examples: z.array(z.object({ id, title: z.string(), made: z.boolean() })),
    }),
    errors,
  }),
  revert: endpoint({
    method: 'POST',
    path: '/imports/{id}/revert',
    summary: 'Revert an import; changedLater says what happens to records that people have changed since',
    tag,
    input: byId.extend({ changedLater: z.enum(['keep', 'revert']) }),
    output: importSummary,
    errors,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/imports/{id}',
    summary: 'Remove an uploaded file that was not carried over',
    tag,
    input: byId,
    output: done,
    errors,
  }),
  saveMapping: endpoint({
    method: 'POST',
    path: '/imports/{id}/save-mapping',
    summary: 'Keep the mapping for files with the same headers',
    tag,
    input: byId.extend({ name }),
    output: done,
    errors,
  }),
  mappings: endpoint({
    method: 'GET',
    path: '/import-mappings',
    summary: 'Saved mappings',
    tag,
    input: z.object({}),
    output: z.array(z.object({ id, kind, name: z.string(), columns: count, createdAt: instant })),
  }),
  removeMapping: endpoint({
    method: 'DELETE',
    path: '/import-mappings/{id}',
    summary: 'Forget a saved mapping',
    tag,
    input: byId,
    output: done,
  }),
}
