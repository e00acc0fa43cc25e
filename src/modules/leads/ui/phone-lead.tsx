import { useFormat } from '#web/i18n/use-format.tsx'
import { LeadClock } from './clock.tsx'
import css from './leads.module.css'
import { type Lead, leadTitle, useLeadsTexts } from './use-leads.ts'

/** A lead in the list of a phone. */
export function PhoneLead({ lead }: { lead: Lead }) {
  const texts = useLeadsTexts()
  const format = useFormat()
  const need = [lead.product, lead.text].filter(Boolean).join(' · ')
  return (
    <span className={css.phoneCard}>
      <span className={css.phoneHead}>
        <strong>{leadTitle(lead, texts.noName)}</strong>
        <LeadClock lead={lead} alone />
      </span>
      {need && <span className={css.phoneText}>{need}</span>}
      <span className={css.phoneLine}>
        <span>{lead.owner?.name ?? texts.nobody}</span>
        <span>{format.dateTime(lead.receivedAt)}</span>
      </span>
    </span>
  )
}
