import { useFormat } from '#web/i18n/use-format.tsx'
import css from './leads.module.css'
import { type Lead, useLeadsTexts } from './use-leads.ts'

/** The share of the target after which the clock warns. */
const SOON = 0.75

/**
 * How long the client has waited or may still wait: words, a bar, and a colour that is never alone.
 * `alone`: no heading says that it is the answer, so the words do.
 */
export function LeadClock({ lead, alone = false }: { lead: Lead; alone?: boolean }) {
  const texts = useLeadsTexts().clock
  const format = useFormat()
  const { waitedMinutes, targetMinutes, late, respondedAt, state } = lead
  const time = (minutes: number) => format.duration(Math.max(0, Math.round(minutes)) * 60)
  const runs = respondedAt === null && ['new', 'assigned', 'accepted', 'returned'].includes(state)
  if (!runs && respondedAt === null) return <span className={css.quiet}>{texts.none}</span>
  const share = Math.min(1, waitedMinutes / targetMinutes)
  const tone = late ? (runs ? 'bad' : 'behind') : runs && share > SOON ? 'behind' : undefined
  const taken = late
    ? texts.answeredLate(time(waitedMinutes))
    : waitedMinutes < 1
      ? texts.atOnce
      : texts.answered(time(waitedMinutes))
  const words = !runs
    ? alone
      ? texts.answeredIn(taken)
      : taken
    : late
      ? texts.late(time(waitedMinutes - targetMinutes))
      : texts.left(time(targetMinutes - waitedMinutes))
  return (
    <span
      className={css.clock}
      data-tone={tone}
      data-runs={runs || undefined}
      title={lead.waits ? texts.waits : undefined}
    >
      <span>{words}</span>
      {runs && (
        <i aria-hidden>
          <b style={{ width: `${share * 100}%` }} />
        </i>
      )}
    </span>
  )
}
