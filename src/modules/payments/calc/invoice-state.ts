/** What an invoice is now: nobody writes it down, it follows from what was paid and the day. */
import { type Day, daysBetween } from '#core/calendar/day.ts'

export const INVOICE_STATES = ['waiting', 'partly', 'overdue', 'paid', 'cancelled'] as const
export type InvoiceState = (typeof INVOICE_STATES)[number]

export interface Owed {
  totalMinor: number
  paidMinor: number
  dueOn: string
  isCancelled: boolean
}

/** `overdue` counts before `partly`: what is partly paid and late is late. */
export function invoiceState({ totalMinor, paidMinor, dueOn, isCancelled }: Owed, today: string): InvoiceState {
  if (isCancelled) return 'cancelled'
  if (paidMinor >= totalMinor) return 'paid'
  if (dueOn < today) return 'overdue'
  return paidMinor > 0 ? 'partly' : 'waiting'
}

/** What is still to come, never below zero; of a cancelled invoice nothing. */
export function owedMinor({ totalMinor, paidMinor, isCancelled }: Omit<Owed, 'dueOn'>): number {
  return isCancelled ? 0 : Math.max(0, totalMinor - paidMinor)
}

/** Days since the day on which it was due; 0 when it is not overdue. */
export function overdueDays(owed: Owed, today: string): number {
  return invoiceState(owed, today) === 'overdue' ? daysBetween(owed.dueOn as Day, today as Day) : 0
}
