import { Select, type ComboboxItem } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Avatar } from './avatar.tsx'
import css from './choice.module.css'
import { steady } from './steady.tsx'
import { useKitTexts } from './use-kit-texts.ts'

export type Option = { value: string; label: string; detail?: string; disabled?: boolean }

/** Options at hand, or a search on the server by what is typed (asked with '' first). */
export type OptionSource =
  | { options: readonly Option[]; load?: never; loadKey?: never }
  | { options?: never; load: (text: string) => Promise<readonly Option[]>; loadKey: readonly unknown[] }

type Field = {
  label?: ReactNode
  'aria-label'?: string
  description?: ReactNode
  placeholder?: string
  error?: ReactNode
  required?: boolean
  disabled?: boolean
  /** Initials before each name. */
  withAvatars?: boolean
}

function useOptions(source: OptionSource, known: readonly Option[]) {
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 200)
  const query = useQuery({
    queryKey: ['options', ...(source.loadKey ?? []), asked],
    queryFn: () => source.load?.(asked) ?? [],
    enabled: source.load !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  const found = source.options ?? query.data ?? []
  const missing = known.filter((option) => !found.some((item) => item.value === option.value))
  return { options: [...missing, ...found], text, setText, waiting: query.isFetching }
}

type ChoiceProps = Field &
  OptionSource & {
    value: string | null
    /** Told the value and how it is called. */
    onChange: (value: string | null, label?: string) => void
    clearable?: boolean
    /** What is chosen already, when its option may not be loaded yet. */
    chosen?: Option | undefined
  }

/** One of many, with search by typing. */
export const Choice = steady(ChoiceField)

function ChoiceField({
  value,
  onChange,
  clearable = false,
  chosen,
  options,
  load,
  loadKey,
  withAvatars,
  ...field
}: ChoiceProps) {
  const texts = useKitTexts()
  const source = (load ? { load, loadKey } : { options: options ?? [] }) as OptionSource
  const state = useOptions(source, chosen ? [chosen] : [])
  return (
    <Select
      {...definedOnly(field)}
      value={value}
      onChange={(next, option) => onChange(next, option?.label)}
      data={state.options}
      searchable={load !== undefined || state.options.length > 7}
      clearable={clearable}
      allowDeselect={clearable}
      loading={state.waiting}
      nothingFoundMessage={texts.nothingFound}
      placeholder={field.placeholder ?? texts.choose}
      comboboxProps={{ shadow: 'md' }}
      maxDropdownHeight={320}
      {...(load && { onSearchChange: state.setText, filter: ({ options: all }) => all })}
      renderOption={({ option }) => <OptionLine option={option} avatar={withAvatars} />}
    />
  )
}

/** A person: a Choice with initials. `load` looks up by name. */
export function PersonPicker(props: ChoiceProps) {
  const texts = useKitTexts()
  return <Choice placeholder={texts.typeToSearch} {...props} withAvatars />
}

function OptionLine({ option, avatar }: { option: ComboboxItem & { detail?: string }; avatar: boolean | undefined }) {
  return (
    <span className={css.option}>
      {avatar && <Avatar name={option.label} />}
      <span>
        {option.label}
        {option.detail && <small>{option.detail}</small>}
      </span>
    </span>
  )
}

/** Mantine's optional props refuse an explicit undefined. */
function definedOnly<T extends object>(props: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as never
}
