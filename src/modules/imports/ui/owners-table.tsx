import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Section } from '#web/kit/page.tsx'
import css from './imports.module.css'
import type { MatchProps } from './pipelines-table.tsx'
import { type Mapping, useImportTexts } from './use-imports.ts'

const NEW = 'new'
const NOBODY = 'nobody'
const FEW = 8

/** Whose deals they are: people who are here, people who will appear, and those of whom there are several. */
export function OwnersTable({ mapping, matching, onChange }: MatchProps) {
  const texts = useImportTexts()
  const [showAll, setShowAll] = useState(false)
  const people = useQuery({ queryKey: ['org', 'people', 'all'], queryFn: () => api.org.people({ limit: 200 }) })
  const options = (people.data?.rows ?? []).map(({ id, fullName }) => ({ value: id, label: fullName }))
  const { owners } = matching
  const of = (state: string) => owners.filter((owner) => owner.state === state).length
  const shown = showAll
    ? owners
    : owners.filter(({ state }, index) => state === 'unclear' || (state === 'new' && index < FEW))
  const set = (value: string, to: Mapping['owners'][number]['to'] | null) => {
    const others = mapping.owners.filter((one) => one.value !== value)
    onChange({ owners: to === null ? others : [...others, { value, to }] })
  }
  return (
    <Section
      title={texts.match.owners}
      hint={[of('known') > 0 && texts.match.ownersKnown(of('known')), of('new') > 0 && texts.match.ownersNew(of('new'))]
        .filter(Boolean)
        .join('; ')}
      actions={
        shown.length < owners.length && (
          <Button variant="default" onClick={() => setShowAll(true)}>
            {texts.match.showKnown}
          </Button>
        )
      }
      flush
    >
      <table className={css.table}>
        <tbody>
          {shown.map(({ value, rows, state, personId }) => {
            const choice = mapping.owners.find((one) => one.value === value)?.to
            const chosen =
              typeof choice === 'object' ? choice.personId : (choice ?? personId ?? (state === 'new' ? NEW : null))
            return (
              <tr key={value} {...(chosen === null && { 'data-tone': 'behind' })}>
                <td>{value}</td>
                <td className={css.count}>{texts.rows(rows)}</td>
                <td>
                  <Select
                    aria-label={`${texts.match.to}: ${value}`}
                    data={[
                      { value: NEW, label: texts.match.ownerNew },
                      { value: NOBODY, label: texts.match.ownerNobody },
                      ...options,
                    ]}
                    value={chosen}
                    placeholder={texts.match.ownerUnclear}
                    searchable
                    allowDeselect={false}
                    onChange={(id) =>
                      id && set(value, id === NEW ? 'new' : id === NOBODY ? 'nobody' : { personId: id })
                    }
                  />
                </td>
              </tr>
            )
          })}
          <tr>
            <td>{texts.match.defaultOwner}</td>
            <td />
            <td>
              <Select
                aria-label={texts.match.defaultOwner}
                data={[{ value: NOBODY, label: texts.match.defaultOwnerNone }, ...options]}
                value={mapping.defaultOwnerId ?? NOBODY}
                searchable
                allowDeselect={false}
                onChange={(id) => onChange({ defaultOwnerId: id === NOBODY ? null : id })}
              />
            </td>
          </tr>
        </tbody>
      </table>
    </Section>
  )
}
