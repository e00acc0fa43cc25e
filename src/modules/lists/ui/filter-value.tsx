import { MultiSelect, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { parsePeriod } from '#core/calendar/period.ts'
import { cellText, parseCell } from '#web/kit/grid/cell-text.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import { ME } from '../calc/check-filter.ts'
import type { Operator } from '../calc/filter.ts'
import { relativePeriods } from '../calc/relative-period.ts'
import type { BuilderField } from './builder-field.ts'
import css from './filter-builder.module.css'
import { periodWords } from './filter-words.ts'
import { useListsTexts } from './use-lists-texts.ts'

type Props = {
  field: BuilderField
  op: Operator
  values: readonly string[]
  onChange: (values: string[]) => void
}

/** What a field is compared with; nothing for operators that need nothing. */
export function FilterValue({ field, op, values, onChange }: Props) {
  const texts = useListsTexts().filter
  const label = `${field.label}: ${texts.value}`
  if (op === 'empty' || op === 'filled' || op === 'yes' || op === 'no') return null
  if (op === 'older') {
    return (
      <TextInput
        className={css.short ?? ''}
        aria-label={label}
        inputMode="numeric"
        rightSection={texts.daysUnit}
        rightSectionWidth={52}
        value={values[0] ?? ''}
        onChange={(event) => onChange([event.currentTarget.value.replace(/\D/g, '')])}
      />
    )
  }
  switch (field.kind) {
    case 'text':
      return (
        <TextInput
          aria-label={label}
          value={values[0] ?? ''}
          maxLength={200}
          onChange={(event) => onChange([event.currentTarget.value])}
        />
      )
    case 'money':
    case 'number': {
      const kind = field.kind
      const place = (index: number) => (
        <NumberValue
          key={index}
          kind={kind}
          label={index ? texts.till : label}
          value={values[index] ?? ''}
          onChange={(value) => onChange(index ? [values[0] ?? '', value] : [value, ...values.slice(1)])}
        />
      )
      return op === 'between' ? <span className={css.pair}>{[place(0), place(1)]}</span> : place(0)
    }
    case 'day':
    case 'moment':
      return <PeriodValue label={label} value={values[0] ?? ''} onChange={(value) => onChange([value])} />
    case 'choice':
    case 'choices':
      return <Choices field={field} label={label} values={values} onChange={onChange} />
    case 'flag':
      return null
  }
}

function NumberValue({
  kind,
  label,
  value,
  onChange,
}: {
  kind: 'money' | 'number'
  label: string
  value: string
  onChange: (value: string) => void
}) {
  const format = useFormat()
  const unit = kind === 'money' ? format.currency : kind
  const [text, setText] = useState(value === '' ? '' : cellText(Number(value), unit, format.language))
  const parsed = parseCell(text, unit, format.language)
  return (
    <TextInput
      className={css.short ?? ''}
      aria-label={label}
      inputMode="decimal"
      rightSection={kind === 'money' ? format.currencySymbol : undefined}
      value={text}
      error={parsed === undefined}
      onChange={(event) => {
        setText(event.currentTarget.value)
        const next = parseCell(event.currentTarget.value, unit, format.language)
        onChange(next === null || next === undefined ? '' : String(next))
      }}
    />
  )
}

const OWN = 'own'

function PeriodValue({ label, value, onChange }: { label: string; value: string; onChange: (key: string) => void }) {
  const texts = useListsTexts().filter
  const format = useFormat()
  const isRelative = relativePeriods.some((key) => key === value)
  const [isOwn, setOwn] = useState(value !== '' && !isRelative)
  const options = [...relativePeriods, ...(value !== '' && !isRelative && !parsePeriod(value) ? [value] : [])].map(
    (key) => ({
      value: key,
      label: periodWords(key, texts, format.period),
    }),
  )
  const period = parsePeriod(value)
  const [from = '', to = ''] = period ? [value.split('..')[0], value.split('..')[1] ?? ''] : []
  const put = (start: string, end: string) => onChange(start && end && end > start ? `${start}..${end}` : start || end)
  return (
    <span className={css.pair}>
      <Select
        aria-label={label}
        data={[...options, { value: OWN, label: texts.ownDates }]}
        value={isOwn ? OWN : value || null}
        searchable
        maxDropdownHeight={320}
        comboboxProps={{ withinPortal: false }}
        onChange={(key) => {
          setOwn(key === OWN)
          if (key && key !== OWN) onChange(key)
        }}
      />
      {isOwn && (
        <>
          <TextInput
            type="date"
            aria-label={texts.since}
            value={from.length === 10 ? from : (period?.start ?? '')}
            onChange={(event) => put(event.currentTarget.value, to)}
          />
          <TextInput
            type="date"
            aria-label={texts.till}
            value={to}
            onChange={(event) => put(from.length === 10 ? from : (period?.start ?? ''), event.currentTarget.value)}
          />
        </>
      )}
    </span>
  )
}

function Choices({ field, label, values, onChange }: Omit<Props, 'op'> & { label: string }) {
  const texts = useListsTexts().filter
  const kit = useKitTexts()
  const { options = [], load, name } = field
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text, 200)
  const found = useQuery({
    queryKey: ['lists', 'options', field.id, asked],
    queryFn: () => load?.(asked) ?? [],
    enabled: load !== undefined,
    placeholderData: keepPreviousData,
  })
  const named = useQuery({
    queryKey: ['lists', 'names', field.id, values.join()],
    queryFn: async () => Promise.all(values.map(async (value) => ({ value, label: (await name?.(value)) ?? value }))),
    enabled: name !== undefined && values.length > 0,
    placeholderData: keepPreviousData,
  })
  const me = field.people ? [{ value: ME, label: texts.me }] : []
  const all = [...me, ...options, ...(found.data ?? []), ...(named.data ?? [])]
  const data = [...new Map(all.map(({ value, label: said }) => [value, { value, label: said }])).values()]
  return (
    <MultiSelect
      aria-label={label}
      data={data}
      value={[...values]}
      onChange={onChange}
      searchable
      clearable
      hidePickedOptions
      placeholder={values.length === 0 ? kit.choose : ''}
      nothingFoundMessage={kit.nothingFound}
      maxDropdownHeight={300}
      comboboxProps={{ withinPortal: false }}
      {...(load && { onSearchChange: setText })}
    />
  )
}
