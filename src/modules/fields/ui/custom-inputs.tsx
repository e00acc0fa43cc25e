import { checkedValue, isEmptyValue } from '../calc/checked-value.ts'
import type { Field, FieldValue } from '../contract.ts'
import { FieldInput } from './field-input.tsx'
import type { FieldsTexts } from './texts.ru.ts'
import type { People } from './use-fields.ts'

export type CustomDraft = Record<string, FieldValue | null>

type Props = {
  fields: readonly Field[]
  values: CustomDraft
  onChange: (values: CustomDraft) => void
  people: People | undefined
  /** What must be filled. */
  required?: ReadonlySet<string>
  /** By field id. */
  errors?: Record<string, string> | undefined
}

/** Inputs of a form for several own fields, one under the other. */
export function CustomInputs({ fields, values, onChange, people, required, errors }: Props) {
  return fields.map((field) => (
    <FieldInput
      key={field.id}
      field={field}
      label={field.name}
      description={field.hint ?? undefined}
      value={values[field.id]}
      people={people}
      required={required?.has(field.id) ?? false}
      error={errors?.[field.id]}
      onChange={(value) => onChange({ ...values, [field.id]: value })}
    />
  ))
}

/** What is wrong with what was typed, by field id; empty when all may be sent. */
export function customMistakes(
  fields: readonly Field[],
  values: CustomDraft,
  required: ReadonlySet<string>,
  texts: Pick<FieldsTexts, 'problems' | 'required'>,
): Record<string, string> {
  const mistakes: Record<string, string> = {}
  for (const field of fields) {
    const value = values[field.id]
    const checked = checkedValue(field, value, value)
    if (!checked.ok) mistakes[field.id] = texts.problems[checked.problem]
    else if (required.has(field.id) && isEmptyValue(checked.value)) mistakes[field.id] = texts.required
  }
  return mistakes
}
