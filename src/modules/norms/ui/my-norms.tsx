import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Section } from '#web/kit/page.tsx'
import { useNormsTexts } from './use-norms.ts'

/** My norms of today and of the week in one line; nothing where no norm is issued. */
export function MyNorms() {
  const texts = useNormsTexts()
  const format = useFormat()
  const { data } = useQuery({ queryKey: ['norms', 'mine'], queryFn: () => api.norms.mine({}) })
  if (!data || data.week.length === 0) return null
  const number = (value: number) => format.number(value, { digits: Number.isInteger(value) ? 0 : 1 })
  return (
    <Section title={texts.mine.today}>
      <FigureRow
        figures={data.week.map((week) => {
          const today = data.today.find(({ kind }) => kind === week.kind)
          return {
            id: week.kind,
            label: texts.kinds[week.kind],
            value: today
              ? texts.mine.done(number(today.done), number(today.norm))
              : texts.states[data.state] || number(0),
            detail: `${texts.mine.week}: ${texts.mine.done(number(week.done), number(Math.round(week.norm)))}`,
          }
        })}
      />
    </Section>
  )
}
