import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { CompanyCard, Contact } from '../contract.ts'
import css from './clients.module.css'
import { CompanyForm } from './company-form.tsx'
import { ContactForm } from './contact-form.tsx'
import { useClientsTexts } from './use-clients.ts'

/** The card of a company beside the list. */
export function CompanyPanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const company = useQuery({
    queryKey: ['clients', 'company', { id }],
    queryFn: () => api.clients.company({ id: id ?? '' }),
    enabled: !!id,
  })
  return (
    <SidePanel opened={id !== undefined} onClose={onClose} title={company.data?.name ?? ''}>
      {company.error ? (
        <ErrorState error={company.error} onRepeat={() => void company.refetch()} />
      ) : company.data ? (
        <Card key={company.data.id} company={company.data} />
      ) : (
        <SkeletonText lines={8} />
      )}
    </SidePanel>
  )
}

function Card({ company }: { company: CompanyCard }) {
  const { companies: texts } = useClientsTexts()
  const client = useQueryClient()
  const [isEditing, setEditing] = useState(false)
  const refresh = () => client.invalidateQueries({ queryKey: ['clients'] })
  const details = [
    [texts.inn, company.inn],
    [texts.phone, company.phone],
    [texts.email, company.email],
    [texts.industry, company.industry],
    [texts.region, company.region],
    [texts.owner, company.owner?.name],
  ].filter((pair): pair is [string, string] => !!pair[1])
  if (isEditing) {
    return (
      <CompanyForm
        company={company}
        onDone={() => {
          setEditing(false)
          void refresh()
        }}
      />
    )
  }
  return (
    <div className={css.card}>
      <Deals company={company} />
      <section>
        <header className={css.head}>
          <h3>{texts.details}</h3>
          {company.may.edit && (
            <Button variant="default" onClick={() => setEditing(true)}>
              {texts.edit}
            </Button>
          )}
        </header>
        <dl className={css.details}>
          {details.map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Contacts company={company} onChanged={() => void refresh()} />
    </div>
  )
}

function Deals({ company: { id, deals } }: { company: CompanyCard }) {
  const { companies: texts } = useClientsTexts()
  const format = useFormat()
  return (
    <section>
      <FigureRow
        figures={[
          {
            id: 'open',
            label: texts.open,
            value: format.moneyCompact(deals.openMinor),
            detail: `${texts.deals}: ${format.number(deals.open)}`,
          },
          {
            id: 'won',
            label: texts.won,
            value: format.moneyCompact(deals.wonMinor),
            detail: `${texts.deals}: ${format.number(deals.won)}`,
          },
          { id: 'lost', label: texts.lost, value: format.number(deals.lost) },
        ]}
      />
      <Link to="/deals" search={{ company: id, status: 'all' }}>
        {texts.toDeals}
      </Link>
    </section>
  )
}

function Contacts({ company, onChanged }: { company: CompanyCard; onChanged: () => void }) {
  const { contacts: texts } = useClientsTexts()
  const [edited, setEdited] = useState<Contact | 'new' | null>(null)
  const done = () => {
    setEdited(null)
    onChanged()
  }
  return (
    <section>
      <header className={css.head}>
        <h3>{texts.title}</h3>
        {company.may.edit && edited === null && (
          <Button variant="default" onClick={() => setEdited('new')}>
            {texts.add}
          </Button>
        )}
      </header>
      {edited === null ? (
        <ul className={css.contacts}>
          {company.contacts.length === 0 && <li className={css.none}>{texts.none}</li>}
          {company.contacts.map((contact) => (
            <li key={contact.id}>
              <button type="button" disabled={!company.may.edit} onClick={() => setEdited(contact)}>
                <strong>{contact.fullName}</strong>
                <span>{[contact.jobTitle, contact.phone, contact.email].filter(Boolean).join(' · ')}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <ContactForm companyId={company.id} contact={edited === 'new' ? undefined : edited} onDone={done} />
      )}
    </section>
  )
}
