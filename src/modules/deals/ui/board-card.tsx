import { ActionIcon, Menu } from '@mantine/core'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import { memo } from 'react'
import { Avatar } from '#web/kit/avatar.tsx'
import { StageBadge } from '#web/kit/stage-badge.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useViewer } from '#web/session.tsx'
import { isOverdue, secondsSince } from './columns.tsx'
import css from './board.module.css'
import { type Deal, type Stage, useDealsTexts } from './use-deals.ts'

type Props = {
  deal: Deal
  stages: readonly Stage[]
  mayMove: boolean
  isCurrent: boolean
  isLifted: boolean
  isMenuOpen: boolean
  onPointerDown: (event: React.PointerEvent<HTMLElement>, deal: Deal) => void
  onOpen: (deal: Deal) => void
  onFocus: (id: string) => void
  onMenu: (id: string | undefined) => void
  onMove: (deal: Deal, stage: Stage) => void
}

/** A card of the board. One size for all, so that a column of thousands scrolls without measuring. */
export const BoardCard = memo(function BoardCard(props: Props) {
  const { deal, isCurrent, isLifted, mayMove } = props
  const texts = useDealsTexts()
  const format = useFormat()
  const { today, id: me } = useViewer()
  const overdue = isOverdue(deal, today)
  const open = deal.stage.meaning === 'open'
  return (
    <div
      className={css.card}
      data-deal={deal.id}
      data-lifted={isLifted || undefined}
      data-movable={mayMove || undefined}
      role="link"
      tabIndex={isCurrent ? 0 : -1}
      aria-label={[deal.title, format.money(deal.baseMinor), deal.owner?.name].filter(Boolean).join(', ')}
      onPointerDown={(event) => mayMove && props.onPointerDown(event, deal)}
      onClick={(event) => {
        if (!(event.target as Element).closest('button')) props.onOpen(deal)
      }}
      onFocus={() => props.onFocus(deal.id)}
    >
      <span className={css.title}>{deal.title}</span>
      <span className={css.line}>
        <span className={css.clip}>{deal.company?.name ?? deal.source?.name}</span>
        {deal.owner && deal.owner.id !== me && (
          <span title={deal.owner.name}>
            <Avatar name={deal.owner.name} size={18} />
          </span>
        )}
      </span>
      <span className={css.line}>
        <strong>{format.money(deal.baseMinor)}</strong>
        {overdue ? (
          <span className={css.overdue} title={texts.boardWords.overdue}>
            {OVERDUE} {format.day(deal.expectedCloseOn)}
          </span>
        ) : (
          <span title={texts.columns.stageAge}>
            {open
              ? format.duration(secondsSince(deal.stageEnteredAt)).split(' ')[0]
              : format.dateTime(deal.closedAt).split(',')[0]}
          </span>
        )}
      </span>
      {mayMove && <MoveMenu {...props} />}
    </div>
  )
})

const OVERDUE = '▲'

function MoveMenu({ deal, stages, isMenuOpen, onMenu, onMove }: Props) {
  const texts = useDealsTexts()
  const button = (
    <ActionIcon
      className={css.menu ?? ''}
      size={22}
      tabIndex={-1}
      aria-label={texts.boardWords.moveTo}
      title={texts.boardWords.moveTo}
      onClick={() => onMenu(deal.id)}
    >
      <IconDots size={14} />
    </ActionIcon>
  )
  if (!isMenuOpen) return button
  return (
    <Menu opened onChange={(opened) => !opened && onMenu(undefined)} position="bottom-end" returnFocus>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.boardWords.moveTo}</Menu.Label>
        {stages.map((stage) => (
          <Menu.Item
            key={stage.id}
            disabled={stage.id === deal.stage.id}
            onClick={() => {
              onMenu(undefined)
              onMove(deal, stage)
            }}
          >
            <StageBadge name={stage.name} color={stage.color} meaning={stage.meaning} />
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
