import { type RefObject, useEffect } from 'react'

/**
 * Marks the box with `data-aside` while it is scrolled sideways. Columns that stay at the left cost a layer for each cell, so they are made to stay only
 * then; past React, because the mark has to be there in the very frame that has begun to scroll.
 */
export function useAside(scroller: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const mark = () => box.toggleAttribute('data-aside', box.scrollLeft > 0)
    mark()
    box.addEventListener('scroll', mark, { passive: true })
    return () => box.removeEventListener('scroll', mark)
  }, [scroller, scroller.current])
}
