import { useEffect } from 'react'
import { useGo } from '#web/kit/routing.tsx'

/** Goes on to another page and leaves no step back. */
export function Forward({ to }: { to: string }) {
  const go = useGo()
  useEffect(() => {
    go({ to }, { replace: true })
    // Once: the page is about to be replaced.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [to])
  return null
}
