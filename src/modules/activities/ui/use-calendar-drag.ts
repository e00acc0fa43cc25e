import { useRef, useState } from 'react'
import { usePointerDrag } from '#web/kit/use-pointer-drag.ts'
import { drawn, movedBy, type Slot, stretchedBy } from '../calc/drag.ts'
import type { ActivityItem } from './use-activities.ts'

const EDGE_PX = 40
/** The days' names stand over the top of the box. */
const HEAD_PX = 40
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

/** Dragging in the grid of hours: moving and stretching activities with mouse, pen or finger, drawing new ones with a mouse. */
export function useCalendarDrag(options: Options) {
  const [held, setHeld] = useState<Held>()
  const latest = useRef(options)
  latest.current = options
  const hold = usePointerDrag()

  const begin = (event: React.PointerEvent, first: Held) => {
    if (event.button !== 0 || (event.pointerType === 'touch' && first.mode === 'draw')) return
    const scrolled = latest.current.scroller.current?.scrollTop ?? 0
    let now: Held | undefined
    hold(event, {
      follow: (at, from) => {
        const { scroller, minutesPerPx } = latest.current
        const box = scroller.current
        if (!box) return
        scrollNear(box, at.y)
        const minutes = (at.y - from.y + box.scrollTop - scrolled) * minutesPerPx
        const column = first.mode === 'move' ? (columnAt(box, at.x) ?? first.column) : first.column
        const slot = slotAfter(first, minutes)
        if (now && column === now.column && slot.start === now.slot.start && slot.end === now.slot.end) return
        now = { ...first, column, slot }
        setHeld(now)
      },
      drop: () => {
        if (now?.activity) latest.current.onMove(now.activity, now.column, now.slot)
        else if (now) latest.current.onDraw(now.column, now.slot)
      },
      end: () => setHeld(undefined),
    })
  }
  return { held, begin }
}

function slotAfter({ mode, slot }: Held, minutes: number): Slot {
  if (mode === 'move') return movedBy(slot, minutes)
  return mode === 'stretch' ? stretchedBy(slot, minutes) : drawn(slot.start, slot.start + minutes)
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
  if (y < ends.top + EDGE_PX + HEAD_PX) box.scrollTop -= SCROLL_PX
  else if (y > ends.bottom - EDGE_PX) box.scrollTop += SCROLL_PX
}
