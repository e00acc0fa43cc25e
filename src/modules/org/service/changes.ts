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

/** Gives what the work gives, and tells that rights have changed when its transaction is over. */
export async function changingRights<Result>(
  { actor }: { actor: { workspaceId: string } },
  work: Promise<Result>,
): Promise<Result> {
  const result = await work
  rightsChanged(actor.workspaceId)
  return result
}

/** @returns how to stop listening */
export function onRightsChanged(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
