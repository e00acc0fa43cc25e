import { MultiSelect } from '@mantine/core'
import type { Option } from '#web/kit/choice.tsx'
import { steady } from '#web/kit/steady.tsx'

type Props = {
  label: string
  placeholder?: string
  options: readonly Option[]
  values: readonly string[]
  onChange: (values: string[]) => void
}

/** Several of many, with search by typing. */
export const Many = steady(ManyField)

function ManyField({ label, placeholder, options, values, onChange }: Props) {
  return (
    <MultiSelect
      label={label}
      {...(placeholder && values.length === 0 && { placeholder })}
      data={options.map(({ value, label: name }) => ({ value, label: name }))}
      value={[...values]}
      onChange={onChange}
      searchable
      clearable
    />
  )
}
