import { useFormat } from '#web/i18n/use-format.tsx'
import css from './leads.module.css'
import { type LeadCard, useLeadsTexts } from './use-leads.ts'

type Entry = LeadCard['log'][number]

/** What happened to a lead, the newest first. */
export function LeadLog({ log }: { log: readonly Entry[] }) {
  const texts = useLeadsTexts()
  const format = useFormat()
  return (
    <ul className={css.log}>
      {log.toReversed().map((entry) => (
        <li key={entry.id}>
          <time dateTime={entry.at}>{format.dateTime(entry.at)}</time>
          <span>
            {titleOf(entry)}
            <small>{detailsOf(entry)}</small>
          </span>
        </li>
      ))}
    </ul>
  )

  function titleOf({ kind, to }: Entry): string {
    const word = texts.log[kind as keyof typeof texts.log] ?? kind
    return typeof word === 'function' ? word(to?.name ?? texts.nobody) : typeof word === 'string' ? word : kind
  }

  function detailsOf({ by, details, kind }: Entry): string {
    const { how, reason, comment, channel } = details
    const said = [
      by?.name ?? texts.log.server,
      typeof how === 'string' ? (texts.log.how[how] ?? null) : null,
      kind === 'contacted' && typeof channel === 'string'
        ? texts.contactDialog.channels[channel as keyof typeof texts.contactDialog.channels]
        : null,
      reason,
      comment,
    ]
    return said.filter(Boolean).join(' · ')
  }
}
