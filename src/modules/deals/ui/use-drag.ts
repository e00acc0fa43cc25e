import { useEffect, useRef, useState } from 'react'
import type { Deal } from './use-deals.ts'

/** How far a pressed pointer moves before it is a drag, and how long a finger rests before it lifts a card. */
const THRESHOLD_PX = 6
const PRESS_MS = 300
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

/**
 * Dragging cards with a mouse, a pen or a finger, by pointer events alone: the card's copy follows the pointer without going through React,
 * and the drop is told at once. Escape puts it back.
 */
export function useDrag({ board, onDrop }: Options) {
  const [dragging, setDragging] = useState<Dragging>()
  const stop = useRef<(() => void) | undefined>(undefined)
  useEffect(() => () => stop.current?.(), [])

  const start = (event: React.PointerEvent<HTMLElement>, deal: Deal) => {
    if (event.button !== 0 || (event.target as Element).closest('button')) return
    stop.current?.()
    const card = event.currentTarget
    const from = { x: event.clientX, y: event.clientY }
    const at = { ...from }
    const isTouch = event.pointerType === 'touch'
    let ghost: HTMLElement | undefined
    let over: string | undefined
    let frame = 0

    const lift = () => {
      const box = card.getBoundingClientRect()
      ghost = card.cloneNode(true) as HTMLElement
      ghost.removeAttribute('href')
      ghost.setAttribute('aria-hidden', 'true')
      ghost.dataset['ghost'] = ''
      Object.assign(ghost.style, {
        left: `${box.left}px`,
        top: `${box.top}px`,
        width: `${box.width}px`,
        height: `${box.height}px`,
      })
      document.body.append(ghost)
      document.documentElement.dataset['dragging'] = ''
      setDragging({ dealId: deal.id, over: undefined })
      follow()
    }
    const follow = () => {
      if (!ghost) return
      ghost.style.transform = `translate(${at.x - from.x}px, ${at.y - from.y}px) rotate(1.5deg)`
      const under = document.elementFromPoint(at.x, at.y)
      scrollNear(board.current, under, at)
      const stage = under?.closest<HTMLElement>('[data-stage]')?.dataset['stage']
      if (stage !== over) {
        over = stage
        setDragging({ dealId: deal.id, over })
      }
      frame = requestAnimationFrame(follow)
    }
    const timer = isTouch ? setTimeout(lift, PRESS_MS) : undefined

    const onMove = (move: PointerEvent) => {
      at.x = move.clientX
      at.y = move.clientY
      if (ghost || Math.hypot(at.x - from.x, at.y - from.y) < THRESHOLD_PX) return
      // A finger that moves before the card is lifted scrolls.
      if (isTouch) end()
      else lift()
    }
    const onUp = () => {
      const target = ghost && over
      const wasDragged = ghost !== undefined
      end()
      if (wasDragged) swallowClick()
      if (target && target !== deal.stage.id) onDrop(deal, target)
    }
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape' || !ghost) return
      key.preventDefault()
      key.stopPropagation()
      end()
      swallowClick()
    }
    const onTouchMove = (touch: TouchEvent) => ghost && touch.preventDefault()
    const end = () => {
      clearTimeout(timer)
      cancelAnimationFrame(frame)
      ghost?.remove()
      ghost = undefined
      delete document.documentElement.dataset['dragging']
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('touchmove', onTouchMove)
      setDragging(undefined)
      stop.current = undefined
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('touchmove', onTouchMove, { passive: false })
    stop.current = end
  }
  return { dragging, start }
}

function scrollNear(board: HTMLElement | null, under: Element | null, at: { x: number; y: number }): void {
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

/** The press that ends a drag is no click on the card. */
function swallowClick(): void {
  const swallow = (click: MouseEvent) => {
    click.preventDefault()
    click.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
