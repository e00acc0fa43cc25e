export type PaymentAction = 'read' | 'write' | 'recordPayments' | 'readFirms' | 'configure' | 'seeReceivables'

const roles: Record<PaymentAction, readonly string[]> = {
  read: ['owner', 'director', 'head', 'seller', 'finance', 'auditor'],
  /** Contracts and invoices of one's own deals. */
  write: ['owner', 'director', 'head', 'seller', 'finance'],
  /** What has come in says somebody else than whoever is paid by it. */
  recordPayments: ['owner', 'director', 'head', 'finance'],
  readFirms: ['owner', 'director', 'head', 'seller', 'finance', 'auditor', 'admin'],
  configure: ['owner', 'director', 'finance', 'admin'],
  seeReceivables: ['owner', 'director', 'head', 'finance', 'auditor'],
}

/** Whether this role may do this with contracts, invoices and payments at all; with which of them, the database decides. */
export function can(actor: { role: string }, action: PaymentAction): boolean {
  return roles[action].includes(actor.role)
}
