interface Doer {
  role: string
  readOnly?: boolean
}

const readers = new Set(['owner', 'director', 'head', 'auditor', 'finance'])

/** Who sees the board of the cycle: those who lead, and those who check. */
export function reads({ role }: Doer): boolean {
  return readers.has(role)
}

/** A month is closed for the whole company at once. */
export function closes({ role, readOnly }: Doer): boolean {
  return !readOnly && (role === 'owner' || role === 'director')
}

export function reopens({ role, readOnly }: Doer): boolean {
  return !readOnly && role === 'owner'
}

/** Who has a time share of his own. */
export function leads({ role }: Doer): boolean {
  return role === 'owner' || role === 'director' || role === 'head'
}
