import { useState } from 'react'
import { useLatest } from '#web/kit/use-latest.ts'
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

/**
 * Dragging cards: the card's copy follows the pointer and the stage under it is lit (`data-over`) without going through React, and the drop is told at
 * once. Gives the id of the deal that is dragged and the function that takes the press.
 */
export function useDrag({ board, onDrop }: Options) {
  const [dragged, setDragged] = useState<string>()
  const begin = usePointerDrag()

  const press = (event: React.PointerEvent<HTMLElement>, deal: Deal) => {
    if (event.button !== 0 || (event.target as Element).closest('button')) return
    const card = event.currentTarget
    let ghost: HTMLElement | undefined
    let over: HTMLElement | null = null
    let stage: string | undefined
    const light = (next: HTMLElement | null) => {
      if (next === over) return
      if (over) delete over.dataset['over']
      if (next) next.dataset['over'] = ''
      over = next
    }
    begin(event, {
      lift: () => {
        ghost = copyOf(card)
        document.body.append(ghost)
        setDragged(deal.id)
      },
      follow: (at, from) => {
        // Asked before anything is moved: the page is laid out once a frame.
        const under = document.elementFromPoint(at.x, at.y)
        scrollNear(board.current, under, at)
        light(under?.closest<HTMLElement>('[data-stage]') ?? null)
        if (ghost) ghost.style.transform = `translate(${at.x - from.x}px, ${at.y - from.y}px) rotate(1.5deg)`
      },
      drop: () => {
        if (stage && stage !== deal.stage.id) onDrop(deal, stage)
      },
      end: () => {
        stage = over?.dataset['stage']
        light(null)
        ghost?.remove()
        setDragged(undefined)
      },
    })
  }
  return { dragged, ...useLatest({ start: press }) }
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
