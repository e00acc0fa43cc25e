import { ApiError } from './api-error.ts'
import type { Viewer } from './session.tsx'

/** Asks the server who is signed in; null for a stranger. */
export async function loadViewer(): Promise<Viewer | null> {
  const answer = await fetch('/api/me', { headers: { accept: 'application/json' } })
  if (answer.status === 401) return null
  if (!answer.ok) throw new ApiError('UNEXPECTED', answer.status)
  return (await answer.json()) as Viewer
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await fetch('/api/sign-out', { method: 'POST' })
}
