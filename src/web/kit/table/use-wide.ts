import { type RefObject, useEffect, useState } from 'react'

/** Whether a table of this width (pixels) scrolls sideways in its box. Columns that stay at the left cost a layer for each cell, so they stay only then. */
export function useWide(scroller: RefObject<HTMLElement | null>, width: number): boolean {
  const [room, setRoom] = useState(0)
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const watcher = new ResizeObserver(() => setRoom(box.clientWidth))
    watcher.observe(box)
    return () => watcher.disconnect()
  }, [scroller, scroller.current])
  return width > room
}
