import { Skeleton, UnstyledButton } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef, type ReactNode } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { StageBadge, stageColor } from '#web/kit/stage-badge.tsx'
import css from './board.module.css'
import type { Loading } from './use-board.ts'
import { type BoardColumn as Column, type Deal, useDealsTexts } from './use-deals.ts'

const CARD_PX = 94
const GAP_PX = 6
/** A column in a usual window; the real one is measured at once. */
const USUAL_PX = 700

type Props = {
  column: Column
  /** False while the board is on its way and the column is out of sight: its cards come after those that are seen. */
  isDrawn: boolean
  loading: Loading
  onMore: (stageId: string) => void
  /** Lets the board bring the card of an index into sight. */
  onReady: (stageId: string, show: ((index: number) => void) | undefined) => void
  /** Cards that stand out, none but of this column: the one that the keys are at, the one that is dragged, the one with an open menu. */
  current: string | undefined
  lifted: string | undefined
  menu: string | undefined
  card: (deal: Deal, marks: Marks) => ReactNode
}

export interface Marks {
  isCurrent: boolean
  isLifted: boolean
  isMenuOpen: boolean
}

/** A stage of the board: its count and sum, and a window on its cards. What happens in its neighbours does not draw it anew. */
export const BoardColumn = memo(function BoardColumn(props: Props) {
  const { column, isDrawn, loading, onMore, onReady, current, lifted, menu, card } = props
  const texts = useDealsTexts()
  const scroller = useRef<HTMLDivElement>(null)
  const { rows, stage, nextCursor } = column
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD_PX + GAP_PX,
    overscan: 6,
    // Cards come with the first drawing of the column, not after it has been laid out empty.
    initialRect: { width: 0, height: USUAL_PX },
    getItemKey: (index) => rows[index]?.id ?? index,
  })
  const items = isDrawn ? virtual.getVirtualItems() : []
  const last = items.at(-1)?.index ?? -1
  useEffect(() => {
    if (nextCursor && loading === undefined && last >= rows.length - 6) onMore(stage.id)
  }, [nextCursor, loading, last, rows.length, onMore, stage.id])
  useEffect(() => {
    onReady(stage.id, (index) => virtual.scrollToIndex(index))
    return () => onReady(stage.id, undefined)
  }, [onReady, stage.id, virtual])

  return (
    <section className={css.column} data-stage={stage.id} aria-label={stage.name}>
      <ColumnHead column={column} />
      <div ref={scroller} className={css.scroller} data-scroll>
        {rows.length === 0 && <p className={css.nothing}>{texts.boardWords.emptyColumn}</p>}
        <div className={css.window} style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const deal = rows[item.index]
            return (
              deal && (
                <div
                  key={item.key}
                  className={css.slot}
                  style={{ transform: `translateY(${item.start}px)`, height: CARD_PX }}
                >
                  {card(deal, {
                    isCurrent: deal.id === current,
                    isLifted: deal.id === lifted,
                    isMenuOpen: deal.id === menu,
                  })}
                </div>
              )
            )
          })}
        </div>
        {loading === 'loading' && <Skeleton height={CARD_PX} radius="sm" />}
        {loading === 'failed' && (
          <UnstyledButton className={css.again} onClick={() => onMore(stage.id)}>
            {texts.boardWords.loadFailed}
          </UnstyledButton>
        )}
      </div>
    </section>
  )
})

function ColumnHead({ column: { stage, totals } }: { column: Column }) {
  const format = useFormat()
  return (
    <header className={css.head} style={{ borderTopColor: stageColor(stage.color) }}>
      <h2>
        <StageBadge name={stage.name} color={stage.color} meaning={stage.meaning} />
      </h2>
      <div className={css.sums}>
        {totals ? (
          <>
            <span>{format.number(totals.count)}</span>
            <span title={format.money(totals.sumMinor)}>{format.moneyCompact(totals.sumMinor)}</span>
          </>
        ) : (
          <Skeleton height={10} width={80} radius="xs" />
        )}
      </div>
    </header>
  )
}

/** The layout of a board on its way. */
export function BoardSkeleton() {
  return (
    <div className={css.board} aria-busy>
      {[4, 3, 5, 2, 3].map((cards, index) => (
        <section key={index} className={css.column}>
          <header className={css.head}>
            <Skeleton height={12} width="60%" radius="xs" />
            <Skeleton height={10} width="40%" mt={8} radius="xs" />
          </header>
          <div className={css.scroller}>
            {Array.from({ length: cards }, (_, card) => (
              <Skeleton key={card} height={CARD_PX} mb={GAP_PX} radius="sm" />
            ))}
          </div>
        </section>
      ))}
    </div>
  )
}
