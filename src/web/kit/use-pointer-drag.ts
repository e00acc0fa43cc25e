import { useCallback, useEffect, useRef } from 'react'

/** How far a pressed pointer moves before it is a drag, and how long a finger rests before it lifts; one that moves earlier scrolls. */
const THRESHOLD_PX = 6
const PRESS_MS = 300

export interface Point {
  x: number
  y: number
}

/** What a drag does; the pointer stands in pixels of the window. */
export interface DragSteps {
  lift?: () => void
  /** On each frame while it is held, the first time right after `lift`. */
  follow: (at: Point, from: Point) => void
  drop: () => void
  /** However it ended: dropped (before `drop`), put back by Escape, or never lifted. */
  end: () => void
}

/**
 * Dragging with a mouse, a pen or a finger, by pointer events alone. Gives the function that takes the press; Escape ends the drag without
 * a drop, and so does the end of the component.
 */
export function usePointerDrag(): (press: React.PointerEvent, steps: DragSteps) => void {
  const stop = useRef<(() => void) | undefined>(undefined)
  useEffect(() => () => stop.current?.(), [])
  return useCallback((press, steps) => {
    stop.current?.()
    stop.current = hold(press, {
      ...steps,
      end: () => {
        stop.current = undefined
        steps.end()
      },
    })
  }, [])
}

/** Follows one press; gives the function that ends it. */
function hold(press: React.PointerEvent, { lift, follow, drop, end }: DragSteps): () => void {
  const from = { x: press.clientX, y: press.clientY }
  const at = { ...from }
  const isTouch = press.pointerType === 'touch'
  let isLifted = false
  let frame = 0

  const onFrame = () => {
    follow(at, from)
    frame = requestAnimationFrame(onFrame)
  }
  const start = () => {
    isLifted = true
    document.documentElement.dataset['dragging'] = ''
    lift?.()
    onFrame()
  }
  const timer = isTouch ? setTimeout(start, PRESS_MS) : undefined
  const onMove = (move: PointerEvent) => {
    at.x = move.clientX
    at.y = move.clientY
    if (isLifted || Math.hypot(at.x - from.x, at.y - from.y) < THRESHOLD_PX) return
    if (isTouch) finish()
    else start()
  }
  const onUp = () => {
    const wasLifted = isLifted
    finish()
    if (!wasLifted) return
    swallowClick()
    drop()
  }
  const onKey = (key: KeyboardEvent) => {
    if (key.key !== 'Escape' || !isLifted) return
    key.preventDefault()
    key.stopPropagation()
    finish()
    swallowClick()
  }
  const onTouchMove = (touch: TouchEvent) => isLifted && touch.preventDefault()
  const finish = () => {
    clearTimeout(timer)
    cancelAnimationFrame(frame)
    isLifted = false
    delete document.documentElement.dataset['dragging']
    window.removeEventListener('pointermove', onMove)
    window.removeEventListener('pointerup', onUp)
    window.removeEventListener('pointercancel', finish)
    window.removeEventListener('keydown', onKey, true)
    window.removeEventListener('touchmove', onTouchMove)
    end()
  }
  window.addEventListener('pointermove', onMove)
  window.addEventListener('pointerup', onUp)
  window.addEventListener('pointercancel', finish)
  window.addEventListener('keydown', onKey, true)
  window.addEventListener('touchmove', onTouchMove, { passive: false })
  return finish
}

/** The press that ends a drag is no click. */
function swallowClick(): void {
  const swallow = (click: MouseEvent) => {
    click.preventDefault()
    click.stopPropagation()
  }
  window.addEventListener('click', swallow, { capture: true, once: true })
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
}
