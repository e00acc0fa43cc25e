import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { useViewer } from '../session.tsx'
import type { KeptWrite } from './letter-box.ts'
import { openOutbox, outbox } from './outbox.ts'

const nothing: readonly KeptWrite[] = []

/** Opens the outbox of the signed-in person; what was sent is asked for anew. */
export function useOutbox(): void {
  const { id } = useViewer()
  const client = useQueryClient()
  useEffect(() => openOutbox(id, () => void client.invalidateQueries()), [id, client])
}

/** What waits for the network, and what the server has refused. */
export function useKeptWrites(): readonly KeptWrite[] {
  return useSyncExternalStore(outbox.subscribe, outbox.writes, () => nothing)
}
