import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import type { Field } from '../contract.ts'
import css from './fields.module.css'
import { useFieldsTexts } from './use-fields.ts'

/** Values that did not fit when the kind of a field was changed; nothing when there are none. */
export function Leftovers({ field }: { field: Field }) {
  const texts = useFieldsTexts()
  const format = useFormat()
  const { data } = useQuery({
    queryKey: ['fields', 'leftovers', { id: field.id, version: field.version }],
    queryFn: () => api.fields.leftovers({ id: field.id }),
  })
  if (!data || data.rows.length === 0) return null
  return (
    <section>
      <strong>{texts.leftovers}</strong>
      <ul className={css.examples}>
        {data.rows.map(({ id, recordId, record, kind, text, at, by }) => (
          <li key={id}>
            <span>
              {field.subject === 'deal' && record ? (
                <Link to={`/deals/${recordId}`}>{record}</Link>
              ) : (
                (record ?? texts.outOfSight)
              )}
              {': '}
              {text}
            </span>
            <small>{texts.leftover(texts.kinds[kind], format.dateTime(at), by ?? '—')}</small>
          </li>
        ))}
      </ul>
    </section>
  )
}
