import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { CardPartView, useCardParts } from '#web/kit/card-parts.tsx'
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
        <Card key={person.data.id} person={person.data} />
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
      {[...useCardParts('person', 'top'), ...useCardParts('person', 'side')].map((part) => (
        <CardPartView key={part.id} part={part} id={person.id} mayEdit={may('editPerson')} />
      ))}
      {may('giveAccess') && <PersonAccess person={person} />}
      <PersonTabs person={person} mayEdit={may('editPerson')} />
    </>
  )
}

/** What other modules say of this person: his tasks, for example. */
function PersonTabs({ person, mayEdit }: { person: Person; mayEdit: boolean }) {
  const { language } = useLanguage()
  const tabs = useCardParts('person', 'tab')
  if (tabs.length === 0) return null
  return (
    <Tabs defaultValue={tabs[0]?.id ?? null} keepMounted={false} mt="lg">
      <Tabs.List>
        {tabs.map((part) => (
          <Tabs.Tab key={part.id} value={part.id}>
            {part.label[language]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map((part) => (
        <Tabs.Panel key={part.id} value={part.id} pt="sm">
          <CardPartView part={part} id={person.id} mayEdit={mayEdit} />
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
