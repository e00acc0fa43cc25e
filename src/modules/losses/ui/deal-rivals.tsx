import { MultiSelect } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import type { CardPartProps } from '#web/kit/routing.tsx'
import { useQuickChange } from '#web/kit/use-quick-change.ts'
import css from './losses.module.css'
import { useLossesTexts } from './use-losses.ts'

/** With whom this deal competes: named while it is open, so that wins count too. Nothing is shown in a company without competitors. */
export function DealRivals({ id, mayEdit }: CardPartProps) {
  const { rivals: words } = useLossesTexts()
  const client = useQueryClient()
  const key = ['losses', 'rivals', id]
  const { data } = useQuery({ queryKey: key, queryFn: () => api.losses.rivals({ dealId: id }) })
  const save = useQuickChange<NonNullable<typeof data>, string[]>(key, {
    shown: (now, competitorIds) => ({ ...now, competitorIds }),
    send: (competitorIds) => api.losses.setRivals({ dealId: id, competitorIds }),
    settle: () => void client.invalidateQueries({ queryKey: ['losses'] }),
  })
  if (!data || data.choices.length === 0) return null
  const shown = data.choices.filter(({ id: one, archived }) => !archived || data.competitorIds.includes(one))
  if (!mayEdit) {
    const names = shown.filter(({ id: one }) => data.competitorIds.includes(one)).map(({ name }) => name)
    return (
      <p className={css.note}>
        {words.label}: {names.length > 0 ? names.join(', ') : words.none}
      </p>
    )
  }
  return (
    <MultiSelect
      label={words.label}
      placeholder={data.competitorIds.length === 0 ? words.choose : ''}
      data={shown.map(({ id: value, name }) => ({ value, label: name }))}
      value={data.competitorIds}
      onChange={save}
      searchable
      clearable
    />
  )
}
