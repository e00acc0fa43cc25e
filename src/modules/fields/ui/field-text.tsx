import type { ReactNode } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { PersonName } from '#web/kit/avatar.tsx'
import { isEmptyValue } from '../calc/checked-value.ts'
import type { Field, FieldValue } from '../contract.ts'
import css from './fields.module.css'
import type { People } from './use-fields.ts'

type Props = {
  field: Pick<Field, 'kind' | 'options'>
  value: FieldValue | undefined | null
  people?: People | undefined
  /** One line of a table. */
  short?: boolean
}

/** A value as people read it; nothing where there is none. */
export function FieldText({ field, value, people, short = false }: Props): ReactNode {
  const format = useFormat()
  if (value === undefined || value === null || isEmptyValue(value)) return null
  const option = (id: string) => field.options.find((one) => one.id === id)
  switch (field.kind) {
    case 'number':
      return typeof value === 'number' ? format.number(value, { digits: digitsOf(value) }) : String(value)
    case 'money':
      return typeof value === 'number' ? format.moneyExact(value) : String(value)
    case 'date':
      return <time dateTime={String(value)}>{format.dayFull(String(value))}</time>
    case 'link':
      return <FieldLink url={String(value)} short={short} />
    case 'person': {
      const name = people?.find(({ id }) => id === value)?.name
      return name ? <PersonName name={name} /> : null
    }
    case 'choice':
      return option(String(value))?.name ?? null
    case 'choices': {
      const ids = Array.isArray(value) ? value : [String(value)]
      const names = ids.flatMap((id) => option(id)?.name ?? [])
      if (short) return names.join(', ')
      return (
        <span className={css.tags}>
          {names.map((name) => (
            <span key={name}>{name}</span>
          ))}
        </span>
      )
    }
    case 'text':
      return short ? String(value) : <span className={css.long}>{String(value)}</span>
  }
}

/** As many digits after the point as the number has, four at most. */
function digitsOf(value: number): number {
  return Math.min(4, (/\.(\d+)$/.exec(String(value))?.[1] ?? '').length)
}

function FieldLink({ url, short }: { url: string; short: boolean }) {
  const said = url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '')
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      title={url}
      className={short ? css.shortLink : undefined}
      onClick={(event) => event.stopPropagation()}
    >
      {said.length > 60 ? `${said.slice(0, 58)}…` : said}
    </a>
  )
}
