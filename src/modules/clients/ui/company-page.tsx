import { Button } from '@mantine/core'
import { useState } from 'react'
import { Page } from '#web/kit/page.tsx'
import { Link, usePathParam } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { CardError } from './card-error.tsx'
import { ClientFrame } from './client-frame.tsx'
import { ClientMenu } from './client-menu.tsx'
import css from './clients.module.css'
import { CompanyFields } from './company-fields.tsx'
import { NewContact } from './new-contact.tsx'
import { useClientEdit } from './use-client-edit.ts'
import { type Company, companyTarget, contactTarget, useClientsTexts, useCompany, useRefresh } from './use-clients.ts'

/** One company on a page of its own. */
export function CompanyPage() {
  const texts = useClientsTexts()
  const { data: card, error, refetch } = useCompany(usePathParam('companyId'))
  const scope =
    card && [card.inn && `${texts.fields['inn']} ${card.inn}`, card.region, card.parent?.name].filter(Boolean)
  return (
    <Page
      title={card?.name ?? texts.title}
      scope={scope?.join(' · ')}
      actions={card && <ClientMenu kind="company" card={card} />}
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

function Card({ card }: { card: Company }) {
  const edit = useClientEdit('company', card)
  return (
    <ClientFrame
      kind="company"
      card={card}
      edit={edit}
      fields={<CompanyFields card={card} edit={edit} />}
      aside={
        <>
          <People card={card} />
          {card.children.length > 0 && <Holding card={card} />}
        </>
      }
    />
  )
}

/** Whom we know there. */
function People({ card }: { card: Company }) {
  const { contacts: words, form } = useClientsTexts()
  const refresh = useRefresh()
  const [isAdding, setAdding] = useState(false)
  return (
    <section>
      <header className={css.head}>
        <h3>{words.title}</h3>
        {card.may.edit && !card.deletedAt && (
          <Button variant="default" onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        )}
      </header>
      {card.contacts.length === 0 && <p className={css.quiet}>{words.none}</p>}
      <ul className={css.people}>
        {card.contacts.map((contact) => (
          <li key={contact.id}>
            <Link {...contactTarget(contact.id)}>{contact.fullName}</Link>
            <span className={css.quiet}>
              {[contact.jobTitle, contact.phone, contact.email].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <SidePanel opened={isAdding} onClose={() => setAdding(false)} title={form.newContact}>
        {isAdding && (
          <NewContact
            company={{ id: card.id, name: card.name }}
            onDone={() => {
              setAdding(false)
              refresh.all()
            }}
          />
        )}
      </SidePanel>
    </section>
  )
}

/** Firms that belong to this one, with what we sell to each. */
function Holding({ card }: { card: Company }) {
  const { holding: words } = useClientsTexts()
  return (
    <section>
      <header className={css.head}>
        <h3>{words.children}</h3>
      </header>
      <ul className={css.people}>
        {card.children.map(({ id, name, deals }) => (
          <li key={id}>
            <Link {...companyTarget(id)}>{name}</Link>
            <span className={css.quiet}>{words.deals(deals.open + deals.won + deals.lost)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
