import { z } from 'zod'
import { done, endpoint, id, instant, line, listOf, pageOf } from '#core/http/contract.ts'
import { cursor } from '#core/http/cursor.ts'
import { loop, merged } from './errors.ts'
import { clientKind, companyCard, contactCard, count, named, version } from './records.ts'

export const likenesses = ['inn', 'phone', 'email', 'name'] as const
export const likeness = z.enum(likenesses)
export type Likeness = z.output<typeof likeness>

const likely = z.object({
  kind: clientKind,
  id,
  name: z.string(),
  inn: z.string().nullable(),
  /** What else tells it from others: region, company, phone. */
  detail: z.string().nullable(),
  owner: named.nullable(),
  /** 0…1 */
  score: z.number(),
  reasons: z.array(likeness),
})
export type LikelyDuplicate = z.output<typeof likely>

const side = z.object({
  id,
  name: z.string(),
  inn: z.string().nullable(),
  kpp: z.string().nullable(),
  /** What else tells it from the other: region, or company and job. */
  detail: z.string().nullable(),
  owner: named.nullable(),
  createdAt: instant,
  /** How much of it is filled in, and how many deals and contacts hang on it: the richer one is proposed to stay. */
  completeness: z.number(),
  deals: count,
})
const pair = z.object({
  kind: clientKind,
  a: side,
  b: side,
  /** The one that should stay. */
  masterId: id,
  score: z.number(),
  reasons: z.array(likeness),
  mayMerge: z.boolean(),
})
export type DuplicatePair = z.output<typeof pair>

/** Which of the two gives a field; `both`: the texts one after the other. */
export const choice = z.enum(['master', 'absorbed', 'both'])
export type Choice = z.output<typeof choice>

const mergeField = z.object({
  field: z.string(),
  master: z.string().nullable(),
  absorbed: z.string().nullable(),
  proposed: choice,
  /** Whether joining both makes sense. */
  joins: z.boolean(),
})
export type MergeField = z.output<typeof mergeField>

const moves = z.array(z.object({ what: z.string(), count }))
const mergeInfo = z.object({
  id,
  kind: clientKind,
  master: named,
  absorbed: named,
  at: instant,
  by: named.nullable(),
  undoneAt: instant.nullable(),
  /** Until when it can be taken back. */
  undoableUntil: instant,
  mayUndo: z.boolean(),
})
export type MergeInfo = z.output<typeof mergeInfo>

const group = 'Clients'
const both = { kind: clientKind, masterId: id, absorbedId: id }
const notNow = {
  MERGE_NOT_LAST: { status: 409, data: z.object({ into: named }) },
  MERGE_TOO_OLD: { status: 409 },
} as const

export const duplicatesContract = {
  likelyDuplicates: endpoint({
    method: 'GET',
    path: '/clients/likely-duplicates',
    summary: 'Who may be the client that is being typed in: by phone, e-mail, ИНН and a like name; ten at most',
    tag: group,
    input: z.object({
      name: line(500).optional(),
      inn: line(20).optional(),
      phones: listOf(line(60)).optional(),
      emails: listOf(line(200)).optional(),
      kinds: listOf(clientKind).optional(),
      /** Not these. */
      exceptIds: listOf(id).optional(),
    }),
    output: z.object({ rows: z.array(likely) }),
  }),
  duplicates: endpoint({
    method: 'GET',
    path: '/clients/duplicates',
    summary: 'Pairs that may be one client, likeliest first',
    tag: group,
    input: z.object({
      kind: clientKind,
      cursor: cursor(z.tuple([z.number(), id, id])).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: pageOf(pair).extend({ searchedAt: instant.nullable() }),
    errors: { CURSOR_BROKEN: { status: 400 } },
  }),
  findDuplicates: endpoint({
    method: 'POST',
    path: '/clients/duplicates/search',
    summary: 'Look for pairs anew, in the background',
    tag: group,
    input: z.object({}),
    output: done,
  }),
  decideDuplicate: endpoint({
    method: 'POST',
    path: '/clients/duplicates/decide',
    summary: 'Remember that two are no duplicates, or forget it',
    tag: group,
    input: z.object({ kind: clientKind, aId: id, bId: id, different: z.boolean() }),
    output: done,
  }),
  mergePreview: endpoint({
    method: 'GET',
    path: '/clients/merge',
    summary: 'Two clients field by field, what would be moved, and which one should stay',
    tag: group,
    input: z.object(both),
    output: z.object({
      master: z.union([companyCard, contactCard]),
      absorbed: z.union([companyCard, contactCard]),
      /** Fields on which they differ. */
      fields: z.array(mergeField),
      moves,
      undoableDays: count,
    }),
    errors: merged,
  }),
  merge: endpoint({
    method: 'POST',
    path: '/clients/merge',
    summary: 'Make one client of two: fields by choice, all that hangs on the absorbed one moves to the master',
    tag: group,
    input: z.object({
      ...both,
      masterVersion: version.optional(),
      absorbedVersion: version.optional(),
      fields: z.record(z.string().max(80), choice).default({}),
    }),
    output: z.object({ id, masterId: id, moved: count }),
    errors: {
      ...merged,
      CLIENT_CHANGED: { status: 409, data: z.object({ version: z.int() }) },
      ...loop,
    },
  }),
  mergePairs: endpoint({
    method: 'POST',
    path: '/clients/duplicates/merge',
    summary: 'Merge many pairs at once; of each the fuller one stays',
    tag: group,
    input: z.object({
      kind: clientKind,
      pairs: z
        .array(z.object({ aId: id, bId: id }))
        .min(1)
        .max(100),
    }),
    output: z.object({
      merges: z.array(id),
      /** Pairs left as they are, with the reason. */
      skipped: z.array(z.object({ aId: id, bId: id, code: z.string() })),
    }),
  }),
  merges: endpoint({
    method: 'GET',
    path: '/clients/merges',
    summary: 'Merges of the last days, newest first',
    tag: group,
    input: z.object({ kind: clientKind.optional(), clientId: id.optional() }),
    output: z.object({ rows: z.array(mergeInfo) }),
  }),
  undoMergePreview: endpoint({
    method: 'GET',
    path: '/clients/merges/{id}/undo',
    summary: 'What taking a merge back would restore, and what has changed since and stays',
    tag: group,
    input: z.object({ id }),
    output: z.object({
      merge: mergeInfo,
      returns: moves,
      stays: moves,
      /** Fields of the master that people have changed since: they keep their new values. */
      keptFields: z.array(z.string()),
    }),
    errors: notNow,
  }),
  undoMerge: endpoint({
    method: 'POST',
    path: '/clients/merges/{id}/undo',
    summary: 'Take a merge back: both clients are as they were',
    tag: group,
    input: z.object({ id }),
    output: z.object({ masterId: id, absorbedId: id, returned: count }),
    errors: { ...notNow, MERGE_UNDONE: { status: 409 }, ...loop },
  }),
}
