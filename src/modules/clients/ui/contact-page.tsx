import { Page } from '#web/kit/page.tsx'
import { usePathParam } from '#web/kit/routing.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { CardError } from './card-error.tsx'
import { ClientFrame } from './client-frame.tsx'
import { ClientMenu } from './client-menu.tsx'
import { ContactFields } from './contact-fields.tsx'
import { useClientEdit } from './use-client-edit.ts'
import { type Person, useClientsTexts, useContact } from './use-clients.ts'

/** One contact on a page of its own. */
export function ContactPage() {
  const texts = useClientsTexts()
  const { data: card, error, refetch } = useContact(usePathParam('contactId'))
  const scope = card && [card.jobTitle, card.company?.name ?? texts.contacts.free].filter(Boolean).join(' · ')
  return (
    <Page
      title={card?.fullName ?? texts.contacts.title}
      scope={scope}
      actions={card && <ClientMenu kind="contact" card={card} />}
    >
      {card ? (
        <Card key={card.id} card={card} />
      ) : error ? (
        <CardError error={error} onRepeat={() => void refetch()} />
      ) : (
        <SkeletonForm fields={10} />
      )}
    </Page>
  )
}

function Card({ card }: { card: Person }) {
  const edit = useClientEdit('contact', card)
  return <ClientFrame kind="contact" card={card} edit={edit} fields={<ContactFields card={card} edit={edit} />} />
}
