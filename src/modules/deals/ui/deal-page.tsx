import { useFormat } from '#web/i18n/use-format.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, usePathParam } from '#web/kit/routing.tsx'
import { SkeletonBlock, SkeletonForm, SkeletonText } from '#web/kit/skeletons.tsx'
import { DealCard } from './deal-card.tsx'
import { DealMenu } from './deal-menu.tsx'
import { DealError } from './deal-panel.tsx'
import css from './deals.module.css'
import { useCard, useDealsTexts } from './use-deals.ts'

/** One deal on a page of its own. */
export function DealPage() {
  const texts = useDealsTexts()
  const format = useFormat()
  const go = useGo()
  const { data: card, error, refetch } = useCard(usePathParam('dealId'))
  const scope = card && [card.pipeline.name, card.stage.name, format.money(card.baseMinor)].join(' · ')
  return (
    <Page
      title={card?.title ?? texts.columns.title}
      scope={scope}
      actions={card && <DealMenu card={card} onGone={() => go({ to: '/deals' })} />}
    >
      {card ? (
        <DealCard key={card.id} card={card} layout="page" />
      ) : error ? (
        <DealError error={error} onRepeat={() => void refetch()} />
      ) : (
        <div className={css.card} data-layout="page">
          <SkeletonBlock height={44} />
          <div className={css.cardBody}>
            <div className={css.cardFields}>
              <SkeletonForm fields={8} />
            </div>
            <div className={css.cardTabs}>
              <SkeletonText lines={12} />
            </div>
          </div>
        </div>
      )}
    </Page>
  )
}
