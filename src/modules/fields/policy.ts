export type FieldAction = 'read' | 'configure'

const configurers = new Set(['owner', 'director', 'head', 'admin'])

/** Whether this role may do this with definitions of fields; everybody of the company may know which there are. */
export function can(actor: { role: string }, action: FieldAction): boolean {
  return action === 'read' || configurers.has(actor.role)
}
