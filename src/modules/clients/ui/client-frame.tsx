import { Tabs } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useLanguage } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { CardPartView, useCardParts } from '#web/kit/card-parts.tsx'
import { FigureRow } from '#web/kit/figure-row.tsx'
import { belongsElsewhere, latinKey } from '#web/kit/keys.ts'
import { Link } from '#web/kit/routing.tsx'
import type { ClientKind } from '../contract.ts'
import { ClientDeals } from './client-deals.tsx'
import css from './clients.module.css'
import { ClientConflict } from './conflict-dialog.tsx'
import { Timeline } from './timeline.tsx'
import type { ClientEdit } from './use-client-edit.ts'
import { clientTarget, type Company, type Person, useClientsTexts } from './use-clients.ts'

type Props = {
  kind: ClientKind
  card: Company | Person
  edit: ClientEdit
  fields: ReactNode
  /** Below the fields, before what other modules add. */
  aside?: ReactNode
}

/** A client on its page: what became of it, figures, fields, the timeline and what other modules add. */
export function ClientFrame({ kind, card, edit, fields, aside }: Props) {
  const texts = useClientsTexts()
  const { language } = useLanguage()
  const tabs = useCardParts(kind, 'tab')
  const given = { id: card.id, mayEdit: card.may.edit }
  useEditKey()
  return (
    <div className={css.card}>
      <Notes kind={kind} card={card} />
      {useCardParts(kind, 'top').map((part) => (
        <CardPartView key={part.id} part={part} {...given} />
      ))}
      <Sums card={card} />
      <div className={css.cardBody}>
        <section aria-label={texts.card.details} className={css.cardFields}>
          {fields}
          {aside}
          {useCardParts(kind, 'side').map((part) => (
            <CardPartView key={part.id} part={part} {...given} />
          ))}
        </section>
        <Tabs defaultValue="timeline" className={css.cardTabs} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="timeline">{texts.tabs.timeline}</Tabs.Tab>
            <Tabs.Tab value="deals">{texts.tabs.deals}</Tabs.Tab>
            {tabs.map((part) => (
              <Tabs.Tab key={part.id} value={part.id}>
                {part.label[language]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="timeline" pt="sm">
            <Timeline kind={kind} id={card.id} />
          </Tabs.Panel>
          <Tabs.Panel value="deals" pt="sm">
            <ClientDeals kind={kind} id={card.id} />
          </Tabs.Panel>
          {tabs.map((part) => (
            <Tabs.Panel key={part.id} value={part.id} pt="sm">
              <CardPartView part={part} {...given} />
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
      <ClientConflict kind={kind} edit={edit} />
    </div>
  )
}

/** What one must know before anything else: it lives on elsewhere, it is in the trash, the person is forgotten. */
function Notes({ kind, card }: { kind: ClientKind; card: Company | Person }) {
  const { card: words } = useClientsTexts()
  const erased = 'erasedAt' in card && card.erasedAt !== null
  if (card.mergedInto)
    return (
      <p className={css.note} role="status">
        {words.mergedInto(card.mergedInto.name)} <Link {...clientTarget(kind, card.mergedInto.id)}>{words.openIt}</Link>
      </p>
    )
  if (erased)
    return (
      <p className={css.note} role="status">
        {words.erased}
      </p>
    )
  return card.deletedAt ? (
    <p className={css.note} role="status">
      {words.inTrash}
    </p>
  ) : null
}

function Sums({ card: { deals } }: { card: Company | Person }) {
  const { deals: words } = useClientsTexts()
  const format = useFormat()
  if (deals.open + deals.won + deals.lost === 0) return null
  return (
    <FigureRow
      figures={[
        { id: 'open', label: words.open, value: format.money(deals.openMinor), detail: words.count(deals.open) },
        { id: 'won', label: words.won, value: format.money(deals.wonMinor), detail: words.count(deals.won) },
        { id: 'lost', label: words.lost, value: format.number(deals.lost), detail: words.count(deals.lost) },
      ]}
    />
  )
}

/** `e` edits the name. */
function useEditKey() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (belongsElsewhere(event) || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (latinKey(event) !== 'e') return
      event.preventDefault()
      document.querySelector<HTMLElement>('[data-field="name"] button, [data-field="fullName"] button')?.click()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
