import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { LiveTopic } from '../kit/routing.tsx'
import { listenToLive } from './live-connection.ts'
import { createLiveUpdates } from './live-updates.ts'

/** While the shell is on the screen, what others change appears in it without a reload. */
export function useLive(topics: readonly LiveTopic[]): void {
  const client = useQueryClient()
  useEffect(() => {
    // Tests have no stream.
    if (!('EventSource' in window) || !('BroadcastChannel' in window)) return undefined
    const updates = createLiveUpdates(client, topics)
    const stop = listenToLive(updates.take)
    return () => {
      stop()
      updates.stop()
    }
  }, [client, topics])
}
