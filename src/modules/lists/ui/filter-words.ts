import { useQueries } from '@tanstack/react-query'
import type { Day } from '#core/calendar/day.ts'
import { countedDays, periodOf } from '../calc/relative-period.ts'
import { type Condition, conditionsIn, type Group, isGroup } from '../calc/filter.ts'
import { ME } from '../calc/check-filter.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import type { BuilderField } from './builder-field.ts'
import type { ListsUiTexts } from './texts.ru.ts'
import { useListsTexts } from './use-lists-texts.ts'

type Fields = ReadonlyMap<string, BuilderField>

/** What a period is called: «этот месяц», «последние 7 дней», «ноябрь 2026». */
export function periodWords(key: string, texts: ListsUiTexts['filter'], period: (key: string) => string): string {
  const known = texts.periods[key]
  if (known) return known
  const counted = countedDays(key)
  if (counted) return counted.ahead ? texts.nextDays(counted.days) : texts.lastDays(counted.days)
  return periodOf(key, '2026-01-01' as Day) ? period(key) : key
}

/** Says a filter as a sentence. Names of records that are not at hand are asked for. */
export function useFilterWords(filter: Group | null, fields: Fields): string {
  const texts = useListsTexts().filter
  const format = useFormat()
  const wanted = (filter ? conditionsIn(filter) : []).flatMap(({ field, values }) => {
    const known = fields.get(field)
    const name = known?.name
    return name ? values.map((value) => ({ field, value, name })) : []
  })
  const names = useQueries({
    queries: wanted.map(({ field, value, name }) => ({
      queryKey: ['lists', 'name', field, value],
      queryFn: () => name(value),
      staleTime: 5 * 60_000,
    })),
  })
  const asked = new Map(wanted.map(({ field, value }, index) => [`${field} ${value}`, names[index]?.data]))
  const valueWords = (field: BuilderField, value: string): string => {
    switch (field.kind) {
      case 'money':
        return format.money(Number(value))
      case 'number':
        return format.number(Number(value), { digits: 2 }).replace(/[,.]?0+$/, '') || '0'
      case 'day':
      case 'moment':
        return periodWords(value, texts, format.period)
      case 'choice':
      case 'choices':
        if (value === ME) return texts.me
        return (
          field.options?.find((option) => option.value === value)?.label ?? asked.get(`${field.id} ${value}`) ?? '…'
        )
      case 'text':
      case 'flag':
        return value
    }
  }
  const conditionWords = ({ field: id, op, values }: Condition): string => {
    const field = fields.get(id)
    if (!field) return texts.unknown
    const said = values.map((value) => valueWords(field, value))
    const [first = '', second = ''] = said
    const { words } = texts
    switch (op) {
      case 'older':
        return (field.required ? words.ago : words.older)(field.label, Number(values[0]))
      case 'between':
        return words.between(field.label, first, second)
      case 'eq':
        return words.is(field.label, first)
      case 'ne':
        return words.isnt(field.label, first)
      case 'yes':
      case 'no':
      case 'empty':
      case 'filled':
        return words[op](field.label)
      case 'has':
      case 'hasnt':
      case 'is':
      case 'isnt':
      case 'ge':
      case 'le':
      case 'in':
      case 'notin':
      case 'all':
      case 'before':
      case 'after':
        return words[op](field.label, said.join(', '))
    }
  }
  const groupWords = ({ join, items }: Group): string =>
    items
      .map((item) =>
        isGroup(item) ? (item.items.length > 1 ? `(${groupWords(item)})` : groupWords(item)) : conditionWords(item),
      )
      .join(` ${join === 'all' ? texts.and : texts.or} `)
  return filter ? groupWords(filter) : ''
}
