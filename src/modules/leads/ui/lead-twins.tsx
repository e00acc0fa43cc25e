import { Button } from '@mantine/core'
import { api } from '#web/api.ts'
import { TwoLines } from '#web/kit/cells.tsx'
import { Link } from '#web/kit/routing.tsx'
import { say } from '#web/kit/toast.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { leadTarget } from './filters.ts'
import css from './leads.module.css'
import { commandLead, type LeadCard, useLeadsTexts, useLeadWork } from './use-leads.ts'

/** Clients and leads with the same phone or e-mail; one click says that this is the one. */
export function LeadTwins({ lead }: { lead: LeadCard }) {
  const texts = useLeadsTexts()
  const words = texts.twins
  const format = useFormat()
  const work = useLeadWork()
  const { companies, contacts, deals, leads } = lead.twins
  if (companies.length + contacts.length + deals.length + leads.length === 0) return null
  const attach = async (to: { companyId?: string; contactId?: string; dealId?: string }) => {
    const done = await work(() => commandLead(lead, (own) => api.leads.attach({ ...own, ...to })))
    if (done) say(texts.said.attached)
  }
  const ownerOf = (owner: { name: string } | null) => (owner ? words.owner(owner.name) : null)
  return (
    <section className={css.twins} aria-label={words.title}>
      {(companies.length > 0 || contacts.length > 0) && <h3>{words.title}</h3>}
      <ul>
        {companies.map(({ id, name, contact, owner, by }) => (
          <li key={id}>
            <TwoLines
              first={name}
              second={[contact?.name, by === 'phone' ? words.byPhone : words.byEmail, ownerOf(owner)]
                .filter(Boolean)
                .join(' · ')}
            />
            {lead.company?.id === id ? (
              <span className={css.quiet}>{words.attached}</span>
            ) : (
              lead.may.work && (
                <Button
                  variant="default"
                  onClick={() => void attach({ companyId: id, ...(contact && { contactId: contact.id }) })}
                >
                  {words.attach}
                </Button>
              )
            )}
          </li>
        ))}
        {contacts.map(({ id, name, owner }) => (
          <li key={id}>
            <TwoLines first={name} second={ownerOf(owner)} />
            {lead.contact?.id === id ? (
              <span className={css.quiet}>{words.attached}</span>
            ) : (
              lead.may.work && (
                <Button variant="default" onClick={() => void attach({ contactId: id })}>
                  {words.attach}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {deals.length > 0 && <h3>{words.dealTitle}</h3>}
      <ul>
        {deals.map(({ id, title, stage, owner, baseMinor }) => (
          <li key={id}>
            <TwoLines
              first={<Link to={`/deals/${id}`}>{title}</Link>}
              second={[stage, format.money(baseMinor), owner?.name].filter(Boolean).join(' · ')}
            />
            {lead.may.work && (
              <Button variant="default" onClick={() => void attach({ dealId: id })}>
                {words.toDeal}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leads.length > 0 && <h3>{words.before}</h3>}
      <ul>
        {leads.map(({ id, state, receivedAt, owner }) => (
          <li key={id}>
            <TwoLines
              first={<Link {...leadTarget(id)}>{format.dateTime(receivedAt)}</Link>}
              second={[texts.states[state], owner?.name].filter(Boolean).join(' · ')}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
