import { useEffect, useRef, useState } from 'react'

const THRESHOLD_PX = 6

export type ColumnDrag = {
  dragged: string | undefined
  /** The column in front of which it would stand; null: at the end; undefined: nowhere. */
  before: string | null | undefined
  start: (event: React.PointerEvent<HTMLElement>, id: string, name: string) => void
}

/** Columns dragged by their header, with a mouse or a pen; Escape puts it back. A finger scrolls: for it there is the menu. */
export function useColumnDrag(onDrop: (id: string, before: string | null) => void): ColumnDrag {
  const [state, setState] = useState<{ id: string; before: string | null | undefined }>()
  const stop = useRef<(() => void) | undefined>(undefined)
  useEffect(() => () => stop.current?.(), [])

  const start = (event: React.PointerEvent<HTMLElement>, id: string, name: string) => {
    if (event.button !== 0 || event.pointerType === 'touch' || (event.target as Element).closest('[data-resize]'))
      return
    stop.current?.()
    const row = event.currentTarget.parentElement
    const fromX = event.clientX
    let ghost: HTMLElement | undefined
    let before: string | null | undefined
    const onMove = ({ clientX, clientY }: PointerEvent) => {
      if (!ghost) {
        if (Math.abs(clientX - fromX) < THRESHOLD_PX) return
        ghost = ghostOf(name)
      }
      ghost.style.transform = `translate(${clientX + 10}px, ${clientY + 6}px)`
      const next = placeAt(row, clientX)
      if (next !== before) {
        before = next
        setState({ id, before })
      }
    }
    const end = () => {
      ghost?.remove()
      window.removeEventListener('pointermove', onMove)
      window.removeEventListener('pointerup', onUp)
      window.removeEventListener('pointercancel', end)
      window.removeEventListener('keydown', onKey, true)
      setState(undefined)
      stop.current = undefined
    }
    const onUp = () => {
      const wasDragged = ghost !== undefined
      end()
      if (!wasDragged) return
      swallowClick()
      if (before !== undefined && before !== id) onDrop(id, before)
    }
    const onKey = (key: KeyboardEvent) => {
      if (key.key !== 'Escape' || !ghost) return
      key.preventDefault()
      key.stopPropagation()
      end()
      swallowClick()
    }
    window.addEventListener('pointermove', onMove)
    window.addEventListener('pointerup', onUp)
    window.addEventListener('pointercancel', end)
    window.addEventListener('keydown', onKey, true)
    stop.current = end
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

/** The press that ends a drag sorts nothing. */
function swallowClick(): void {
  const swallow = (click: MouseEvent) => {
    click.preventDefault()
    click.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
