import type { Option } from '#web/kit/choice.tsx'
import type { FieldsById } from '../calc/check-filter.ts'
import type { FilterField } from '../calc/filter.ts'

/** A field as the builder offers it. */
export interface BuilderField extends FilterField {
  label: string
  /** What a choice is made of; or `load` looks it up as one types. */
  options?: readonly Option[]
  load?: (text: string) => Promise<readonly Option[]>
  /** Names of values that an address mentions and nobody has looked up here. */
  name?: (value: string) => Promise<string>
}

export const byId = (fields: readonly BuilderField[]): ReadonlyMap<string, BuilderField> & FieldsById =>
  new Map(fields.map((field) => [field.id, field]))
