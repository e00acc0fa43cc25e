import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useGo } from '#web/kit/routing.tsx'
import { StageBadge } from '#web/kit/stage-badge.tsx'
import { useSame } from '#web/kit/steady.tsx'
import { BoardCard } from './board-card.tsx'
import { BoardColumn, type Marks } from './board-column.tsx'
import { boardKey } from './board-keys.ts'
import css from './board.module.css'
import type { BoardSearch } from './filters.ts'
import type { Loading } from './use-board.ts'
import { type BoardColumn as Column, type Deal, type Stage, useDealsTexts, useReference } from './use-deals.ts'
import { useDrag } from './use-drag.ts'
import { useMove } from './use-move.tsx'

type Props = {
  name: string
  columns: readonly Column[]
  loading: Record<string, Loading>
  loadMore: (stageId: string) => Promise<void>
  search: BoardSearch
}

/** The narrowest that a column is. */
const COLUMN_PX = 216

/** Stages as columns. Cards move by pointer, by the menu and by keys; what was moved is in its place at once. */
export function Board({ name, columns, loading, loadMore, search }: Props) {
  const texts = useDealsTexts()
  const go = useGo()
  const root = useRef<HTMLDivElement>(null)
  const shows = useRef(new Map<string, (index: number) => void>())
  const { data: reference } = useReference()
  const mayMove = reference?.may.move ?? false
  const { move, dialogs } = useMove()
  const stages = useSame(useMemo(() => columns.map(({ stage }) => stage), [columns]))
  const [current, setCurrent] = useState<string>()
  const [menu, setMenu] = useState<string>()
  // The first painting has only the columns in sight: half of a wide board stands to the right of the window.
  const [isWhole, setWhole] = useState(false)
  useEffect(() => startTransition(() => setWhole(true)), [])
  const wanted = useRef<string>(undefined)

  const latest = useRef({ columns, search, move, loadMore })
  latest.current = { columns, search, move, loadMore }
  const onOpen = useCallback(
    (deal: Deal) => go({ to: '/deals/board', search: { ...latest.current.search, deal: deal.id } }),
    [go],
  )
  const onMove = useCallback((deal: Deal, stage: Stage) => latest.current.move(deal, stage), [])
  const onMore = useCallback((stageId: string) => void latest.current.loadMore(stageId), [])
  const onReady = useCallback((stageId: string, show: ((index: number) => void) | undefined) => {
    if (show) shows.current.set(stageId, show)
    else shows.current.delete(stageId)
  }, [])
  const { dragged, start } = useDrag({
    board: root,
    onDrop: (deal, stageId) => {
      const stage = stages.find(({ id }) => id === stageId)
      if (stage) move(deal, stage)
    },
  })

  // A card that has moved, or that keys have gone to, gets the focus when it is drawn.
  useEffect(() => {
    if (!wanted.current) return
    const card = root.current?.querySelector<HTMLElement>(`[data-deal="${wanted.current}"]`)
    if (!card) return
    wanted.current = undefined
    card.focus()
  })
  const focus = (deal: Deal) => {
    const column = columns.find(({ stage }) => stage.id === deal.stage.id)
    const index = column?.rows.findIndex(({ id }) => id === deal.id) ?? -1
    wanted.current = deal.id
    setCurrent(deal.id)
    if (index >= 0) shows.current.get(deal.stage.id)?.(index)
  }
  const first = columns.find(({ rows }) => rows.length > 0)?.rows[0]?.id
  const isKnown = columns.some(({ rows }) => rows.some(({ id }) => id === current))
  const tabbable = isKnown ? current : first

  const card = useCallback(
    (deal: Deal, marks: Marks) => (
      <BoardCard
        deal={deal}
        stages={stages}
        mayMove={mayMove}
        {...marks}
        onPointerDown={start}
        onOpen={onOpen}
        onFocus={setCurrent}
        onMenu={setMenu}
        onMove={onMove}
      />
    ),
    [stages, mayMove, start, onOpen, onMove],
  )

  return (
    <>
      <div
        ref={root}
        className={css.board}
        role="region"
        aria-label={texts.boardWords.label(name)}
        aria-describedby="board-hint"
        onKeyDown={(event) => {
          const action = boardKey(event, columns, tabbable)
          if (!action || menu) return
          event.preventDefault()
          if (action.kind === 'go') focus(action.deal)
          else if (action.kind === 'open') onOpen(action.deal)
          else if (mayMove && action.kind === 'menu') {
            // An open menu takes any key outside of it as a wish to close it, this one too.
            event.stopPropagation()
            setMenu(action.deal.id)
          } else if (mayMove && action.kind === 'move') {
            wanted.current = action.deal.id
            move(action.deal, action.stage)
          }
        }}
      >
        <span id="board-hint" className={css.hidden}>
          {texts.boardWords.hint}
        </span>
        {columns.map((column, place) => (
          <BoardColumn
            key={column.stage.id}
            column={column}
            isDrawn={isWhole || place * COLUMN_PX < window.innerWidth}
            loading={loading[column.stage.id]}
            onMore={onMore}
            onReady={onReady}
            current={own(column, tabbable)}
            lifted={own(column, dragged)}
            menu={own(column, menu)}
            card={card}
          />
        ))}
      </div>
      {dragged && <ClosingDrops stages={stages} />}
      {dialogs}
    </>
  )
}

/** The deal where it stands in this column. */
function own(column: Column, id: string | undefined): string | undefined {
  return id !== undefined && column.rows.some((deal) => deal.id === id) ? id : undefined
}

/** While a card is dragged the ways to close it are at hand, however far to the right their columns stand. */
function ClosingDrops({ stages }: { stages: readonly Stage[] }) {
  const texts = useDealsTexts()
  return (
    <div className={css.drops} aria-hidden>
      {stages
        .filter(({ meaning }) => meaning !== 'open')
        .map((stage) => (
          <div key={stage.id} data-stage={stage.id} data-meaning={stage.meaning}>
            <StageBadge name={stage.name} color={stage.color} meaning={stage.meaning} />
            <small>{texts.boardWords.drop}</small>
          </div>
        ))}
    </div>
  )
}
