import { useState } from 'react'
import { usePointerDrag } from '../use-pointer-drag.ts'

export type ColumnDrag = {
  dragged: string | undefined
  /** The column in front of which it would stand; null: at the end; undefined: nowhere. */
  before: string | null | undefined
  start: (event: React.PointerEvent<HTMLElement>, id: string, name: string) => void
}

/** Columns dragged by their header, with a mouse or a pen. A finger scrolls: for it there is the menu. */
export function useColumnDrag(onDrop: (id: string, before: string | null) => void): ColumnDrag {
  const [state, setState] = useState<{ id: string; before: string | null | undefined }>()
  const hold = usePointerDrag()

  const start = (event: React.PointerEvent<HTMLElement>, id: string, name: string) => {
    if (event.button !== 0 || event.pointerType === 'touch' || (event.target as Element).closest('[data-resize]'))
      return
    const row = event.currentTarget.parentElement
    let ghost: HTMLElement | undefined
    let before: string | null | undefined
    hold(event, {
      lift: () => {
        ghost = ghostOf(name)
      },
      follow: ({ x, y }) => {
        if (ghost) ghost.style.transform = `translate(${x + 10}px, ${y + 6}px)`
        const next = placeAt(row, x)
        if (next === before) return
        before = next
        setState({ id, before })
      },
      drop: () => {
        if (before !== undefined && before !== id) onDrop(id, before)
      },
      end: () => {
        ghost?.remove()
        setState(undefined)
      },
    })
  }
  return { dragged: state?.id, before: state?.before, start }
}

/** The column whose left half is under the pointer or to the right of it. */
function placeAt(row: Element | null, x: number): string | null {
  for (const cell of row?.querySelectorAll<HTMLElement>('[data-column]') ?? []) {
    const { left, width } = cell.getBoundingClientRect()
    if (x < left + width / 2) return cell.dataset['column'] ?? null
  }
  return null
}

function ghostOf(name: string): HTMLElement {
  const ghost = document.createElement('div')
  ghost.textContent = name
  ghost.setAttribute('aria-hidden', 'true')
  ghost.dataset['columnGhost'] = ''
  document.body.append(ghost)
  return ghost
}
