/** What a payment goes for. */
export interface OpenInvoice {
  id: string
  dueOn: string
  owedMinor: number
}

export interface Allocated {
  invoiceId: string | null
  amountMinor: number
}

/** The oldest debt first; what is left over is an advance. Parts sum to the amount exactly. */
export function allocate(amountMinor: number, invoices: readonly OpenInvoice[]): Allocated[] {
  const parts: Allocated[] = []
  let left = amountMinor
  for (const { id, owedMinor } of invoices.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0))) {
    const amount = Math.min(left, owedMinor)
    if (amount <= 0) continue
    parts.push({ invoiceId: id, amountMinor: amount })
    left -= amount
  }
  return left > 0 ? [...parts, { invoiceId: null, amountMinor: left }] : parts
}
