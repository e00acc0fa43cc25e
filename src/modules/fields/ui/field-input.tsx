import { MultiSelect, Select, Textarea, TextInput } from '@mantine/core'
import type { KeyboardEvent, ReactNode } from 'react'
import { FigureField } from '#web/kit/figure-field.tsx'
import { MoneyField } from '#web/kit/money-field.tsx'
import { steady } from '#web/kit/steady.tsx'
import type { Field, FieldValue } from '../contract.ts'
import { type People, useFieldsTexts } from './use-fields.ts'

export type FieldInputProps = {
  field: Pick<Field, 'kind' | 'options'>
  value: FieldValue | null | undefined
  /** Null empties the field. */
  onChange: (value: FieldValue | null) => void
  people?: People | undefined
  label?: ReactNode
  'aria-label'?: string
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  autoFocus?: boolean
  onBlur?: () => void
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void
  'data-mantine-stop-propagation'?: boolean
}

/** The input of a field by its kind. What is typed is not yet checked: `checkedValue` of the module says what is wrong. */
export const FieldInput = steady(Input)

function Input({ field, value, onChange, people, ...rest }: FieldInputProps) {
  const texts = useFieldsTexts()
  const given = Object.fromEntries(Object.entries(rest).filter(([, one]) => one !== undefined))
  const text = typeof value === 'string' ? value : ''
  switch (field.kind) {
    case 'number':
      return (
        <FigureField {...given} unit="number" value={typeof value === 'number' ? value : null} onChange={onChange} />
      )
    case 'money':
      return <MoneyField {...given} value={typeof value === 'number' ? value : null} onChange={onChange} />
    case 'date':
      return (
        <TextInput
          {...given}
          type="date"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )
    case 'link':
      return (
        <TextInput
          {...given}
          type="text"
          inputMode="url"
          placeholder={texts.linkPlaceholder}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )
    case 'choice':
    case 'person': {
      const data = field.kind === 'choice' ? optionsOf(field, [text]) : peopleOf(people, text)
      return (
        <Select
          {...given}
          data={data}
          value={text || null}
          onChange={(next) => onChange(next)}
          searchable={data.length > 7}
          clearable
          allowDeselect={false}
          placeholder={texts.choose}
          nothingFoundMessage={texts.nothingFound}
          maxDropdownHeight={320}
        />
      )
    }
    case 'choices': {
      const values = Array.isArray(value) ? value : []
      const data = optionsOf(field, values)
      return (
        <MultiSelect
          {...given}
          data={data}
          value={values}
          onChange={(next) => onChange(next.length === 0 ? null : next)}
          searchable={data.length > 7}
          clearable
          hidePickedOptions={false}
          {...(values.length === 0 && { placeholder: texts.choose })}
          nothingFoundMessage={texts.nothingFound}
          maxDropdownHeight={320}
        />
      )
    }
    case 'text':
      return (
        <Textarea
          {...given}
          value={text}
          autosize
          minRows={1}
          maxRows={10}
          maxLength={5000}
          onChange={(event) => onChange(event.currentTarget.value || null)}
        />
      )
  }
}

/** Those in use, and archived ones that the record has. */
function optionsOf({ options }: Pick<Field, 'options'>, chosen: readonly string[]) {
  return options
    .filter(({ archived, id }) => !archived || chosen.includes(id))
    .map(({ id, name }) => ({ value: id, label: name }))
}

function peopleOf(people: People | undefined, chosen: string) {
  return (people ?? [])
    .filter(({ left, id }) => !left || id === chosen)
    .map(({ id, name }) => ({ value: id, label: name }))
}
