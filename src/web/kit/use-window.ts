import { observeElementOffset, useVirtualizer } from '@tanstack/react-virtual'
import type { RefObject } from 'react'

type Options = {
  count: number
  scroller: RefObject<HTMLElement | null>
  rowHeight: number
  /** What sticks to the top and bottom of the scrolled table. */
  headHeight: number
  footHeight: number
  /** From so many rows on only those in sight are drawn. */
  from: number
}

type Window = {
  /** Places of the rows to draw. */
  places: readonly number[]
  /** Heights that stand for the rows not drawn. */
  before: number
  after: number
  isWindowed: boolean
  showRow: (place: number) => void
}

/** A table is laid out and painted anew whenever its rows change: while it is scrolled they change by so many at once. */
const STEP_ROWS = 4

/** Tells of a scrolled box only when it has gone a step further, and where it has come to rest. */
function inSteps(stepPx: number): typeof observeElementOffset {
  return (instance, tell) => {
    let known: number | undefined
    return observeElementOffset(instance, (offset, isScrolling) => {
      const step = Math.floor(offset / stepPx)
      if (isScrolling && step === known) return
      known = step
      tell(offset, isScrolling)
    })
  }
}

/** Draws only the rows in sight of a long table; a short one is drawn whole. */
export function useWindow({ count, scroller, rowHeight, headHeight, footHeight, from }: Options): Window {
  const isWindowed = count >= from
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    observeElementOffset: inSteps(rowHeight * STEP_ROWS),
    overscan: 12 + STEP_ROWS,
    // A frame may pass before the rows follow: there are spare ones on both sides.
    useFlushSync: false,
    enabled: isWindowed,
    paddingStart: headHeight,
    paddingEnd: footHeight,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: footHeight,
  })
  if (!isWindowed) {
    return {
      places: Array.from({ length: count }, (_, place) => place),
      before: 0,
      after: 0,
      isWindowed,
      showRow: (place) =>
        scroller.current?.querySelector(`[data-index="${place}"]`)?.scrollIntoView({ block: 'nearest' }),
    }
  }
  const items = virtual.getVirtualItems()
  return {
    places: items.map((item) => item.index),
    before: Math.max(0, (items[0]?.start ?? headHeight) - headHeight),
    after: Math.max(0, virtual.getTotalSize() - footHeight - (items.at(-1)?.end ?? headHeight)),
    isWindowed,
    showRow: (place) => virtual.scrollToIndex(place),
  }
}
