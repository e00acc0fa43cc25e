import { z } from 'zod'
import { done, endpoint, id, instant, line } from '#core/http/contract.ts'
import { FILTER_LIMITS, parseFilter } from './calc/filter.ts'

/** A filter of groups and conditions as a list's endpoint takes it: the text of calc/filter.ts, given as its tree. */
export const filterTree = z
  .string()
  .max(FILTER_LIMITS.text)
  .transform((text, context) => {
    const filter = parseFilter(text)
    if (filter) return filter
    context.addIssue({ code: 'custom', params: { code: 'FILTER_BAD' } })
    return z.NEVER
  })

/** Of endpoints that take a filter: a condition on a field that is gone, or with a value that is none. */
export const filterErrors = {
  FILTER_BAD: { status: 400, data: z.object({ field: z.string(), reason: z.string() }) },
} as const

const MOST_SORTS = 4

/** The order of a list by these columns: one or up to four, the first one first: 'due', '-priority,due'; with a minus in front downwards. */
export const listSort = (names: readonly string[]) =>
  z
    .string()
    .max(120)
    .refine(
      (text) => {
        const asked = text.split(',').map((one) => one.replace(/^-/, ''))
        return (
          asked.length <= MOST_SORTS &&
          new Set(asked).size === asked.length &&
          asked.every((one) => names.includes(one))
        )
      },
      { params: { code: 'SORT_UNKNOWN' } },
    )

/** Where a page of a list begins: its order, the keys of the last row before it, that row's id. */
export const listPlace = z.tuple([
  z.string().max(120),
  z
    .array(z.string().max(600))
    .min(1)
    .max(MOST_SORTS + 1),
  id,
])
export type ListPlace = z.output<typeof listPlace>

/** Of endpoints that give a list by pages in an order that is chosen. */
export const listErrors = { CURSOR_BROKEN: { status: 400 }, ...filterErrors } as const

/** A table's name, 'deals.list', or that of a view in it, 'deals.list@0192f000-…'. */
const list = z.string().regex(/^[a-z][\w.-]{1,60}(@[0-9a-f-]{36})?$/)
const columnId = z.string().max(80)

/** Columns as a person keeps them: what is left out is as the product has it. */
export const tableLayout = z.object({
  order: z.array(columnId).max(200).optional(),
  /** Column → shown or not, where it differs from what the product shows. */
  visibility: z.record(columnId, z.boolean()).optional(),
  /** Column → width in pixels. */
  sizing: z.record(columnId, z.number().min(40).max(2_000)).optional(),
  pinned: z.array(columnId).max(20).optional(),
  sort: z.string().max(200).optional(),
})
export type TableLayout = z.output<typeof tableLayout>

/** Filters and order as they stand in the address of the list. */
const search = z.record(z.string().max(40), z.string().max(FILTER_LIMITS.text))

export const sharings = ['private', 'department', 'company'] as const
export type Sharing = (typeof sharings)[number]

const view = z.object({
  id,
  name: z.string(),
  author: z.object({ id, name: z.string() }),
  shared: z.enum(sharings),
  search,
  layout: tableLayout,
  /** Whether the reader may change and remove it. */
  mayChange: z.boolean(),
  version: z.int(),
})
export type ListView = z.output<typeof view>

const viewFields = z.object({
  name: line(100).pipe(z.string().min(1)),
  shared: z.enum(sharings),
  search,
  layout: tableLayout,
})

export const exportFormats = ['xlsx', 'csv'] as const

const exported = z.object({
  id,
  list: z.string(),
  format: z.enum(exportFormats),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled', 'expired']),
  rowsDone: z.int(),
  rowsTotal: z.int().nullable(),
  fileName: z.string(),
  fileSize: z.int().nullable(),
  /** Code of the error, when it failed. */
  error: z.string().nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
  /** The file is removed then. */
  expiresAt: instant.nullable(),
})
export type ListExport = z.output<typeof exported>

