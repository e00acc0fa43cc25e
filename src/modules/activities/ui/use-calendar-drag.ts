import { useEffect, useRef, useState } from 'react'
import { drawn, movedBy, type Slot, stretchedBy } from '../calc/drag.ts'
import type { ActivityItem } from './use-activities.ts'

const THRESHOLD_PX = 5
/** How long a finger rests before it lifts an activity; one that moves earlier scrolls. */
const PRESS_MS = 350
const EDGE_PX = 40
const SCROLL_PX = 10

/** What the hand holds: an activity that moves or stretches, or a new slot that is drawn. */
export interface Held {
  mode: 'move' | 'stretch' | 'draw'
  activity?: ActivityItem
  column: number
  slot: Slot
}

interface Options {
  /** The box that scrolls; its columns carry `data-column` with their number. */
  scroller: React.RefObject<HTMLElement | null>
  minutesPerPx: number
  onMove: (activity: ActivityItem, column: number, slot: Slot) => void
  onDraw: (column: number, slot: Slot) => void
}

/**
 * Dragging in the grid of hours by pointer events alone: moving and stretching activities with mouse, pen or finger, drawing new ones with a
 * mouse. Escape puts everything back.
 */
export function useCalendarDrag(options: Options) {
  const [held, setHeld] = useState<Held>()
  const latest = useRef(options)
  latest.current = options
  const stop = useRef<(() => void) | undefined>(undefined)
  useEffect(() => () => stop.current?.(), [])

  const begin = (event: React.PointerEvent, first: Held) => {
    if (event.button !== 0) return
    stop.current?.()
    const isTouch = event.pointerType === 'touch'
    if (isTouch && first.mode === 'draw') return
    const from = { x: event.clientX, y: event.clientY, scroll: latest.current.scroller.current?.scrollTop ?? 0 }
    const at = { x: from.x, y: from.y }
    let now: Held | undefined
    let frame = 0

    const follow = () => {
      const { scroller, minutesPerPx } = latest.current
      const box = scroller.current
      if (!box) return
      scrollNear(box, at.y)
      const minutes = (at.y - from.y + box.scrollTop - from.scroll) * minutesPerPx
      const column = columnAt(box, at.x) ?? first.column
      const next: Held = {
        ...first,
        column: first.mode === 'move' ? column : first.column,
        slot:
          first.mode === 'move'
            ? movedBy(first.slot, minutes)
            : first.mode === 'stretch'
              ? stretchedBy(first.slot, minutes)
              : drawn(first.slot.start, first.slot.start + minutes),
      }
      if (!now || next.column !== now.column || next.slot.start !== now.slot.start || next.slot.end !== now.slot.end) {
        now = next
        setHeld(next)
      }
      frame = requestAnimationFrame(follow)
    }
    const lift = () => {
      document.documentElement.dataset['dragging'] = ''
      follow()
    }
    const timer = isTouch ? setTimeout(lift, PRESS_MS) : undefined
    const onMove = (move: PointerEvent) => {
      at.x = move.clientX
      at.y = move.clientY
      if (now || Math.hypot(at.x - from.x, at.y - from.y) < THRESHOLD_PX) return
      if (isTouch) end()
      else lift()
    }
    const onUp = () => {
      const dropped = now
      end()
      if (!dropped) return
      swallowClick()
      if (dropped.activity) latest.current.onMove(dropped.activity, dropped.column, dropped.slot)
      else latest.current.onDraw(dropped.column, dropped.slot)
    }
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape' || !now) return
      key.preventDefault()
      key.stopPropagation()
      end()
      swallowClick()
    }
    const onTouchMove = (touch: TouchEvent) => now && touch.preventDefault()
    const end = () => {
      clearTimeout(timer)
      cancelAnimationFrame(frame)
      now = undefined
      delete document.documentElement.dataset['dragging']
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', onKey, true)
      window.removeEventListener('touchmove', onTouchMove)
      setHeld(undefined)
      stop.current = undefined
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', onKey, true)
    window.addEventListener('touchmove', onTouchMove, { passive: false })
    stop.current = end
  }
  return { held, begin }
}

function columnAt(box: HTMLElement, x: number): number | undefined {
  const columns = [...box.querySelectorAll<HTMLElement>('[data-column]')]
  const found = columns.find((column) => {
    const sides = column.getBoundingClientRect()
    return x >= sides.left && x < sides.right
  })
  return found && Number(found.dataset['column'])
}

function scrollNear(box: HTMLElement, y: number): void {
  const ends = box.getBoundingClientRect()
  if (y < ends.top + EDGE_PX + 40) box.scrollTop -= SCROLL_PX
  else if (y > ends.bottom - EDGE_PX) box.scrollTop += SCROLL_PX
}

/** The press that ends a drag is no click. */
export function swallowClick(): void {
  const swallow = (click: MouseEvent) => {
    click.preventDefault()
    click.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
