import { MoneyCell } from '#web/kit/cells.tsx'
import { StageBadge } from '#web/kit/stage-badge.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import { isOverdue, secondsSince } from './columns.tsx'
import css from './list.module.css'
import { type Deal, useDealsTexts } from './use-deals.ts'

/** A deal in the list of a phone. */
export function PhoneCard({ deal }: { deal: Deal }) {
  const texts = useDealsTexts()
  const format = useFormat()
  const { today } = useViewer()
  return (
    <span className={css.phoneCard}>
      <span className={css.phoneHead}>
        <strong>{deal.title}</strong>
        <MoneyCell minor={deal.baseMinor} short />
      </span>
      <span className={css.phoneLine}>
        <StageBadge name={deal.stage.name} color={deal.stage.color} meaning={deal.stage.meaning} />
        <span>{format.duration(secondsSince(deal.stageEnteredAt))}</span>
      </span>
      <span className={css.phoneLine}>
        <span>{deal.owner?.name ?? texts.nobody}</span>
        {deal.expectedCloseOn && (
          <span data-overdue={isOverdue(deal, today) || undefined}>{format.day(deal.expectedCloseOn)}</span>
        )}
      </span>
    </span>
  )
}
