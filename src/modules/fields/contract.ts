import { z } from 'zod'
import { endpoint, id, instant, line } from '#core/http/contract.ts'

/** Whose records have the field. */
export const fieldSubjects = ['deal', 'company', 'contact'] as const
export const fieldSubject = z.enum(fieldSubjects)
export type FieldSubject = z.output<typeof fieldSubject>

/** What a field holds. `person`: a colleague. */
export const fieldKinds = ['text', 'number', 'money', 'date', 'choice', 'choices', 'link', 'person'] as const
export const fieldKind = z.enum(fieldKinds)
export type FieldKind = z.output<typeof fieldKind>

/** A value: text, link, date, option and person are strings, several options a list of ids, money minor units of the company's currency. */
export const fieldValue = z.union([z.string(), z.number(), z.array(z.string())])
export type FieldValue = z.output<typeof fieldValue>

/** Values of a record by the field's id. */
export const customValues = z.record(z.string(), fieldValue)
export type CustomValues = z.output<typeof customValues>

/** Changes of values: fields that are named get the value, null empties, the rest stays. Values are checked by the field's definition. */
export const customChanges = z.record(
  id,
  z
    .union([z.string().max(10_000), z.number(), z.array(z.string().max(200)).max(200)])
    .nullable()
    .meta({ description: 'null empties the field' }),
)
export type CustomChanges = z.output<typeof customChanges>

const name = line(200).pipe(z.string().min(1))
const version = z.int().min(1)
const count = z.int().min(0)

const option = z.object({ id, name: z.string(), archived: z.boolean() })

export const field = z.object({
  id,
  subject: fieldSubject,
  name: z.string(),
  kind: fieldKind,
  hint: z.string().nullable(),
  /** In order; archived ones keep their values readable and cannot be chosen anew. */
  options: z.array(option),
  /** Pipelines in which a deal has the field; null: all. */
  pipelineIds: z.array(id).nullable(),
  /** Stages that a deal enters only with a value. */
  requiredStageIds: z.array(id),
  position: z.int(),
  archived: z.boolean(),
  version,
})
export type Field = z.output<typeof field>

const settings = {
  name,
  hint: line(500).nullable(),
  pipelineIds: z.array(id).min(1).max(200).nullable(),
  requiredStageIds: z.array(id).max(500),
}

export const newField = z.object({
  ...settings,
  subject: fieldSubject,
  kind: fieldKind,
  hint: settings.hint.optional(),
  pipelineIds: settings.pipelineIds.optional(),
  requiredStageIds: settings.requiredStageIds.optional(),
  options: z.array(z.object({ name })).max(200).optional(),
})
export type NewField = z.output<typeof newField>

export const fieldChanges = z
  .object(settings)
  .partial()
  .extend({
    archived: z.boolean().optional(),
    /** The whole list in order: those without an id are new; those that are missing go to the archive. */
    options: z
      .array(z.object({ id: id.optional(), name, archived: z.boolean().optional() }))
      .max(500)
      .optional(),
  })
export type FieldChanges = z.output<typeof fieldChanges>

/** What a change of the kind would do to the values that are there. */
export const kindPreview = z.object({
  values: count,
  converted: count,
  lost: count,
  /** Options that would be made of texts. */
  newOptions: count,
  /** Some of those that would not fit, with how many records have each. */
  examples: z.array(z.object({ text: z.string(), count })),
})
export type KindPreview = z.output<typeof kindPreview>

/** A column of imported files that no field holds, with how many deals have it. */
export const fileColumn = z.object({ name: z.string(), count })
export type FileColumn = z.output<typeof fileColumn>

/** What is wrong with a value. */
export const fieldProblems = [
  'unknown',
  'archived',
  'not_text',
  'too_long',
  'not_number',
  'too_large',
  'not_money',
  'not_date',
  'not_option',
  'not_link',
  'not_person',
] as const
export type FieldProblem = (typeof fieldProblems)[number]

/** Errors of endpoints that take custom values. */
export const customErrors = {
  FIELD_VALUES_WRONG: {
    status: 400,
    data: z.object({
      fields: z.array(z.object({ id: z.string(), name: z.string(), problem: z.enum(fieldProblems) })),
    }),
  },
} as const

