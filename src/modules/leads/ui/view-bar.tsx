import { UnstyledButton } from '@mantine/core'
import { type LeadView, leadViews } from '../contract.ts'
import css from './leads.module.css'
import { useLeadsTexts } from './use-leads.ts'

type Props = {
  /** None, when a saved view is open. */
  view: LeadView | undefined
  counts: Partial<Record<LeadView, number>> | undefined
  onChange: (view: LeadView) => void
}

/** The views of the inbox with how many leads wait in each. */
export function ViewBar({ view, counts, onChange }: Props) {
  const texts = useLeadsTexts()
  return (
    <div className={css.views} role="group" aria-label={texts.title}>
      {leadViews
        .filter((one) => one !== 'all')
        .map((one) => {
          const count = counts?.[one]
          return (
            <UnstyledButton
              key={one}
              aria-pressed={one === view}
              data-tone={one === 'late' && count ? 'bad' : undefined}
              onClick={() => onChange(one)}
            >
              {texts.views[one]}
              {count !== undefined && <small>{count}</small>}
            </UnstyledButton>
          )
        })}
    </div>
  )
}
