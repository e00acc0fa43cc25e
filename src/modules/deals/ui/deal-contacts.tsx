import { callTarget, shownPhone } from '#core/i18n/phone.ts'
import { ActionIcon, Button, Menu, Select } from '@mantine/core'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import IconStarFilled from '@tabler/icons-react/dist/esm/icons/IconStarFilled.mjs'
import { useState } from 'react'
import { seesContacts } from '#modules/clients/ui/api.tsx'
import { api } from '#web/api.ts'
import { Link } from '#web/kit/routing.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { useViewer } from '#web/session.tsx'
import { ContactChoice } from './contact-choice.tsx'
import css from './deals.module.css'
import { ChoiceFrame } from '#web/kit/inline-editors.tsx'
import { type Card, useDealsTexts, useReference } from './use-deals.ts'
import { useParticipants } from './use-participants.ts'

type Contact = Card['contacts'][number]
type Line = Pick<Contact, 'id' | 'role'>

/**
 * Who of the client takes part in the deal, in which role; the main one stands first. Readers without personal data are shown no such part: it would
 * say that there is nobody.
 */
export function DealContacts({ card }: { card: Card }) {
  const texts = useDealsTexts()
  const words = texts.contacts
  const { save, pending } = useParticipants(card)
  const [adding, setAdding] = useState(false)
  const may = card.may.edit
  const isShown = seesContacts(useViewer())
  const put = (change: (contacts: readonly Line[], mainId: string | null) => [readonly Line[], string | null]) =>
    void save((now, version) => {
      const [contacts, mainId] = change(now.contacts, now.contact?.id ?? null)
      return api.deals.setContacts({
        id: card.id,
        version,
        mainId,
        contacts: contacts.map(({ id, role }) => ({ contactId: id, roleId: role?.id ?? null })),
      })
    })
  const add = (id: string | null) => {
    setAdding(false)
    if (!id || card.contacts.some((one) => one.id === id)) return
    put((contacts, mainId) => [[...contacts, { id, role: null }], mainId ?? id])
  }
  if (!isShown) return null
  return (
    <section aria-label={words.title} aria-busy={pending}>
      <div className={css.subheadLine}>
        <h3 className={css.subhead}>{words.title}</h3>
        {may && !adding && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={14} />}
            onClick={() => setAdding(true)}
          >
            {words.add}
          </Button>
        )}
      </div>
      {adding && (
        <div
          role="group"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return
            event.stopPropagation()
            setAdding(false)
          }}
        >
          <ChoiceFrame onLeave={() => setAdding(false)}>
            <ContactChoice label={words.add} companyId={card.company?.id ?? null} onChange={add} />
          </ChoiceFrame>
        </div>
      )}
      {card.contacts.length === 0 && !adding && <p className={css.quiet}>{words.empty}</p>}
      <ul className={css.people}>
        {card.contacts.map((contact) => (
          <ContactLine
            key={contact.id}
            contact={contact}
            may={may}
            onRole={(role) =>
              put((contacts, mainId) => [
                contacts.map((one) => (one.id === contact.id ? { ...one, role } : one)),
                mainId,
              ])
            }
            onMain={() => put((contacts) => [contacts, contact.id])}
            onRemove={() =>
              put((contacts, mainId) => {
                const rest = contacts.filter(({ id }) => id !== contact.id)
                return [rest, mainId === contact.id ? (rest[0]?.id ?? null) : mainId]
              })
            }
          />
        ))}
      </ul>
    </section>
  )
}

type LineProps = {
  contact: Contact
  may: boolean
  onRole: (role: Contact['role']) => void
  onMain: () => void
  onRemove: () => void
}

function ContactLine({ contact, may, onRole, onMain, onRemove }: LineProps) {
  const texts = useDealsTexts()
  const words = texts.contacts
  const { data: reference } = useReference()
  // Until the list has come, the role that is there says itself.
  const roles = reference
    ? reference.contactRoles.filter(({ archived, id }) => !archived || id === contact.role?.id)
    : [contact.role].filter((role) => role !== null)
  return (
    <li>
      <div className={css.personText}>
        <strong>
          <Link to={`/contacts/${contact.id}`}>{contact.name}</Link>
          {contact.main && <IconStarFilled size={12} className={css.mainStar} aria-label={words.main} />}
        </strong>
        {contact.jobTitle && <small>{contact.jobTitle}</small>}
        <span className={css.reach}>
          {contact.phone && <a href={callTarget(contact.phone)}>{shownPhone(contact.phone)}</a>}
          {contact.email && <a href={`mailto:${contact.email}`}>{contact.email}</a>}
        </span>
      </div>
      {may ? (
        <Select
          className={css.role ?? ''}
          aria-label={words.roleOf(contact.name)}
          placeholder={words.role}
          data={optionsOf(roles)}
          value={contact.role?.id ?? null}
          clearable
          onChange={(id) => onRole(roles.find((role) => role.id === id) ?? null)}
        />
      ) : (
        contact.role && <small className={css.quiet}>{contact.role.name}</small>
      )}
      {may && (
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon aria-label={words.more(contact.name)} title={words.more(contact.name)}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!contact.main && <Menu.Item onClick={onMain}>{words.makeMain}</Menu.Item>}
            <Menu.Item onClick={onRemove}>{words.remove}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  )
}
