export type FileAction = 'read' | 'add' | 'removeAny'

const roles: Record<FileAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'finance', 'auditor'],
  add: ['owner', 'director', 'head', 'seller', 'finance'],
  /** One's own file may be removed by whoever put it there. */
  removeAny: ['owner', 'director', 'head'],
}

/** Whether this role may do this with files at all; a file is seen by whoever sees what it lies at. */
export function can(actor: { role: string }, action: FileAction): boolean {
  return roles[action].includes(actor.role)
}
