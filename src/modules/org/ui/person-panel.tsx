import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { PersonAccess } from './person-access.tsx'
import { EditPerson, NewPerson } from './person-form.tsx'
import { useMay } from './use-may.ts'
import { type Person, useOrgTexts } from './use-org.ts'

type Props = { id: string | undefined; onClose: () => void; onAdded: (id: string) => void }

/** The card of a person at the right edge; `new` adds one. */
export function PersonPanel({ id, onClose, onAdded }: Props) {
  const texts = useOrgTexts()
  const isNew = id === 'new'
  const person = useQuery({
    queryKey: ['org', 'person', { id }],
    queryFn: () => api.org.person({ id: id ?? '' }),
    enabled: id !== undefined && !isNew,
  })
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      title={isNew ? texts.card.newTitle : (person.data?.fullName ?? texts.people.name)}
    >
      {isNew ? (
        <NewPerson onAdded={onAdded} />
      ) : person.data ? (
        <Card key={`${person.data.id} ${person.data.version}`} person={person.data} />
      ) : person.error ? (
        <ErrorState error={person.error} onRepeat={() => void person.refetch()} />
      ) : (
        <SkeletonForm fields={6} />
      )}
    </SidePanel>
  )
}

function Card({ person }: { person: Person }) {
  const may = useMay(person)
  return (
    <>
      <EditPerson person={person} />
      {may('giveAccess') && <PersonAccess person={person} />}
    </>
  )
}
