import { useFormat } from '#web/i18n/use-format.tsx'
import type { BulkOutcome as Outcome } from '../contract/bulk.ts'
import css from './bulk.module.css'
import { useDealsTexts } from './use-deals.ts'

/** What a change of many deals does or has done: how many, and why the others not. */
export function BulkOutcome({ outcome, isAhead = false }: { outcome: Outcome; isAhead?: boolean }) {
  const texts = useDealsTexts().bulk
  const format = useFormat()
  const { changed, unchanged, refused } = outcome
  return (
    <ul className={css.outcome}>
      <li data-tone="main">{(isAhead ? texts.willChange : texts.hasChanged)(format.number(changed), changed)}</li>
      {unchanged > 0 && <li>{texts.same(format.number(unchanged), unchanged)}</li>}
      {refused.map(({ reason, count, examples }) => (
        <li key={reason} data-tone="refused">
          {texts.refused(format.number(count), count, texts.reasons[reason])}
          {examples.length > 0 && <small>{texts.examples(examples)}</small>}
        </li>
      ))}
    </ul>
  )
}
