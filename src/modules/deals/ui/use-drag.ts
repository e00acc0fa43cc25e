import { useState } from 'react'
import { type Point, usePointerDrag } from '#web/kit/use-pointer-drag.ts'
import type { Deal } from './use-deals.ts'

/** Near the edge the board and its columns scroll by themselves. */
const EDGE_PX = 56
const SCROLL_PX = 14

interface Options {
  /** The box that scrolls sideways; columns in it carry `data-stage`, their scrolling boxes `data-scroll`. */
  board: React.RefObject<HTMLElement | null>
  onDrop: (deal: Deal, stageId: string) => void
}

export interface Dragging {
  dealId: string
  /** The stage under the pointer. */
  over: string | undefined
}

/** Dragging cards: the card's copy follows the pointer without going through React, and the drop is told at once. */
export function useDrag({ board, onDrop }: Options) {
  const [dragging, setDragging] = useState<Dragging>()
  const begin = usePointerDrag()

  const start = (event: React.PointerEvent<HTMLElement>, deal: Deal) => {
    if (event.button !== 0 || (event.target as Element).closest('button')) return
    const card = event.currentTarget
    let ghost: HTMLElement | undefined
    let over: string | undefined
    begin(event, {
      lift: () => {
        ghost = copyOf(card)
        document.body.append(ghost)
        setDragging({ dealId: deal.id, over })
      },
      follow: (at, from) => {
        if (ghost) ghost.style.transform = `translate(${at.x - from.x}px, ${at.y - from.y}px) rotate(1.5deg)`
        const under = document.elementFromPoint(at.x, at.y)
        scrollNear(board.current, under, at)
        const stage = under?.closest<HTMLElement>('[data-stage]')?.dataset['stage']
        if (stage === over) return
        over = stage
        setDragging({ dealId: deal.id, over })
      },
      drop: () => {
        if (over && over !== deal.stage.id) onDrop(deal, over)
      },
      end: () => {
        ghost?.remove()
        setDragging(undefined)
      },
    })
  }
  return { dragging, start }
}

function copyOf(card: HTMLElement): HTMLElement {
  const { left, top, width, height } = card.getBoundingClientRect()
  const ghost = card.cloneNode(true) as HTMLElement
  ghost.removeAttribute('href')
  ghost.setAttribute('aria-hidden', 'true')
  ghost.dataset['ghost'] = ''
  Object.assign(ghost.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
  return ghost
}

function scrollNear(board: HTMLElement | null, under: Element | null, at: Point): void {
  if (!board) return
  const sides = board.getBoundingClientRect()
  if (at.x < sides.left + EDGE_PX) board.scrollLeft -= SCROLL_PX
  else if (at.x > sides.right - EDGE_PX) board.scrollLeft += SCROLL_PX
  const column = under?.closest<HTMLElement>('[data-stage]')?.querySelector('[data-scroll]')
  if (!column) return
  const ends = column.getBoundingClientRect()
  if (at.y < ends.top + EDGE_PX) column.scrollTop -= SCROLL_PX
  else if (at.y > ends.bottom - EDGE_PX) column.scrollTop += SCROLL_PX
}
