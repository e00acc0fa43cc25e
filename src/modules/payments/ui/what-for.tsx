import { type Payment, usePaymentsTexts } from './use-payments.ts'

/** Invoices that a payment went for; an advance, a return and a void one say so. */
export function WhatFor({ payment }: { payment: Payment }) {
  const texts = usePaymentsTexts()
  const words = [
    ...new Set(payment.parts.map(({ invoice }) => (invoice ? `№ ${invoice.number}` : texts.advance))),
    ...(payment.amountMinor < 0 ? [texts.return] : []),
    ...(payment.voided ? [texts.voided(payment.voided.reason ?? '')] : []),
  ]
  return <span>{words.join(', ')}</span>
}

export function payerOf({ payerName, parts }: Payment): string | undefined {
  return payerName ?? parts.find(({ company }) => company)?.company?.name ?? parts[0]?.deal?.name
}
