import IconArrowsDiagonal from '@tabler/icons-react/dist/esm/icons/IconArrowsDiagonal.mjs'
import { toApiError } from '#web/api-error.ts'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { DealCard } from './deal-card.tsx'
import { DealMenu } from './deal-menu.tsx'
import css from './deals.module.css'
import { dealTarget } from './filters.ts'
import { useCard, useDealsTexts } from './use-deals.ts'

/** The card of a deal at the right edge, over any page; without an id it is shut. */
export function DealPanel({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const texts = useDealsTexts()
  const { data: card, error, refetch } = useCard(id)
  return (
    <SidePanel
      opened={id !== undefined}
      onClose={onClose}
      width={600}
      title={
        <span className={css.panelTitle}>
          <span>{card?.title ?? texts.columns.title}</span>
          {card && (
            <span className={css.panelActions}>
              <Link
                {...dealTarget(card.id)}
                className={css.iconLink}
                aria-label={texts.card.openFull}
                title={texts.card.openFull}
              >
                <IconArrowsDiagonal size={16} />
              </Link>
              <DealMenu card={card} onGone={onClose} />
            </span>
          )}
        </span>
      }
    >
      {card ? (
        <DealCard key={card.id} card={card} layout="panel" />
      ) : error ? (
        <DealError error={error} onRepeat={() => void refetch()} />
      ) : (
        <SkeletonForm fields={8} />
      )}
    </SidePanel>
  )
}

/** A deal that is not there is no failure of the program: says where it may be. */
export function DealError({ error, onRepeat }: { error: unknown; onRepeat: () => void }) {
  const texts = useDealsTexts()
  if (toApiError(error).code !== 'NOT_FOUND' && toApiError(error).code !== 'BAD_REQUEST') {
    return <ErrorState error={error} onRepeat={onRepeat} />
  }
  return (
    <EmptyState
      title={texts.card.gone}
      text={texts.card.goneText}
      action={<Link to="/deals">{texts.card.toList}</Link>}
    />
  )
}
