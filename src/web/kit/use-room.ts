import { type RefObject, useLayoutEffect, useState } from 'react'

/** Widths that they had when they were seen last: a page that is opened again is drawn right at once. */
const seen = new Map<string, number>()

/**
 * How many pixels a table or a drawing has from edge to edge; undefined until it stands on the screen.
 * `isThere`: whether the element is drawn now.
 */
export function useRoom(id: string, element: RefObject<HTMLElement | null>, isThere: boolean): number | undefined {
  const [width, setWidth] = useState(() => seen.get(id))
  useLayoutEffect(() => {
    const node = element.current
    if (!isThere || !node) return
    const measure = () => {
      if (node.clientWidth === 0) return
      seen.set(id, node.clientWidth)
      setWidth(node.clientWidth)
    }
    measure()
    const watcher = new ResizeObserver(measure)
    watcher.observe(node)
    return () => watcher.disconnect()
  }, [id, element, isThere])
  return width
}
