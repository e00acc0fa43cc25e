import type { OwnView } from '#web/kit/view-row.tsx'
import { type LeadView, leadViews } from '../contract.ts'
import type { useLeadsTexts } from './use-leads.ts'

type Given = {
  texts: ReturnType<typeof useLeadsTexts>
  counts: Partial<Record<LeadView, number>> | undefined
  /** None, when a saved view is open. */
  active: LeadView | undefined
  open: (view: LeadView) => void
}

/** The views of the inbox with how many leads wait in each. */
export function ownViews({ texts, counts, active, open }: Given): OwnView[] {
  return leadViews
    .filter((view) => view !== 'all')
    .map((view) => ({
      id: view,
      label: texts.views[view],
      count: counts?.[view],
      isBad: view === 'late',
      isActive: view === active,
      open: () => open(view),
    }))
}
