/**
 * Tells this process that rights in a company may have changed: roles, managers, departments, dismissals, settings.
 * Whoever remembers an actor for a moment (the auth module) forgets him at once.
 */
type Listener = (workspaceId: string) => void

const listeners = new Set<Listener>()

/** Call it after the transaction, else the old rights are read again before the new ones are there. */
export function rightsChanged(workspaceId: string): void {
  for (const listener of listeners) listener(workspaceId)
}

/** @returns how to stop listening */
export function onRightsChanged(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
