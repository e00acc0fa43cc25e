import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import { AdoptColumn } from './adopt-column.tsx'
import css from './fields.module.css'
import { useFieldsTexts } from './use-fields.ts'

/** Columns of imported files that stand on deals by their titles: each can be made a field. Nothing when there are none. */
export function FileColumns() {
  const texts = useFieldsTexts()
  const words = texts.columns
  const format = useFormat()
  const [chosen, setChosen] = useState<string>()
  const { data } = useQuery({
    queryKey: ['fields', 'fileColumns'],
    queryFn: () => api.fields.fileColumns({}),
    staleTime: 60_000,
  })
  if (!data || data.columns.length === 0) return null
  return (
    <Section title={words.title} hint={words.hint}>
      <ul className={css.list}>
        {data.columns.map(({ name, count }) => (
          <li key={name}>
            <span className={css.columnName}>
              {name}
              <small>{words.deals(format.number(count), count)}</small>
            </span>
            <Button variant="subtle" onClick={() => setChosen(name)} aria-label={`${words.adopt}: ${name}`}>
              {words.adopt}
            </Button>
          </li>
        ))}
      </ul>
      {chosen !== undefined && <AdoptColumn key={chosen} column={chosen} onClose={() => setChosen(undefined)} />}
    </Section>
  )
}
