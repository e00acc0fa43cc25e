import { useLayoutEffect, useRef } from 'react'

/**
 * An activity that keys carry to another day is drawn there anew; the focus goes along. Takes the box that holds the activities
 * (`data-activity` with their ids), gives a function that names the one to follow.
 */
export function useRefocus(box: React.RefObject<HTMLElement | null>): (id: string) => void {
  const followed = useRef<string>(undefined)
  useLayoutEffect(() => {
    const id = followed.current
    if (id === undefined) return
    const element = box.current?.querySelector<HTMLElement>(`[data-activity="${id}"]`)
    if (!element || element === document.activeElement) return
    followed.current = undefined
    element.focus()
  })
  return (id) => {
    followed.current = id
  }
}
