import { useEffect, useRef } from 'react'

const NAME = 'mostik.person'

/**
 * A browser has one session for all its tabs. When somebody else signs in in one of them, the others are loaded anew: they show what he may not
 * see, and what is done in them would be done in his name.
 */
export function useOnePerson(personId: string | undefined): void {
  const first = useRef(personId)
  useEffect(() => {
    if (personId === undefined) return undefined
    first.current ??= personId
    if (first.current !== personId) window.location.reload()
    if (!('BroadcastChannel' in window)) return undefined
    const channel = new BroadcastChannel(NAME)
    channel.addEventListener('message', ({ data }: MessageEvent<string>) => {
      if (data !== personId) window.location.reload()
    })
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
    channel.postMessage(personId)
    return () => channel.close()
  }, [personId])
}
