export type TemplateAction = 'read' | 'configure'

const roles: Record<TemplateAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'marketing', 'admin', 'auditor'],
  configure: ['owner', 'director', 'head', 'marketing', 'admin'],
}

/** Whether this role may do this with templates of letters and messages. */
export function can(actor: { role: string; readOnly?: boolean }, action: TemplateAction): boolean {
  return roles[action].includes(actor.role) && !(action === 'configure' && actor.readOnly)
}