const settings = z.object({ sellersExport: z.boolean() })

const tag = 'Lists'
const tableName = z.object({ list })

export const listsContract = {
  layouts: endpoint({
    method: 'GET',
    path: '/lists/layouts',
    summary: 'Columns of all tables as I keep them',
    tag,
    input: z.object({}),
    output: z.object({ layouts: z.record(z.string(), tableLayout) }),
    ownAccount: true,
  }),
  keepLayout: endpoint({
    method: 'PUT',
    path: '/lists/layouts/{list}',
    summary: 'Keep the columns of a table for me; an empty layout is that of the product',
    tag,
    input: tableName.extend({ layout: tableLayout }),
    output: done,
    ownAccount: true,
  }),
  views: endpoint({
    method: 'GET',
    path: '/lists/{list}/views',
    summary: 'Saved views of a list that I see, in my order',
    tag,
    input: tableName,
    output: z.object({
      views: z.array(view),
      defaultViewId: id.nullable(),
      /** With whom I may share a view. */
      mayShare: z.array(z.enum(sharings)),
      mayExport: z.boolean(),
    }),
  }),
  addView: endpoint({
    method: 'POST',
    path: '/lists/{list}/views',
    summary: 'Save a view',
    tag,
    input: tableName.extend(viewFields.shape),
    output: view,
    errors: { VIEWS_FULL: { status: 409, data: z.object({ limit: z.int() }) } },
  }),
  editView: endpoint({
    method: 'PATCH',
    path: '/lists/views/{id}',
    summary: 'Rename, share or change a view: its author, and of a shared one the owner and the administrator',
    tag,
    input: z.object({ id, ...viewFields.partial().shape }),
    output: view,
  }),
  removeView: endpoint({
    method: 'DELETE',
    path: '/lists/views/{id}',
    summary: 'Remove a view',
    tag,
    input: z.object({ id }),
    output: done,
  }),
  orderViews: endpoint({
    method: 'PUT',
    path: '/lists/{list}/views/order',
    summary: 'In which order the views stand for me, and which one the list opens with',
    tag,
    input: tableName.extend({ ids: z.array(id).max(200), defaultViewId: id.nullable() }),
    output: done,
  }),
  startExport: endpoint({
    method: 'POST',
    path: '/lists/{list}/exports',
    summary: 'Write all rows of a list into a file, in the background',
    tag,
    input: tableName.extend({
      format: z.enum(exportFormats),
      /** As the list's own endpoint takes it. */
      filter: z.record(z.string(), z.unknown()),
      sort: z.string().max(200).optional(),
      /** Columns in their order; the list's own when absent. */
      columns: z.array(columnId).max(200).optional(),
    }),
    output: exported,
    errors: { ...filterErrors, EXPORTS_RUNNING: { status: 409 } },
  }),
  exports: endpoint({
    method: 'GET',
    path: '/lists/exports',
    summary: 'My exports of the last days, newest first',
    tag,
    input: z.object({}),
    output: z.object({ rows: z.array(exported) }),
  }),
  export: endpoint({
    method: 'GET',
    path: '/lists/exports/{id}',
    summary: 'How far an export is. Its file: GET /lists/exports/{id}/file',
    tag,
    input: z.object({ id }),
    output: exported,
  }),
  cancelExport: endpoint({
    method: 'POST',
    path: '/lists/exports/{id}/cancel',
    summary: 'Stop an export, or remove its file',
    tag,
    input: z.object({ id }),
    output: exported,
  }),
  settings: endpoint({
    method: 'GET',
    path: '/lists/settings',
    summary: 'Who may take lists out as files',
    tag,
    input: z.object({}),
    output: settings,
  }),
  setSettings: endpoint({
    method: 'PUT',
    path: '/lists/settings',
    summary: 'Let sellers export the rows that they see, or not',
    tag,
    input: settings,
    output: settings,
  }),
}
