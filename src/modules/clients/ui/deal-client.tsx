import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { Link } from '#web/kit/routing.tsx'
import type { CardPartProps } from '#web/kit/routing.tsx'
import css from './clients.module.css'
import { PhoneLinks, PhonesText, Tags } from './numbers.tsx'
import { companyTarget, useClientsTexts } from './use-clients.ts'

/** The client of a deal on its card: the way to the company, its numbers, what else we sell to it. */
export function DealClient({ id }: CardPartProps) {
  const texts = useClientsTexts()
  const deal = useQuery({ queryKey: ['deals', 'get', { id }], queryFn: () => api.deals.get({ id }) })
  const companyId = deal.data?.company?.id
  const company = useQuery({
    queryKey: ['clients', 'company', { id: companyId }],
    queryFn: () => api.clients.company({ id: companyId ?? '' }),
    enabled: companyId !== undefined,
  })
  const card = company.data
  if (!card) return null
  const others = card.deals.open + card.deals.won + card.deals.lost
  return (
    <section className={css.dealClient} aria-label={texts.dealClient.title}>
      <h3>{texts.dealClient.title}</h3>
      <div className={css.dealClientLine}>
        <span className={css.stack}>
          <Link {...companyTarget(card.id)}>{card.name}</Link>
          <span className={css.quiet}>
            {[card.inn && `${texts.fields['inn']} ${card.inn}`, card.region, texts.deals.count(others)]
              .filter(Boolean)
              .join(' · ')}
          </span>
          {card.phones.length > 0 && <PhonesText phones={card.phones} />}
          {card.tags.length > 0 && <Tags tags={card.tags} />}
        </span>
        <PhoneLinks phones={card.phones} />
      </div>
    </section>
  )
}
