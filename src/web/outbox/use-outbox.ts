import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { rememberAnswers } from '../pwa/query-memory.ts'
import { useViewer } from '../session.tsx'
import type { KeptWrite } from './letter-box.ts'
import { openOutbox, outbox } from './outbox.ts'

const nothing: readonly KeptWrite[] = []

/** Opens the outbox of the signed-in person; what was sent is asked for anew. The last answers are kept for a start without a network. */
export function useOutbox(): void {
  const { id } = useViewer()
  const client = useQueryClient()
  useEffect(() => openOutbox(id, () => void client.invalidateQueries()), [id, client])
  useEffect(() => rememberAnswers(client, id), [id, client])
}

/** What waits for the network, and what the server has refused. */
export function useKeptWrites(): readonly KeptWrite[] {
  return useSyncExternalStore(outbox.subscribe, outbox.writes, () => nothing)
}