const tag = 'Fields'
const errors = {
  FIELD_EXISTS: { status: 409 },
  FIELD_CHANGED: { status: 409, data: z.object({ version }) },
  FIELD_NEEDS_OPTIONS: { status: 400 },
  FIELD_OPTIONS_REPEAT: { status: 400, data: z.object({ name: z.string() }) },
  FIELD_PLACE_UNKNOWN: { status: 400 },
  TOO_MANY_FIELDS: { status: 400, data: z.object({ most: count }) },
} as const

export const fieldsContract = {
  list: endpoint({
    method: 'GET',
    path: '/fields',
    summary: 'Own fields of the company in order, archived ones last; colleagues where a field names them',
    tag,
    input: z.object({ subject: fieldSubject.optional() }),
    output: z.object({
      fields: z.array(field),
      people: z.array(z.object({ id, name: z.string(), left: z.boolean() })),
      may: z.object({ configure: z.boolean() }),
    }),
  }),
  add: endpoint({
    method: 'POST',
    path: '/fields',
    summary: 'Add a field',
    tag,
    input: newField,
    output: field,
    errors,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/fields/{id}',
    summary: 'Rename a field, change its options, where it is shown and required, archive it or bring it back',
    tag,
    input: fieldChanges.extend({ id, version }),
    output: field,
    errors,
  }),
  order: endpoint({
    method: 'PUT',
    path: '/field-order',
    summary: 'Put the fields of a subject in order',
    tag,
    input: z.object({ subject: fieldSubject, ids: z.array(id).min(1).max(200) }),
    output: z.array(field),
    errors: { FIELD_PLACE_UNKNOWN: errors.FIELD_PLACE_UNKNOWN },
  }),
  previewKind: endpoint({
    method: 'GET',
    path: '/fields/{id}/kind-preview',
    summary: 'How many values of a field would fit another kind',
    tag,
    input: z.object({ id, kind: fieldKind }),
    output: kindPreview,
  }),
  changeKind: endpoint({
    method: 'POST',
    path: '/fields/{id}/kind',
    summary: 'Change what a field holds; values that do not fit are put aside, `lost` says how many you agree to',
    tag,
    input: z.object({ id, version, kind: fieldKind, lost: count.default(0) }),
    output: field,
    errors: { FIELD_CHANGED: errors.FIELD_CHANGED, FIELD_VALUES_LOST: { status: 409, data: kindPreview } },
  }),
  fileColumns: endpoint({
    method: 'GET',
    path: '/file-columns',
    summary: 'Columns of imported files that stand on deals by their titles, the most frequent first',
    tag,
    input: z.object({}),
    output: z.object({ columns: z.array(fileColumn) }),
  }),
  previewColumn: endpoint({
    method: 'GET',
    path: '/file-columns/preview',
    summary: 'How many values of a column of files would fit a field of this kind',
    tag,
    input: z.object({ column: z.string().min(1).max(300), kind: fieldKind }),
    output: kindPreview,
  }),
  adoptColumn: endpoint({
    method: 'POST',
    path: '/file-columns/adopt',
    summary: 'Make a field of a column of files; values that do not fit stay a column',
    tag,
    input: z.object({ column: z.string().min(1).max(300), name, kind: fieldKind }),
    output: z.object({ field, converted: count }),
    errors: {
      FIELD_EXISTS: errors.FIELD_EXISTS,
      FIELD_NEEDS_OPTIONS: errors.FIELD_NEEDS_OPTIONS,
      TOO_MANY_FIELDS: errors.TOO_MANY_FIELDS,
    },
  }),
  leftovers: endpoint({
    method: 'GET',
    path: '/fields/{id}/leftovers',
    summary: 'Values that did not fit when the kind was changed, newest first, 500 at most',
    tag,
    input: z.object({ id }),
    output: z.object({
      rows: z.array(
        z.object({
          id,
          recordId: id,
          /** What the record is called; null when it is out of sight. */
          record: z.string().nullable(),
          kind: fieldKind,
          text: z.string(),
          at: instant,
          by: z.string().nullable(),
        }),
      ),
    }),
  }),
}
