import { Tabs } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { DealActivities } from '#modules/activities/ui/api.tsx'
import { useLanguage } from '#web/i18n/language.tsx'
import { CardPartView, useCardParts } from '#web/kit/card-parts.tsx'
import { belongsElsewhere, latinKey } from '#web/kit/keys.ts'
import { DealConflict } from './conflict-dialog.tsx'
import { DealContacts } from './deal-contacts.tsx'
import { DealFields } from './deal-fields.tsx'
import { DealHistory } from './deal-history.tsx'
import css from './deals.module.css'
import { DealTeam } from './deal-team.tsx'
import { StageStrip } from './stage-strip.tsx'
import { StageTimes } from './stage-times.tsx'
import { type Card, useDealsTexts } from './use-deals.ts'
import { useDealEdit } from './use-deal-edit.ts'
import { useMove } from './use-move.tsx'

type Props = { card: Card; layout: 'panel' | 'page' }

/** A deal: its way through the stages, its fields, contacts with the client, history. */
export function DealCard({ card, layout }: Props) {
  const texts = useDealsTexts()
  const edit = useDealEdit(card)
  const { move, dialogs } = useMove()
  const root = useRef<HTMLDivElement>(null)
  const { language } = useLanguage()
  const tabs = useCardParts('deal', 'tab')
  const given = { id: card.id, mayEdit: card.may.edit }
  useCardKeys(root)
  return (
    <div ref={root} className={css.card} data-layout={layout}>
      {useCardParts('deal', 'top').map((part) => (
        <CardPartView key={part.id} part={part} {...given} />
      ))}
      <StageStrip card={card} onMove={(stage) => move(card, stage)} />
      <div className={css.cardBody}>
        <section aria-label={texts.card.fields} className={css.cardFields}>
          <DealFields card={card} edit={edit} />
          <DealContacts card={card} />
          <DealTeam card={card} />
          {useCardParts('deal', 'side').map((part) => (
            <CardPartView key={part.id} part={part} {...given} />
          ))}
        </section>
        <Tabs defaultValue="activities" className={css.cardTabs} keepMounted={false}>
          <Tabs.List>
            <Tabs.Tab value="activities">{texts.card.activities}</Tabs.Tab>
            {tabs.map((part) => (
              <Tabs.Tab key={part.id} value={part.id}>
                {part.label[language]}
              </Tabs.Tab>
            ))}
            <Tabs.Tab value="times">{texts.card.times}</Tabs.Tab>
            <Tabs.Tab value="history">{texts.card.history}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="activities" pt="sm">
            <DealActivities dealId={card.id} may={card.may.edit} />
          </Tabs.Panel>
          {tabs.map((part) => (
            <Tabs.Panel key={part.id} value={part.id} pt="sm">
              <CardPartView part={part} {...given} />
            </Tabs.Panel>
          ))}
          <Tabs.Panel value="times" pt="sm">
            <StageTimes id={card.id} />
          </Tabs.Panel>
          <Tabs.Panel value="history" pt="sm">
            <DealHistory card={card} />
          </Tabs.Panel>
        </Tabs>
      </div>
      {dialogs}
      <DealConflict edit={edit} />
    </div>
  )
}

/** `e` edits the title, `m` opens the stages. In a panel the dialog around the card is the card's own. */
function useCardKeys(root: React.RefObject<HTMLDivElement | null>) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const around = root.current?.closest('[role="dialog"]')
      const isOwn = around ? around.contains(event.target as Node) && !isTyping(event.target) : !belongsElsewhere(event)
      if (!isOwn || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      const selector = { e: '[data-field="title"] button', m: '[data-key="m"]' }[latinKey(event)]
      const button = selector && root.current?.querySelector<HTMLElement>(selector)
      if (!button) return
      event.preventDefault()
      button.click()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [root])
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [role="menu"], [role="listbox"]') !== null
}
