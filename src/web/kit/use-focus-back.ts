import { useEffect, useRef, useState } from 'react'

/**
 * Gives the focus back to what had it before a dialog that is taken away as a whole: Mantine does so only where the dialog stays and closes. Whoever
 * works by keys goes on where he was.
 */
export function useFocusBack(opened = true): void {
  const [before] = useState(() => document.activeElement)
  const isOpen = useRef(opened)
  isOpen.current = opened
  useEffect(
    () => () => {
      if (!isOpen.current || !(before instanceof HTMLElement)) return
      // The dialog is out of the page by then, and whoever has taken the focus meanwhile keeps it.
      setTimeout(() => {
        if (before.isConnected && document.activeElement === document.body) before.focus({ preventScroll: true })
      })
    },
    [before],
  )
}
